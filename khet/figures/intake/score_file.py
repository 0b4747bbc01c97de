"""One score file of any layout, read, recognised and checked."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from khet.figures.intake.fields import LONG as LONG_FIELDS
from khet.figures.intake.fields import ROUND
from khet.figures.intake.given import Given, Rows
from khet.figures.intake.headings import LONG, WIDE, Headings, recognise
from khet.figures.intake.long import Cells, check
from khet.figures.intake.problems import Problem, error
from khet.figures.intake.report import Report
from khet.figures.intake.school_means import check_means
from khet.figures.intake.sheets import Sheet, UnreadableError, read_sheet
from khet.figures.intake.wide import check_wide

_NO_LAYOUT = (
    "ไม่รู้จักหัวตาราง: ใช้แบบรายวิชา (long) แบบวิชาละคอลัมน์ (wide) แบบสรุปรายโรงเรียน หรือแบบ 13 คอลัมน์"
)


def check_file(path: Path, given: Given, keeping: bool = False) -> Report:
    """Everything wrong with a file, and its rows where they could be read.

    Args:
        path: CSV, XLSX or Parquet.
        given: what the importer says of the sitting.
        keeping: whether the sitting must be known, because the rows are to be kept.
    """
    try:
        sheet = read_sheet(path, path.name)
    except UnreadableError as exc:
        return Report(None, None, 0, (error(1, "", "", str(exc)),))
    headings = recognise(sheet) if sheet.height else None
    if headings is None:
        return Report(None, sheet.encoding, 0, (error(1, "", "", _NO_LAYOUT), *sheet.problems))
    rows = _rows(sheet, headings)
    early = [*headings.problems, *sheet.problems, *(given.missing(rows) if keeping else ())]
    if headings.problems or not len(rows.rows):
        none = [] if len(rows.rows) else [error(1, "", "", "ไม่มีแถวข้อมูล: ตรวจว่าเลือกไฟล์ถูกต้อง")]
        return _report(headings, sheet, len(rows.rows), [*early, *none])
    return _checked(headings, sheet, rows, given, early)


def _rows(sheet: Sheet, headings: Headings) -> Rows:
    places = sheet.data_rows(headings.first)
    cells = {name: sheet.columns[p].take(pa.array(places)) for name, p in headings.places.items()}
    return Rows(headings.layout, cells, headings.headings, places + 1)


def _checked(
    headings: Headings, sheet: Sheet, rows: Rows, given: Given, early: list[Problem]
) -> Report:
    if headings.layout == LONG:
        scores, problems = _long(rows, given)
        return _report(headings, sheet, len(rows.rows), early + problems, scores=scores)
    if headings.layout == WIDE:
        scores, problems = check_wide(rows, headings.subjects(), given)
        return _report(headings, sheet, len(rows.rows), early + problems, scores=scores)
    means = check_means(rows, headings.subjects(), given)
    return _report(
        headings,
        sheet,
        means.schools,
        early + means.problems,
        reconciliation=means.reconciliation.lines,
        suggested_columns=means.reconciliation.suggested_columns,
        means=means.table,
    )


def _report(
    headings: Headings, sheet: Sheet, rows: int, problems: list[Problem], **more: Any
) -> Report:
    ordered = sorted(problems, key=lambda problem: problem.row)
    return Report(headings.layout, sheet.encoding, rows, tuple(ordered), **more)


def _long(rows: Rows, given: Given) -> tuple[pa.Table | None, list[Problem]]:
    """The long layout; sitting columns that the file lacks are taken from what was given."""
    problems = given.disagreements(rows)
    height = len(rows.rows)
    said = {**given.values, ROUND.name: given.values.get(ROUND.name) or ""}
    absent = [
        f.name for f in LONG_FIELDS if f.name not in rows.cells and said.get(f.name) is not None
    ]
    filled = {name: pa.array([str(said[name])] * height, pa.string()) for name in absent}
    headings = {**rows.headings, **{name: name for name in absent}}
    data = Cells({**rows.cells, **filled}, headings, rows.rows, np.zeros(height, np.int64))
    checked = check(data)
    return checked.scores, problems + [fault for _, fault in checked.faults]
