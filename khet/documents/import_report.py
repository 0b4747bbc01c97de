"""The report of a checked score file as a workbook."""

from pathlib import Path

import xlsxwriter

from khet.figures.intake.report import Report

_LEVELS = {"error": "ผิด", "warning": "เตือน"}
_HEAD = ("ระดับ", "แถว", "คอลัมน์", "ค่าในไฟล์", "สิ่งที่พบและวิธีแก้")
_RECONCILED = ("วิชา", "ค่าเฉลี่ยถ่วงน้ำหนักของโรงเรียน", "แถวของเขต", "ต่างกัน")


def write_report(path: Path, name: str, report: Report) -> None:
    """Write every problem, one a row, and the reconciliation of a summary on a second sheet."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        problems = book.add_worksheet("สิ่งที่พบ")
        problems.write_row(0, 0, (name, report.layout or "", f"{report.rows} แถว"), bold)
        problems.write_row(1, 0, _HEAD, bold)
        problems.set_column(2, 3, 22)
        problems.set_column(4, 4, 90)
        for place, found in enumerate(report.problems, start=2):
            level = _LEVELS[found.level]
            problems.write_row(
                place, 0, (level, found.row, found.column, found.value, found.message)
            )
        if report.reconciliation:
            sheet = book.add_worksheet("ตรวจยันกับแถวของเขต")
            sheet.write_row(0, 0, _RECONCILED, bold)
            for place, line in enumerate(report.reconciliation, start=1):
                sheet.write_row(place, 0, tuple(vars(line).values()))
