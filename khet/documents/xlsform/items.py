"""A row of the sheet ``survey`` as an item."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from pyxform.aliases import yes_no
from pyxform.parsing.sheet_headers import clean_text_values

from khet.documents.xlsform.choices import LEVEL, YES_NO, Listed, check_text, one_line
from khet.documents.xlsform.columns import Line
from khet.documents.xlsform.remarks import Remarks
from khet.documents.xlsform.types import Said
from khet.rules.expressions import ExpressionError, parse
from khet.rules.instrument_checks import LONGEST
from khet.rules.instruments import LEVELS, Choice, Item, ItemKind
from khet.rules.thai import arabic_digits, plain_number

LEVEL_COLUMNS = tuple(f"khet_level_{level}" for level in LEVELS)
_LONGEST = {
    "label": LONGEST["label"],
    "hint": LONGEST["hint"],
    "constraint_message": LONGEST["message"],
    **dict.fromkeys(LEVEL_COLUMNS, LONGEST["levels"]),
}
"""Letters of the texts of an item, by column."""
_FLAGS = {**yes_no, "ใช่": True, "ไม่ใช่": False, "": False}
_HARMLESS = re.compile(
    r"minimal|compact|quick|quickcompact|horizontal|horizontal-compact|columns(-\d+|-pack)?|likert"
    r"|autocomplete|multiline|numbers|thousands-sep|no-calendar|field-list|table-list|w\d+"
)
"""Appearances that change how a question looks, and not what is asked."""
LEVEL_SHOWN = {str(level): f"ระดับ {level}" for level in LEVELS}
"""The choices of an item of levels that have no texts, by name."""


@dataclass(frozen=True)
class Reader:
    """Reads rows as items; ``used`` are the lists of choices that they name."""

    lists: Mapping[str, list[Listed]]
    used: set[str]
    remarks: Remarks

    def item(self, line: Line, said: Said, name: str) -> Item:
        """The item of a row, as far as it can be read.

        Where its type is wrong, what only some types have isn't judged.
        """
        kind, weight = self._kind(line, said), self._weight(line)
        known = said.kind is not None and (not said.choices or said.choices in self.lists)
        self.check_texts(line, _LONGEST)
        self.check_appearance(line)
        return Item(
            name=name,
            kind=kind,
            label=line["label"],
            hint=line["hint"],
            required=self.flag(line, "required"),
            weight=weight if known else Decimal(0),
            may_skip=self.flag(line, "khet_na"),
            levels=self._levels(line, kind) if known else (),
            choices=self._choices(said.choices) if kind in _CHOSEN else (),
            relevant=expression(line["relevant"]),
            constraint=expression(line["constraint"]),
            message=line["constraint_message"],
            calculation=self._calculation(line, kind) if known else "",
        )

    def flag(self, line: Line, column: str) -> bool:
        """Whether a column says yes."""
        told = line[column]
        if told.lower() not in map(str.lower, _FLAGS):
            wrong = _("คอลัมน์ %(column)s ใส่ได้เฉพาะ yes หรือ no ไม่ใช่ “%(told)s”")
            self._say(line, column, wrong % {"column": column, "told": told})
        return any(yes and told.lower() == word.lower() for word, yes in _FLAGS.items())

    def check_texts(self, line: Line, longest: Mapping[str, int]) -> None:
        """Tell of texts that are longer than so many letters, or show answers within them."""
        for column, most in longest.items():
            check_text("survey", line.number, column, line[column], most, self.remarks)

    def check_appearance(self, line: Line) -> None:
        """Tell of how a question should look: left out, or a fault where it asks something else."""
        told = line["appearance"]
        if not told:
            return
        if all(map(_HARMLESS.fullmatch, told.lower().split())):
            left = _("ไม่นำเข้า appearance “%(told)s”: ไม่เปลี่ยนสิ่งที่ถาม") % {"told": told}
            self.remarks.notice("survey", line.number, "appearance", left)
        else:
            wrong = _("appearance “%(told)s” ใช้ไม่ได้ เพราะเปลี่ยนสิ่งที่ถาม: ลบออก") % {"told": told}
            self._say(line, "appearance", wrong)

    def _kind(self, line: Line, said: Said) -> ItemKind:
        """The kind, that of levels and of yes and no told by the list of choices."""
        kind, name = said.kind or ItemKind.TEXT, said.choices
        if name:
            self._check_list(line, name)
        if kind != ItemKind.ONE or name not in self.lists:
            return kind
        names = [one.choice.name for one in self.lists[name]]
        if name == LEVEL or any(line[column] for column in LEVEL_COLUMNS):
            return self._level(line, name)
        return self._yes_no(line, names) if name == YES_NO else kind

    def _check_list(self, line: Line, name: str) -> None:
        self.used.add(name)
        if name not in self.lists:
            told = _("ไม่มีรายการ “%(name)s” ในแผ่น choices: เพิ่มตัวเลือกของรายการนี้ หรือแก้ชื่อรายการ")
            self._say(line, "type", told % {"name": name})

    def _level(self, line: Line, name: str) -> ItemKind:
        listed = [one.choice for one in self.lists[name]]
        shown = {arabic_digits(choice.name): choice.label for choice in listed}
        if len(listed) != len(LEVELS) or shown.keys() != set(LEVEL_SHOWN):
            told = _("ข้อที่มีระดับต้องมีตัวเลือก 1 2 3 4 5 ครบห้าตัว: แก้รายการในแผ่น choices")
            self._say(line, "type", told)
        texts = [one_line(line[column]) for column in LEVEL_COLUMNS]
        if shown != dict(zip(LEVEL_SHOWN, texts, strict=True)) and shown != LEVEL_SHOWN:
            left = _("ใช้คำอธิบายระดับจาก khet_level_1 ถึง 5 ไม่ใช่ข้อความในแผ่น choices ซึ่งต่างกัน")
            self.remarks.notice("survey", line.number, "type", left)
        return ItemKind.LEVEL

    def _yes_no(self, line: Line, names: list[str]) -> ItemKind:
        if sorted(names) != ["no", "yes"]:
            told = _("รายการ yes_no ต้องมีตัวเลือก yes และ no เท่านั้น: รายการอย่างอื่นให้ใช้ชื่ออื่น")
            self._say(line, "type", told)
        shown = [one.choice.label for one in self.lists[YES_NO]]
        if set(shown) != {"ใช่", "ไม่ใช่"}:
            left = _("แสดงเป็น “ใช่” และ “ไม่ใช่” แทน %(shown)s")
            self.remarks.notice("survey", line.number, "type", left % {"shown": " / ".join(shown)})
        return ItemKind.YES_NO

    def _choices(self, name: str) -> tuple[Choice, ...]:
        listed = self.lists.get(name, ())
        seen: set[str] = set()
        for one in listed:
            if one.choice.label in seen:
                told = _("ข้อความ “%(label)s” ซ้ำในรายการเดียวกัน: ตั้งให้ต่างกัน หรือลบแถวนี้")
                about = {"label": one.choice.label}
                self.remarks.fault("choices", one.row, "label", told % about)
            seen.add(one.choice.label)
        return tuple(one.choice for one in listed)

    def _weight(self, line: Line) -> Decimal:
        told = line["khet_weight"]
        try:
            return Decimal(plain_number(told)) if told else Decimal(0)
        except (InvalidOperation, ValueError):
            wrong = _("น้ำหนัก “%(told)s” ไม่ใช่ตัวเลข: ใส่ตัวเลข เช่น 1 หรือ 2.5") % {"told": told}
            self._say(line, "khet_weight", wrong)
            return Decimal(0)

    def _levels(self, line: Line, kind: ItemKind) -> tuple[str, ...]:
        texts = tuple(one_line(line[column]) for column in LEVEL_COLUMNS)
        given = [text for text in texts if text]
        if given and kind != ItemKind.LEVEL:
            told = _("khet_level_1 ถึง 5 ใช้กับ select_one ที่มีตัวเลือก 1 ถึง 5 เท่านั้น: เปลี่ยนชนิดหรือลบ")
            self._say(line, _first_filled(line), told)
        elif given and len(given) < len(LEVELS):
            told = _("มีคำอธิบายระดับ %(n)s จาก 5 ระดับ: ใส่ khet_level_1 ถึง 5 ให้ครบ หรือลบทั้งหมด")
            self._say(line, _first_filled(line), told % {"n": len(given)})
        return texts if len(given) == len(LEVELS) and kind == ItemKind.LEVEL else ()

    def _calculation(self, line: Line, kind: ItemKind) -> str:
        if line["calculation"] and kind != ItemKind.CALCULATE:
            told = _("สูตรคำนวณใช้กับชนิด calculate เท่านั้น: เปลี่ยนชนิดหรือลบ")
            self._say(line, "calculation", told)
            return ""
        return expression(line["calculation"])

    def _say(self, line: Line, column: str, told: str) -> None:
        self.remarks.fault("survey", line.number, column, told)


_CHOSEN = frozenset({ItemKind.ONE, ItemKind.MANY})


def expression(text: str) -> str:
    """An expression as it stands, with plain quotes where Excel made curly ones of them."""
    try:
        parse(text)
    except ExpressionError:
        return str(clean_text_values(text))
    return text


def _first_filled(line: Line) -> str:
    return next(column for column in LEVEL_COLUMNS if line[column])
