"""``khet import-scores``: check a score file of any layout and keep it in the installation."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from khet.figures.intake.fields import AREA, GRADE, ROUND, TEST, YEAR
from khet.figures.intake.given import Given
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import check_file
from khet.jobs.installation import migrate_database, open_installation

_OPTIONS = {"test": TEST, "year": YEAR, "grade": GRADE, "round": ROUND, "area": AREA}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command, as the score contract states them."""
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV, XLSX, Parquet")
    parser.add_argument("--test", metavar="T", help="การสอบ เช่น O-NET / the test")
    parser.add_argument("--year", metavar="Y", help="ปีการศึกษา พ.ศ. / academic year (BE)")
    parser.add_argument("--grade", metavar="G", help="ชั้น เช่น P6 / the grade")
    parser.add_argument("--round", metavar="R", help="ครั้งที่ 1–9 / the round")
    parser.add_argument("--area", metavar="CODE", help="รหัสเขต / the area's code")
    parser.add_argument(
        "--report",
        type=Path,
        metavar="FILE.xlsx",
        help="บันทึกรายงานเป็น Excel / write the report as XLSX",
    )
    parser.add_argument(
        "--check", action="store_true", help="ตรวจอย่างเดียว ไม่บันทึก / check only, keep nothing"
    )
    parser.add_argument("--json", action="store_true", help="พิมพ์รายงานเป็น JSON / print JSON")
    parser.add_argument(
        "--accept-warnings",
        metavar="REASON",
        help="รับคำเตือนทั้งหมดพร้อมเหตุผล / accept the warnings, with the reason",
    )


def run(options: argparse.Namespace) -> int:
    """Check, and keep unless told otherwise; 0 clean, 1 warnings, 2 errors."""
    try:
        given = _given(options)
    except ValueError as exc:
        sys.stderr.write(f"{exc}\n")
        return 2
    if options.check:
        report = check_file(options.file, given)
    else:
        report = _kept(options.file, given, options.accept_warnings)
    _tell(report, options)
    return report.level


def _kept(path: Path, given: Given, accepted: str | None) -> Report:
    """Check and keep in the installation, and draw what pages will show of it."""
    open_installation()
    migrate_database()
    from khet.jobs.draw_trends import draw_trends
    from khet.jobs.keep_scores import check_and_keep

    report = check_and_keep(path, given, accepted)
    draw_trends()
    return report


def _given(options: argparse.Namespace) -> Given:
    values: dict[str, Any] = {}
    for option, field in _OPTIONS.items():
        if (text := getattr(options, option)) is not None:
            try:
                values[field.name] = field.rule(text.strip())
            except ValueError as exc:
                raise ValueError(f'--{option} "{text}" ใช้ไม่ได้: {field.mend}') from exc
    return Given(values)


def _tell(report: Report, options: argparse.Namespace) -> None:
    if options.report:
        from khet.documents.import_report import write_report

        write_report(options.report, options.file.name, report)
    if options.json:
        sys.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) + "\n")
        return
    sys.stdout.write(f"{options.file.name}: {report.layout or '-'} {report.rows} แถว\n")
    for problem in report.problems:
        level = {"error": "ผิด", "warning": "เตือน"}[problem.level]
        sys.stdout.write(f"{level} แถว {problem.row} {problem.column}: {problem.message}\n")
    sys.stdout.write(f"{_outcome(report, options)}\n")


def _outcome(report: Report, options: argparse.Namespace) -> str:
    """One line on what became of the file."""
    if options.check:
        return "ตรวจแล้ว ยังไม่บันทึก และไม่ได้เทียบกับทะเบียนโรงเรียน / checked, not kept"
    if report.level == 2:
        return "ไม่บันทึก: แก้สิ่งที่ผิดแล้วนำเข้าใหม่ / not kept"
    if report.level == 1 and not options.accept_warnings:
        return 'ไม่บันทึก: แก้ไฟล์ หรือยืนยันด้วย --accept-warnings "เหตุผล" / not kept'
    return "บันทึกแล้ว เป็นไฟล์ปัจจุบันของการสอบนี้ ไฟล์เดิมยังเก็บไว้ / kept"
