"""Tables as XLSX: typed numbers, Thai headings, and what the table is about written above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter

Value = Decimal | int | str | None
_FONT = {"font_name": "Sarabun", "font_size": 11}
_NARROWEST, _WIDEST = 9, 40
_NEVER = datetime(1980, 1, 1)
"""When every file says that it was made, so that the same sheet has the same bytes."""


@dataclass(frozen=True)
class Tinted:
    """A value on a ground of that colour (``#rrggbb``)."""

    value: Value
    ground: str


@dataclass(frozen=True)
class Sheet:
    """A table with its heading lines above and notes below; a total stands under the rows.

    A ``None`` leaves its cell empty. Decimals show 2 places and keep all they have. The first
    ``frozen`` columns stay in sight.
    """

    name: str
    heading: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Value | Tinted]]
    notes: Sequence[str] = ()
    total: Sequence[Value | Tinted] = ()
    frozen: int = 1


def workbook(sheet: Sheet) -> bytes:
    """The XLSX file of one sheet, its columns' names in sight and ready to filter by."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": _NEVER})
    shapes = _Shapes(book)
    page = book.add_worksheet(_allowed(sheet.name))
    _lay_out(page, sheet)
    below = [sheet.total] if sheet.total else []
    lines = [*([line] for line in sheet.heading), (), sheet.columns, *sheet.rows, *below, ()]
    for place, line in enumerate([*lines, *([note] for note in sheet.notes)]):
        strong = place == _head(sheet)
        for column, cell in enumerate(line):
            value, ground = _parts(cell)
            long = len(line) > 1 and len(str(value)) > _WIDEST
            _write(page, (place, column), value, shapes.of(value, ground, strong, long))
    book.close()
    return out.getvalue()


def _head(sheet: Sheet) -> int:
    """The line of the columns' names."""
    return len(sheet.heading) + 1


def _parts(cell: Value | Tinted) -> tuple[Value, str]:
    return (cell.value, cell.ground) if isinstance(cell, Tinted) else (cell, "")


class _Shapes:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[bool, str, bool, bool], object] = {}

    def of(self, value: Value, ground: str, strong: bool, long: bool) -> object:
        key = isinstance(value, Decimal), ground, strong, long
        if key not in self._made:
            number = {"num_format": "0.00"} if key[0] else {}
            tint = {"bg_color": ground} if ground else {}
            line = {"bold": True, "bottom": 1} if strong else {}
            wrap = {"text_wrap": True} if long else {}
            shape = {"valign": "top", **_FONT, **number, **tint, **line, **wrap}
            self._made[key] = self._book.add_format(shape)
        return self._made[key]


def _write(
    page: xlsxwriter.worksheet.Worksheet, place: tuple[int, int], value: Value, shape: object
) -> None:
    if isinstance(value, Decimal | int):
        page.write_number(*place, value, shape)
    elif value:
        page.write_string(*place, value, shape)


def _lay_out(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> None:
    for place, name in enumerate(sheet.columns):
        values = [_parts(row[place])[0] for row in sheet.rows]
        width = max(map(len, [f"{name} ▾", *(str(value) for value in values if value is not None)]))
        page.set_column(place, place, min(max(width + 1, _NARROWEST), _WIDEST))
    head = _head(sheet)
    page.autofilter(head, 0, head + len(sheet.rows), len(sheet.columns) - 1)
    page.freeze_panes(head + 1, sheet.frozen)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)


def _allowed(name: str) -> str:
    """A name that a worksheet may bear: 31 letters, none of ``[]:*?/\\``."""
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in name)[:31]
