"""Keeping a checked score file: all of it or nothing, its source and its report with it."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
from django.conf import settings

from khet.figures.intake.given import Given
from khet.figures.intake.problems import Problem, error, warning
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import check_file
from khet.figures.warehouse import Warehouse, by_sitting, with_pupil_keys
from khet.records.learning.actions import KeptFile, Source, record_score_files
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import known_areas, known_schools

_BY = "คำสั่ง khet import-scores"


def check_and_keep(path: Path, given: Given, accepted: str | None, by: str = _BY) -> Report:
    """Check a file against the rules and the registers, and keep it if nothing speaks against it.

    Errors, and warnings without a reason to accept them, keep nothing. The report says which.
    """
    report = check_file(path, given, keeping=True)
    report = replace(report, problems=(*report.problems, *_unknown(report)))
    if report.level == 2 or (report.level == 1 and not accepted):
        return report
    keep(path, report, accepted or "", by)
    return report


def keep(path: Path, report: Report, accepted: str, by: str) -> list[ScoreFile]:
    """Write a clean report's rows to the warehouse, then record them in one transaction."""
    warehouse = Warehouse(settings.WAREHOUSE)
    if report.scores is not None:
        content, rows = ScoreFile.Content.PUPILS, report.scores
        rows = with_pupil_keys(rows, settings.PUPIL_KEY)
    else:
        content, rows = ScoreFile.Content.SCHOOLS, report.means
    source = Source(path.name, warehouse.keep_source(path), report.as_dict(), accepted)
    files = [
        KeptFile(
            **vars(sitting),
            content=content,
            sha256=warehouse.keep(sitting, part),
            rows=part.num_rows,
        )
        for sitting, part in by_sitting(rows)
    ]
    return record_score_files(by=by, files=files, source=source)


def _unknown(report: Report) -> list[Problem]:
    """Areas that this installation doesn't serve, and schools that its register doesn't know."""
    rows = report.scores if report.scores is not None else report.means
    if rows is None:
        return []
    areas = set(rows["area"].unique().to_pylist()) - {None}
    strange = areas - known_areas()
    if strange:
        codes = ", ".join(sorted(strange))
        return [error(1, "area", codes, f"ระบบนี้ไม่มีเขต {codes}: ตรวจรหัสเขต หรือเพิ่มเขตก่อน")]
    return _unknown_schools(rows, known_schools(areas))


def _unknown_schools(rows: pa.Table, known: set[tuple[str, str]]) -> list[Problem]:
    first = rows.group_by(["area", "school"]).aggregate([("row", "min")]).to_pylist()
    return [
        warning(
            line["row_min"],
            "school",
            line["school"],
            f'ไม่มีโรงเรียนรหัส "{line["school"]}" ในทะเบียน: ตรวจรหัส หรือเพิ่มโรงเรียนก่อน',
        )
        for line in sorted(first, key=lambda line: line["row_min"])
        if line["school"] is not None and (line["area"], line["school"]) not in known
    ]
