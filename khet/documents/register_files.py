"""A register as a file: XLSX and CSV with the same headings, which are its template as well."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

_FONT = {"font_name": "Sarabun", "font_size": 11}
_STARTS = ("=", "+", "-", "@")
_NARROWEST, _WIDEST = 10, 40
_HELP = ("คอลัมน์", "ต้องมี", "วิธีกรอก", "ตัวอย่าง (อย่าใช้เป็นข้อมูลจริง)")


@dataclass(frozen=True)
class Head:
    """A column: its key in the rows, its heading, and what is told about it on the second sheet."""

    key: str
    heading: str
    number: bool
    required: bool
    mend: str
    example: str


def register_workbook(
    title: str, heads: Sequence[Head], rows: Sequence[Mapping[str, str]]
) -> bytes:
    """The XLSX file: headings in row 1, the rows, and a second sheet that explains the columns.

    Cells are text, so that codes keep their zeros; counts are numbers.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({**_FONT, "bold": True, "bottom": 1})
        plain, text = book.add_format(_FONT), book.add_format({**_FONT, "num_format": "@"})
        sheet = book.add_worksheet(_allowed(title))
        for place, head in enumerate(heads):
            shape = plain if head.number else text
            values = [head.heading, *(row[head.key] for row in rows)]
            width = min(max(max(map(len, values)) + 2, _NARROWEST), _WIDEST)
            sheet.set_column(place, place, width, shape)
            sheet.write_string(0, place, head.heading, bold)
            for line, row in enumerate(rows, start=1):
                _write(sheet, (line, place), row[head.key], head.number, shape)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(heads) - 1)
        _explain(book.add_worksheet("คำอธิบายและตัวอย่าง"), heads, bold, plain)
    return out.getvalue()


def register_csv(heads: Sequence[Head], rows: Sequence[Mapping[str, str]]) -> bytes:
    """The CSV file, UTF-8 with its mark, so that a spreadsheet reads Thai.

    A text that a spreadsheet would take for a formula has an apostrophe before it, which is taken
    off when the file comes back.
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head.heading for head in heads)
    writer.writerows([_guarded(row[head.key]) for head in heads] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_STARTS) else text


def _write(sheet: Any, place: tuple[int, int], text: str, number: bool, shape: Any) -> None:
    if number and text:
        sheet.write_number(*place, int(text), shape)
    elif text:
        sheet.write_string(*place, text, shape)


def _explain(sheet: Any, heads: Sequence[Head], bold: Any, plain: Any) -> None:
    sheet.write_row(0, 0, _HELP, bold)
    sheet.set_column(0, 0, 26, plain)
    sheet.set_column(1, 1, 8, plain)
    sheet.set_column(2, 3, 60, plain)
    for line, head in enumerate(heads, start=1):
        told = (head.heading, "ต้องมี" if head.required else "", head.mend, head.example)
        for place, text in enumerate(told):
            sheet.write_string(line, place, text, plain)
    sheet.freeze_panes(1, 0)


def _allowed(name: str) -> str:
    """A name that a worksheet may bear: 31 letters, none of ``[]:*?/\\'``."""
    return "".join(" " if letter in r"[]:*?/\'" else letter for letter in name)[:31]
