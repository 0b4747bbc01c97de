"""What stands in the column ``type``, as kinds of items."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _
from pyxform import aliases, constants
from pyxform.xls2json import RE_BEGIN_CONTROL, RE_END_CONTROL, RE_SELECT

from khet.rules.instruments import ItemKind

BEGIN, END, LEFT_OUT = "begin_group", "end_group", "left-out"
KINDS: Mapping[str, ItemKind] = {
    "integer": ItemKind.INTEGER,
    "int": ItemKind.INTEGER,
    "decimal": ItemKind.DECIMAL,
    "text": ItemKind.TEXT,
    "string": ItemKind.TEXT,
    "date": ItemKind.DATE,
    "note": ItemKind.NOTE,
    "image": ItemKind.PHOTO,
    "photo": ItemKind.PHOTO,
    "file": ItemKind.FILE,
    "calculate": ItemKind.CALCULATE,
}
TYPES: Mapping[ItemKind, str] = {
    **{kind: word for word, kind in reversed(list(KINDS.items()))},
    ItemKind.LEVEL: "select_one",
    ItemKind.YES_NO: "select_one",
    ItemKind.ONE: "select_one",
    ItemKind.MANY: "select_multiple",
}
"""How each kind is written."""
_SELECTS = {
    constants.SELECT_ONE: ItemKind.ONE,
    constants.SELECT_ALL_THAT_APPLY: ItemKind.MANY,
}
_ABOUT_THE_DEVICE = frozenset(
    {
        *("start", "end", "today", "deviceid", "username", "phonenumber", "email"),
        *("simserial", "subscriberid", "imei"),
    }
)
"""Asked of nobody: who answered and when, Khet keeps of itself."""
_SELECT = re.compile(RE_SELECT.pattern, re.IGNORECASE)
_USABLE = "integer decimal text date note select_one select_multiple image file calculate"


class Said(NamedTuple):
    """A type: the kind of an item, with the list of its choices; or one of the words above.

    Where it is neither, ``fault`` says why.
    """

    kind: ItemKind | None = None
    choices: str = ""
    word: str = ""
    fault: str = ""


def said_by(text: str) -> Said:
    """What a type says.

    >>> said_by("select_one colours").choices, said_by("Begin Group").word
    ('colours', 'begin_group')
    """
    plain = " ".join(text.lower().split())
    if plain in KINDS:
        return Said(KINDS[plain])
    if plain in _ABOUT_THE_DEVICE:
        return Said(word=LEFT_OUT)
    for word, pattern in ((BEGIN, RE_BEGIN_CONTROL), (END, RE_END_CONTROL)):
        if found := pattern.match(plain):
            group = aliases.control[found["type"]] == constants.GROUP
            return Said(word=word, fault="" if group else _no_repeat())
    return _select(" ".join(text.split()))


def plain_type(text: str) -> str:
    """A type as the format spells it.

    >>> plain_type("Select One  colours"), plain_type("int")
    ('select_one colours', 'integer')
    """
    said = said_by(text)
    if said.word:
        return said.word
    name = TYPES[said.kind or ItemKind.TEXT]
    return f"{name} {said.choices}".rstrip()


def _select(text: str) -> Said:
    found = _SELECT.fullmatch(text)
    command = found["select_command"].lower() if found else ""
    kind = _SELECTS.get(aliases.select.get(command, ""))
    if found is None or kind is None or command in aliases.select_from_file:
        told = _("ชนิด “%(type)s” ใช้ไม่ได้: ใช้ได้เฉพาะ %(usable)s และ begin_group, end_group")
        return Said(fault=told % {"type": text, "usable": ", ".join(_USABLE.split())})
    if found["specify_other"]:
        told = _("ใช้ or_other ไม่ได้: เพิ่มตัวเลือก “อื่น ๆ” ในแผ่น choices และข้อชนิด text อีกข้อหนึ่ง")
        return Said(kind, found["list_name"], fault=told)
    return Said(kind, found["list_name"])


def _no_repeat() -> str:
    return _("ใช้ส่วนที่ตอบซ้ำได้หลายรอบ (repeat) ไม่ได้: ทำเป็นส่วน (begin_group) ที่มีข้อแยกกัน")
