"""Keeping a checked score file: all of it or nothing, its source and its report with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from khet.figures.intake.given import Given
from khet.figures.intake.problems import Problem, error, warning
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import check_file
from khet.figures.warehouse import SittingKey, Warehouse, by_sitting, with_pupil_keys
from khet.jobs.sitting_results import score_path
from khet.records.learning.actions import KeptFile, Source, record_score_files
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import current_file, known_areas, known_schools

_SHOWN = 5
_BY = "คำสั่ง khet import-scores"


def check_and_keep(path: Path, given: Given, accepted: str | None, by: str = _BY) -> Report:
    """Check a file against the rules and the registers, and keep it if nothing speaks against it.

    Errors, and warnings without a reason to accept them, keep nothing. The report says which.
    """
    report = check_file(path, given, keeping=True)
    report = replace(report, problems=(*report.problems, *_unknown(report), *_left_out(report)))
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


def _left_out(report: Report) -> Iterator[Problem]:
    """Schools that the current file of a sitting has and this one, which replaces it, has not."""
    if report.scores is None or report.level == 2:
        return
    for sitting, rows in by_sitting(report.scores):
        current = current_file(sitting.area, **_parts(sitting))
        if current is None:
            continue
        before = pq.read_table(score_path(current), columns=["school"])["school"].unique()
        gone = sorted(set(before.to_pylist()) - set(rows["school"].unique().to_pylist()))
        if gone:
            shown = ", ".join(gone[:_SHOWN]) + (" …" if len(gone) > _SHOWN else "")
            message = (
                f"ไฟล์นี้จะแทนไฟล์เดิม {current.source_name} แต่ขาด {len(gone)} โรงเรียนที่ไฟล์เดิมมี "
                f"({shown}): เพิ่มให้ครบ หรือยืนยันด้วยเหตุผล"
            )
            yield warning(1, "school", "", message)


def _parts(sitting: SittingKey) -> dict[str, Any]:
    return {name: value for name, value in vars(sitting).items() if name != "area"}


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
