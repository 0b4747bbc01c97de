"""A sheet of a workbook as rows of text by heading; what a cell can't be is told.

The rows aren't read by pyxform's own reader, which ends without a word after 60 empty rows, takes
columns without a heading for empty, and says of a doubled heading neither sheet nor place.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from pyxform.xls2json_backends import xlsx_value_to_str

from khet.documents.xlsform.opening import broken, refused
from khet.documents.xlsform.remarks import Remarks

MOST_ROWS = {"survey": 1_000, "choices": 10_000, "settings": 10}
"""Filled rows that a sheet may have."""
MOST_COLUMNS, MOST_FAULTS = 100, 1_000
"""Headings that a sheet may have, and faults after which no further row is read."""
_LONGEST_CELL = 5_000
"""Letters that are read of a cell: more than any text may have."""
_MOST_CELLS = 2_000_000
"""Of the rectangle of a sheet, empty or not."""
_UNKNOWN_SHEETS = ("external_choices", "entities", "osm")


@dataclass(frozen=True)
class Row:
    """A row that has something in it: its number in the sheet, and its texts by heading."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Grid:
    """A sheet: its name as XLSForm has it, its headings as they stand there, its filled rows."""

    name: str
    headings: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def grids_of(book: Workbook, remarks: Remarks) -> dict[str, Grid]:
    """The sheets of a form by name; what other sheets there are is told.

    Raises:
        RefusedWorkbookError: a sheet can't be read, or is spread out too far.
    """
    grids = {}
    for title in book.sheetnames:
        name = title.strip().lower()
        if name in MOST_ROWS and hasattr(book[title], "reset_dimensions"):
            grids[name] = _grid(name, book[title], remarks)
        elif name in _UNKNOWN_SHEETS:
            told = _("ยังไม่รองรับแผ่น %(name)s: ลบแผ่นนี้ แล้วใส่ตัวเลือกไว้ในแผ่น choices")
            remarks.fault("", 0, "", told % {"name": title})
        else:
            remarks.notice("", 0, "", _("ไม่นำเข้าแผ่น %(name)s") % {"name": title})
    return grids


def _grid(name: str, sheet: Any, remarks: Remarks) -> Grid:
    lines = _lines(name, sheet)
    reader = _Reader(name, remarks)
    headings = reader.headings(next(lines, (1, {}))[1])
    rows = []
    for number, cells in lines:
        if told := reader.row(number, cells, headings):
            rows.append(Row(number, told))
        if len(rows) > MOST_ROWS[name]:
            more = _("มีเกิน %(most)s แถว: แบ่งเป็นหลายแบบ")
            remarks.fault(name, number, "", more % {"most": f"{MOST_ROWS[name]:,}"})
        if len(rows) > MOST_ROWS[name] or len(remarks.faults) > MOST_FAULTS:
            break
    return Grid(name, tuple(headings.values()), tuple(rows))


def _lines(name: str, sheet: Any) -> Iterator[tuple[int, Mapping[int, Any]]]:
    """The rows by number with their filled cells by column; the first is there, filled or not."""
    sheet.reset_dimensions()
    seen = 0
    try:
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            seen += 1 + len(cells)
            if seen > _MOST_CELLS:
                break
            filled = {place: cell for place, cell in enumerate(cells, 1) if cell.value is not None}
            if filled or number == 1:
                yield number, filled
    except Exception:  # a broken sheet makes the reader raise whatever it stumbles over
        raise refused(broken()) from None
    if seen > _MOST_CELLS:
        told = _("แผ่น %(name)s กว้างหรือยาวเกินไป: ลบแถวและคอลัมน์ว่างที่จัดรูปแบบไว้ แล้วบันทึกใหม่")
        raise refused(told % {"name": name})


@dataclass(frozen=True)
class _Reader:
    """Reads the cells of one sheet as text."""

    sheet: str
    remarks: Remarks

    def headings(self, cells: Mapping[int, Any]) -> dict[int, str]:
        """The headings by column, spaces put right.

        Raises:
            RefusedWorkbookError: there are too many.
        """
        found: dict[int, str] = {}
        if len(cells) > MOST_COLUMNS:
            told = _("มีเกิน %(most)s คอลัมน์: ลบคอลัมน์ที่ไม่ใช้") % {"most": MOST_COLUMNS}
            raise refused(told)
        for place, cell in cells.items():
            heading = " ".join(self._text(1, place, "", cell).split())
            if heading.lower() in map(str.lower, found.values()):
                self._say(1, heading, _("หัวคอลัมน์ซ้ำกัน: เหลือไว้คอลัมน์เดียว"))
            elif heading:
                found[place] = heading
        return found

    def row(
        self, number: int, cells: Mapping[int, Any], headings: Mapping[int, str]
    ) -> dict[str, str]:
        """The texts of a row by heading; what stands under none is told."""
        told = {}
        for place, cell in cells.items():
            heading = headings.get(place, "")
            text = self._text(number, place, heading, cell)
            if text and heading:
                told[heading] = text
            elif text:
                lost = _("ช่อง %(cell)s มีข้อความแต่คอลัมน์ไม่มีหัว: ใส่หัวคอลัมน์ในแถวที่ 1 หรือลบข้อความ")
                self._say(number, "", lost % {"cell": _at(number, place)})
        return told

    def _text(self, number: int, place: int, heading: str, cell: Any) -> str:
        if cell.data_type == "f":
            told = _("ช่อง %(cell)s เป็นสูตร: คัดลอกแล้ววางเฉพาะค่า")
            self._say(number, heading, told % {"cell": _at(number, place)})
            return ""
        if cell.data_type == "e":
            told = _("ช่อง %(cell)s แสดงความผิดพลาด %(value)s: แก้หรือลบ")
            about = {"cell": _at(number, place), "value": cell.value}
            self._say(number, heading, told % about)
            return ""
        return _plain(cell.value)

    def _say(self, number: int, heading: str, told: str) -> None:
        self.remarks.fault(self.sheet, number, heading, told)


def _at(number: int, place: int) -> str:
    return f"{get_column_letter(place)}{number}"


def _plain(value: Any) -> str:
    """A cell's value as a person reads it there."""
    if isinstance(value, str):
        return str(unescape(value[:_LONGEST_CELL])).strip()
    if isinstance(value, float) and not value.is_integer():
        return format(value, ".15g")
    return str(xlsx_value_to_str(value))
