"""The report of a checked score file as a workbook: every problem, and the rows to be mended."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import xlsxwriter

from khet.figures.intake.headings import WIDE
from khet.figures.intake.kinds import TITLES, kinds_of
from khet.figures.intake.problems import Problem
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import Opened

_LEVELS = {"error": "ผิด", "warning": "เตือน"}
_HEAD = ("ระดับ", "แถว", "คอลัมน์", "ค่าในไฟล์", "สิ่งที่พบและวิธีแก้", "ชนิด")
_RECONCILED = ("วิชา", "ค่าเฉลี่ยถ่วงน้ำหนักของโรงเรียน", "แถวของเขต", "ต่างกัน")
_ROWS = 1000
_TINT = {"bg_color": "#fbdcdc", "border": 1, "border_color": "#b01e2b"}
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def write_report(path: Path, name: str, report: Report, opened: Opened | None = None) -> None:
    """Write every listed problem, one a row; the faulty rows; the reconciliation of a summary.

    Args:
        opened: the file's cells, for the sheet of its faulty rows.
    """
    with xlsxwriter.Workbook(path, _OPTIONS) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        _write_problems(book.add_worksheet("สิ่งที่พบ"), name, report, bold)
        if opened is not None and opened.headings is not None and report.problems:
            tint = book.add_format(_TINT)
            _write_rows(book.add_worksheet("แถวที่ต้องแก้"), opened, report, (bold, tint))
        if report.reconciliation:
            sheet = book.add_worksheet("ตรวจยันกับแถวของเขต")
            sheet.write_row(0, 0, _RECONCILED, bold)
            for place, line in enumerate(report.reconciliation, start=1):
                sheet.write_row(place, 0, tuple(vars(line).values()))


def _write_problems(sheet: Any, name: str, report: Report, bold: Any) -> None:
    sheet.write_row(0, 0, (name, report.layout or "", f"{report.rows} แถว"), bold)
    sheet.write_row(1, 0, _HEAD, bold)
    sheet.set_column(2, 3, 22)
    sheet.set_column(4, 4, 90)
    sheet.set_column(5, 5, 30)
    lines = [_line(found) for found in report.problems]
    hidden = [(kind.title, kind.count - len(kind.listed)) for kind in kinds_of(report.problems)]
    lines += [("", "", "", "", _more(count), title) for title, count in hidden if count]
    for place, line in enumerate(lines, start=2):
        sheet.write_row(place, 0, line)


def _line(found: Problem) -> tuple[str | int, ...]:
    level = _LEVELS[found.level]
    return level, found.row, found.column, found.value, found.message, TITLES[found.kind]


def _more(count: int) -> str:
    return f"และอีก {count:,} รายการชนิดเดียวกันที่ไม่ได้แสดง: แก้ส่วนที่แสดงแล้วตรวจใหม่"


def _write_rows(sheet: Any, opened: Opened, report: Report, shapes: tuple[Any, Any]) -> None:
    """The rows with a problem, as in the file; faulty cells tinted, what to do beside them.

    Names of pupils and columns that are not used are left out.
    """
    bold, tint = shapes
    places = _shown_places(opened)
    sheet.write_row(0, 0, ("แถว", *places, "สิ่งที่ต้องแก้"), bold)
    sheet.freeze_panes(1, 1)
    sheet.set_column(1, len(places), 14)
    sheet.set_column(len(places) + 1, len(places) + 1, 90)
    first = opened.headings.first if opened.headings else 2
    for line, (row, found) in enumerate(_by_row(report.problems, first), start=1):
        sheet.write_number(line, 0, row)
        wrong = {problem.column: problem.message for problem in found}
        for column, (heading, place) in enumerate(places.items(), start=1):
            text = opened.sheet.columns[place][row - 1].as_py()
            sheet.write_string(line, column, text, tint if heading in wrong else None)
        sheet.write_string(line, len(places) + 1, " · ".join(wrong.values()))


def _shown_places(opened: Opened) -> dict[str, int]:
    """The places of the columns that are used, by heading, left to right."""
    headings = opened.headings
    if headings is None:
        return {}
    personal = {"name"} if headings.layout == WIDE else set()
    used = {name: place for name, place in headings.places.items() if name not in personal}
    ordered = sorted(used, key=used.__getitem__)
    return {headings.headings[name]: used[name] for name in ordered}


def _by_row(problems: Iterable[Problem], first: int) -> list[tuple[int, list[Problem]]]:
    """The problems of each data row, so many rows as the sheet holds."""
    rows: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.row >= first and (problem.row in rows or len(rows) < _ROWS):
            rows.setdefault(problem.row, []).append(problem)
    return sorted(rows.items())
