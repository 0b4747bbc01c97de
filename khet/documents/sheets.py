"""Tables as XLSX: typed numbers, Thai headings, and what the table is about written above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

import xlsxwriter

Value = Decimal | int | str | None
_FONT = {"font_name": "Sarabun", "font_size": 11}
_NARROWEST, _WIDEST = 9, 40


@dataclass(frozen=True)
class Sheet:
    """A table with its heading lines above and notes below.

    A ``None`` leaves its cell empty. Decimals show 2 places and keep all they have.
    """

    name: str
    heading: Sequence[str]
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]
    notes: Sequence[str] = ()


def workbook(sheet: Sheet) -> bytes:
    """The XLSX file of one sheet; its first line of data is frozen under the columns' names."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_numbers": False})
    plain, strong = book.add_format(_FONT), book.add_format({**_FONT, "bold": True, "bottom": 1})
    number = book.add_format({**_FONT, "num_format": "0.00"})
    page = book.add_worksheet(_allowed(sheet.name))
    _lay_out(page, sheet)
    lines: list[tuple[Sequence[Value], object]] = [((line,), plain) for line in sheet.heading]
    lines += [((), plain), (sheet.columns, strong)]
    lines += [(row, plain) for row in sheet.rows]
    lines += [((), plain), *(((note,), plain) for note in sheet.notes)]
    for place, (values, shape) in enumerate(lines):
        for column, value in enumerate(values):
            _write(page, place, column, value, number if isinstance(value, Decimal) else shape)
    book.close()
    return out.getvalue()


def _write(
    page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value, shape: object
) -> None:
    if isinstance(value, Decimal | int):
        page.write_number(row, column, value, shape)
    elif value:
        page.write_string(row, column, value, shape)


def _lay_out(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> None:
    for place, name in enumerate(sheet.columns):
        texts = [name, *(str(row[place]) for row in sheet.rows if row[place] is not None)]
        width = max(map(len, texts))
        page.set_column(place, place, min(max(width + 1, _NARROWEST), _WIDEST))
    page.freeze_panes(len(sheet.heading) + 2, 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(len(sheet.heading) + 1)


def _allowed(name: str) -> str:
    """A name that a worksheet may bear: 31 letters, none of ``[]:*?/\\``."""
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in name)[:31]
