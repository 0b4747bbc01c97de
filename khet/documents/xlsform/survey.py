"""The sheet ``survey``: its rows as sections of items, and where each name stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from khet.documents.xlsform.choices import one_line
from khet.documents.xlsform.columns import Line
from khet.documents.xlsform.items import LEVEL_COLUMNS, Reader, expression
from khet.documents.xlsform.remarks import Remarks
from khet.documents.xlsform.types import BEGIN, END, LEFT_OUT, Said, said_by
from khet.rules.instrument_checks import LONGEST
from khet.rules.instruments import Item, Part

COLUMNS = (
    *("type", "name", "label", "hint", "required", "relevant", "constraint"),
    *("constraint_message", "calculation", "appearance", "required_message"),
    *("khet_weight", "khet_na", *LEVEL_COLUMNS),
)
_OF_A_GROUP = frozenset({"type", "name", "label", "relevant", "appearance"})
_OUTSIDE = "ทั่วไป"
"""The title of a section of items that stand outside all groups."""


@dataclass
class _Section:
    line: Line | None
    name: str
    items: list[Item] = field(default_factory=list)


@dataclass
class Survey:
    """What the rows say; ``rows`` are where each name stands."""

    reader: Reader
    remarks: Remarks
    sections: list[_Section] = field(default_factory=list)
    rows: dict[str, list[int]] = field(default_factory=dict)
    _open: list[Line] = field(default_factory=list)

    def read(self, lines: Iterable[Line]) -> "Survey":
        """Take the rows in, in order."""
        for line in lines:
            self._take(line)
        for line in self._open:
            told = _("ไม่มีแถว end_group ที่ปิดส่วนนี้: เพิ่มหลังข้อสุดท้ายของส่วน")
            self._say(line, "type", told)
        return self

    def parts(self) -> tuple[Part, ...]:
        """The sections with their items."""
        return tuple(self._part(section) for section in self.sections)

    def _part(self, section: _Section) -> Part:
        items = tuple(section.items)
        if section.line is None:
            return Part(self._free(section.name), _OUTSIDE, items)
        line = section.line
        return Part(section.name, one_line(line["label"]), items, expression(line["relevant"]))

    def _free(self, name: str) -> str:
        """A name like that which no item or section has."""
        number = 1
        while f"{name}_{number}" in self.rows:
            number += 1
        self.rows[f"{name}_{number}"] = [0]
        return f"{name}_{number}"

    def _take(self, line: Line) -> None:
        said = said_by(line["type"])
        if line["required_message"]:
            told = _("ไม่นำเข้าข้อความเมื่อไม่ตอบ: ระบบมีข้อความของตนเอง")
            self.remarks.notice("survey", line.number, "required_message", told)
        if not line["type"]:
            told = _("แถวนี้ไม่มีชนิด: ใส่ type หรือลบแถว (ช่องที่ผสานกันต้องแยกก่อน)")
            self._say(line, "type", told)
        elif said.word == LEFT_OUT:
            told = _("ไม่นำเข้า %(type)s: ระบบบันทึกผู้ตอบและเวลาเอง") % {"type": line["type"]}
            self.remarks.notice("survey", line.number, "type", told)
        elif said.word == END:
            self._end(line)
        elif said.word == BEGIN:
            self._begin(line, said)
        else:
            self._ask(line, said)

    def _begin(self, line: Line, said: Said) -> None:
        self._only(line, _OF_A_GROUP)
        self.reader.check_texts(line, {"label": LONGEST["title"]})
        self.reader.check_appearance(line)
        if said.fault:
            self._say(line, "type", said.fault)
        elif self._open:
            told = _("ส่วนซ้อนอยู่ในส่วนไม่ได้: ปิดส่วนก่อนหน้าด้วย end_group ก่อนเปิดส่วนนี้")
            self._say(line, "type", told)
        if not self._open:
            self.sections.append(_Section(line, self._named(line)))
        self._open.append(line)

    def _end(self, line: Line) -> None:
        self._only(line, _OF_A_GROUP - {"relevant"})
        if self._open:
            self._open.pop()
        else:
            self._say(line, "type", _("ไม่มีส่วนที่เปิดอยู่: ลบแถวนี้ หรือเพิ่ม begin_group ก่อนข้อแรก"))

    def _ask(self, line: Line, said: Said) -> None:
        if said.fault:
            self._say(line, "type", said.fault)
        if not self._open and (not self.sections or self.sections[-1].line):
            told = _("ข้อที่อยู่นอกส่วน (begin_group) รวมเป็นส่วน “%(title)s”") % {"title": _OUTSIDE}
            self.remarks.notice("survey", line.number, "type", told)
            self.sections.append(_Section(None, "general"))
        self.sections[-1].items.append(self.reader.item(line, said, self._named(line)))

    def _named(self, line: Line) -> str:
        """The name of a row; where it has none, one by its number."""
        name = line["name"]
        if not name:
            told = _("ไม่มีชื่อ: ใส่ในคอลัมน์ name เป็นตัวอักษรอังกฤษ เช่น q1")
            self._say(line, "name", told)
            name = f"row_{line.number}"
        self.rows.setdefault(name, []).append(line.number)
        return name

    def _only(self, line: Line, columns: frozenset[str]) -> None:
        for column in sorted(set(line.values) - columns - {"required_message"}):
            told = _("คอลัมน์ %(column)s ใช้กับแถว %(type)s ไม่ได้: ลบออก")
            self._say(line, column, told % {"column": column, "type": line["type"]})

    def _say(self, line: Line, column: str, told: str) -> None:
        self.remarks.fault("survey", line.number, column, told)
