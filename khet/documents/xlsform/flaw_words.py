"""What is wrong with an instrument that was read, in words, at the cell where it stands."""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from khet.documents.xlsform.choices import no_label
from khet.rules.instrument_checks import MOST_WEIGHT, WEIGHT_PLACES, Flaw

_COLUMNS = {"title": "label", "weight": "khet_weight", "bands": "khet_bands", "items": ""}
_FUNCTION = re.compile(r"[A-Za-z][A-Za-z-]*\(")
_ALLOWED = "${x} . 'ข้อความ' = != < <= > >= and or not() selected() + - * div"


def column_of(flaw: Flaw) -> str:
    """The column in which something is wrong."""
    return _COLUMNS.get(flaw.field, flaw.field)


def flaw_told(flaw: Flaw, text: str) -> str:
    """What is wrong and how to mend it; ``text`` is the expression where it is one."""
    if flaw.code.startswith("unread-"):
        return _unread(flaw, text)
    return _TOLD[flaw.code](flaw)


def _unread(flaw: Flaw, text: str) -> str:
    rest = text[max(flaw.position - 1, 0) :]
    about = {"n": flaw.position, "found": flaw.found, "allowed": _ALLOWED}
    if flaw.code == "unread-long":
        return _("เงื่อนไขหรือสูตรยาวหรือซ้อนกันเกินไป: แยกเป็นหลายข้อชนิด calculate")
    if flaw.code == "unread-ends":
        return _("เงื่อนไขหรือสูตรยังไม่จบ: ตรวจวงเล็บและเครื่องหมายคำพูดท้ายข้อความ")
    if function := _FUNCTION.match(rest):
        told = _("ฟังก์ชัน %(name)s) ใช้ไม่ได้: ใช้ได้เฉพาะ %(allowed)s")
        return told % {**about, "name": function[0]}
    told = _("อ่านเงื่อนไขหรือสูตรไม่ได้ที่ตัวอักษรที่ %(n)s “%(found)s”: ใช้ได้เฉพาะ %(allowed)s")
    return told % about


def _empty(flaw: Flaw) -> str:
    if flaw.field == "items":
        return _("ไม่มีข้อใดให้ตอบ: เพิ่มข้ออย่างน้อยหนึ่งข้อในแผ่น survey")
    if flaw.field == "calculation":
        return _("ข้อชนิด calculate ไม่มีสูตร: ใส่ในคอลัมน์ calculation")
    return no_label()


def _weight(flaw: Flaw) -> str:
    told = _(
        "น้ำหนัก %(found)s ใช้ไม่ได้: ใส่ 0 ถึง %(most)s ทศนิยมไม่เกิน %(places)s ตำแหน่ง"
        " และใส่ได้เฉพาะข้อ yes_no และข้อที่มี khet_level_1 ถึง 5"
    )
    return told % {"found": flaw.found, "most": f"{MOST_WEIGHT:,}", "places": WEIGHT_PLACES}


_TOLD: dict[str, Callable[[Flaw], str]] = {
    "empty": _empty,
    "weight": _weight,
    "name": lambda flaw: (
        _("ชื่อ “%(found)s” ใช้ไม่ได้: ใช้ a–z A–Z 0–9 และ _ ขึ้นต้นด้วยตัวอักษร ไม่เกิน 60 ตัว เช่น q1")
        % {"found": flaw.found}
    ),
    "twice": lambda flaw: _("ชื่อ “%(found)s” ซ้ำกับแถวก่อน: เปลี่ยนชื่อ") % {"found": flaw.found},
    "many": lambda flaw: _("มีเกิน %(found)s ข้อ: แบ่งเป็นหลายแบบ") % {"found": flaw.found},
    "scheme": lambda flaw: (
        _("ไม่มีเกณฑ์ระดับ “%(found)s”: ลบคอลัมน์ khet_bands เพื่อใช้เกณฑ์ห้าระดับ") % {"found": flaw.found}
    ),
    "unknown": lambda flaw: _("ไม่มีข้อชื่อ “%(found)s”: แก้ชื่อใน ${…}") % {"found": flaw.found},
    "later": lambda flaw: _("ข้อ “%(found)s” อยู่หลังข้อนี้: ย้ายขึ้นไปก่อน") % {"found": flaw.found},
    "condition": lambda flaw: _("ต้องเป็นเงื่อนไขที่จริงหรือเท็จ เช่น ${x} > 3"),
    "value": lambda flaw: _("ต้องเป็นค่าที่คำนวณได้ เช่น ${x} + 1 ไม่ใช่เงื่อนไข"),
}
