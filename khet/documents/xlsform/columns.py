"""The columns of a sheet as XLSForm names them, and the language that is taken of each."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from pyxform.parsing.sheet_headers import to_snake_case

from khet.documents.xlsform.grid import Grid, Row
from khet.documents.xlsform.remarks import Remarks

TRANSLATED = frozenset({"label", "hint", "constraint_message", "required_message"})
"""The columns that may stand there in several languages."""
_RENAMED = {
    "calculate": "calculation",
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "id_string": "form_id",
    "title": "form_title",
    "list name": "list_name",
}
_THAI = re.compile(r"(thai|ไทย|ภาษาไทย|th)|.*\(th(-th)?\)", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A row by column: what it says in the language that is taken."""

    number: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(frozen=True)
class _Column:
    heading: str
    name: str
    language: str


def lines_of(
    grid: Grid,
    known: Collection[str],
    aliases: Mapping[str, Any],
    default: str,
    remarks: Remarks,
) -> list[Line]:
    """The rows of a sheet by the names of known columns; what else has content is told.

    Of several languages Thai is taken, else the one without a name, else the form's ``default``.
    """
    columns = [_column(heading, aliases) for heading in grid.headings]
    taken = _taken(columns, default)
    _say_unknown(grid, [one for one in columns if one.name not in known], remarks)
    _say_twice(grid, taken, remarks)
    _say_left_out(grid, columns, taken, remarks)
    return [Line(row.number, dict(_values(grid, row, taken, known, remarks))) for row in grid.rows]


def _column(heading: str, aliases: Mapping[str, Any]) -> _Column:
    name, language = _split(heading, "::" if "::" in heading else ":")
    alias = aliases.get(to_snake_case(name), to_snake_case(name))
    last: str = alias[-1] if isinstance(alias, tuple) else alias
    column = _RENAMED.get(last, last)
    if language and column not in TRANSLATED:
        return _Column(heading, heading, "")
    return _Column(heading, column, language)


def _split(heading: str, mark: str) -> tuple[str, str]:
    if heading.lower().startswith("jr:") and mark == ":":
        return heading, ""
    name, _mark, language = heading.partition(mark)
    return name.strip(), language.strip()


def _taken(columns: list[_Column], default: str) -> dict[str, list[_Column]]:
    """The columns of each name that are read, the one that comes first by language first."""
    taken: dict[str, list[_Column]] = {}
    for rank in range(3):
        for one in columns:
            if _rank(one, default) == rank:
                taken.setdefault(one.name, []).append(one)
    return taken


def _rank(column: _Column, default: str) -> int:
    if _THAI.fullmatch(column.language):
        return 0
    if not column.language:
        return 1
    return 2 if column.language.lower() == default.lower() else 3


def _values(
    grid: Grid,
    row: Row,
    taken: Mapping[str, list[_Column]],
    known: Collection[str],
    remarks: Remarks,
) -> Iterator[tuple[str, str]]:
    for name in taken.keys() & known:
        found = next((one for one in taken[name] if row.cells.get(one.heading)), None)
        if found is None:
            continue
        if found is not taken[name][0]:
            told = _("ไม่มีข้อความในคอลัมน์ %(first)s ใช้ข้อความในคอลัมน์ %(heading)s")
            about = {"first": taken[name][0].heading, "heading": found.heading}
            remarks.notice(grid.name, row.number, name, told % about)
        yield name, row.cells[found.heading]


def _say_unknown(grid: Grid, unknown: list[_Column], remarks: Remarks) -> None:
    for one in unknown:
        if row := _first(grid, one):
            told = _("คอลัมน์ %(heading)s ใช้ไม่ได้: ลบคอลัมน์นี้ (คอลัมน์ที่ใช้ได้อยู่ในคำแนะนำ)")
            remarks.fault(grid.name, row.number, one.heading, told % {"heading": one.heading})


def _say_twice(grid: Grid, taken: Mapping[str, list[_Column]], remarks: Remarks) -> None:
    for columns in taken.values():
        first, *others = columns
        for one in others:
            if one.language == first.language or _THAI.fullmatch(one.language):
                told = _("หัวคอลัมน์ %(heading)s ซ้ำกับ %(first)s: เหลือไว้คอลัมน์เดียว")
                about = {"heading": one.heading, "first": first.heading}
                remarks.fault(grid.name, 1, one.heading, told % about)


def _say_left_out(
    grid: Grid, columns: list[_Column], taken: Mapping[str, list[_Column]], remarks: Remarks
) -> None:
    """Tell of texts in languages that aren't taken, and of one that isn't Thai."""
    for one in columns:
        first, *others = taken.get(one.name, [None])
        if one.name not in TRANSLATED or not _first(grid, one):
            continue
        told = _("ไม่นำเข้าคอลัมน์ %(heading)s: ใช้เฉพาะภาษาไทย หรือคอลัมน์ที่ไม่ระบุภาษา")
        if one in others:
            told = _("ไม่นำเข้าข้อความในคอลัมน์ %(heading)s เมื่อมีข้อความในคอลัมน์ %(first)s")
        elif one is first and (not one.language or _THAI.fullmatch(one.language)):
            continue
        elif one is first:
            told = _("ไม่มีข้อความภาษาไทย ใช้คอลัมน์ %(heading)s ซึ่งเป็นภาษาหลักของไฟล์")
        about = {"heading": one.heading, "first": first.heading if first else ""}
        remarks.notice(grid.name, 1, one.heading, told % about)


def _first(grid: Grid, column: _Column) -> Row | None:
    return next((row for row in grid.rows if row.cells.get(column.heading)), None)
