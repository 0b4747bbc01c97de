"""One score file of any layout, read, recognised and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from khet.figures.intake.columns import combined
from khet.figures.intake.fields import LONG as LONG_FIELDS
from khet.figures.intake.fields import ROUND, SITTING
from khet.figures.intake.given import Given, Rows, sitting_field
from khet.figures.intake.headings import LONG, SUMMARY, THIRTEEN, WIDE, Headings, recognise
from khet.figures.intake.long import Cells, check
from khet.figures.intake.problems import Problem, error
from khet.figures.intake.pseudo_rows import is_school
from khet.figures.intake.report import Report
from khet.figures.intake.school_means import check_means
from khet.figures.intake.sheets import Sheet, UnreadableError, read_sheet
from khet.figures.intake.wide import check_wide
from khet.rules.tables import SHIPPED, Tables

_NO_LAYOUT = (
    "ไม่รู้จักหัวตาราง: ใช้แบบรายวิชา (long) แบบวิชาละคอลัมน์ (wide) แบบสรุปรายโรงเรียน หรือแบบ 13 คอลัมน์"
)
_NO_ROWS = "ไม่มีแถวข้อมูล: ตรวจว่าเลือกไฟล์ถูกต้อง"


@dataclass(frozen=True)
class Opened:
    """A file that could be read: its cells, its columns and its rows.

    There are neither columns nor rows where the layout is not known.
    """

    sheet: Sheet
    headings: Headings | None
    rows: Rows | None
    tables: Tables = SHIPPED


def open_file(
    path: Path,
    columns: Mapping[int, str] | None = None,
    most: int | None = None,
    tables: Tables = SHIPPED,
) -> Opened:
    """Read a file and tell its columns apart.

    Args:
        columns: what columns hold by their place, whatever their headings say; empty for nothing.
        most: how many findings of one kind and column are listed.
        tables: the headings that are known, and the subjects that tests ask.

    Raises:
        UnreadableError: see ``read_sheet``.
    """
    sheet = read_sheet(path, path.name, most)
    headings = recognise(sheet, columns, tables) if sheet.height else None
    rows = replace(_rows(sheet, headings, most), tables=tables) if headings else None
    return Opened(sheet, headings, rows, tables)


def check_file(path: Path, given: Given, keeping: bool = False, tables: Tables = SHIPPED) -> Report:
    """Everything wrong with a file, and its rows where they could be read.

    Args:
        path: CSV, XLSX or Parquet.
        given: what the importer says of the sitting.
        keeping: whether the sitting must be known, because the rows are to be kept.
        tables: as ``open_file`` takes them.
    """
    try:
        opened = open_file(path, tables=tables)
    except UnreadableError as exc:
        return unreadable(exc)
    return check_opened(opened, given, keeping)


def unreadable(exc: UnreadableError) -> Report:
    """What there is to say of a file that can't be read at all."""
    return Report(None, None, 0, (error(1, "", "", str(exc), "unreadable"),))


def check_opened(opened: Opened, given: Given, keeping: bool) -> Report:
    """Everything wrong with a file that could be read; as ``check_file``."""
    sheet, headings, rows = opened.sheet, opened.headings, opened.rows
    if headings is None or rows is None:
        unknown = error(1, "", "", _NO_LAYOUT, "no-layout")
        return Report(None, sheet.encoding, 0, (unknown, *sheet.problems))
    early = [*headings.problems, *sheet.problems, *(given.missing(rows) if keeping else ())]
    if headings.problems or not len(rows.rows):
        none = [] if len(rows.rows) else [error(1, "", "", _NO_ROWS, "no-rows")]
        return _report(headings, sheet, _counted(rows), [*early, *none])
    return _checked(headings, sheet, rows, given, early)


def _rows(sheet: Sheet, headings: Headings, most: int | None) -> Rows:
    places = sheet.data_rows(headings.first)
    whole = len(places) == sheet.height - headings.first + 1
    cells = {
        name: sheet.columns[p].slice(headings.first - 1)
        if whole
        else sheet.columns[p].take(pa.array(places))
        for name, p in headings.places.items()
    }
    return Rows(headings.layout, cells, headings.headings, places + 1, most)


def _checked(
    headings: Headings, sheet: Sheet, rows: Rows, given: Given, early: list[Problem]
) -> Report:
    if headings.layout == LONG:
        scores, problems = _long(rows, given)
        return _report(headings, sheet, len(rows.rows), early + problems, scores=scores)
    if headings.layout == WIDE:
        scores, problems = check_wide(rows, headings.subjects(), given)
        return _report(headings, sheet, len(rows.rows), early + problems, scores=scores)
    parts = [check_means(part, headings.subjects(), given) for part in _sittings(rows)]
    return _report(
        headings,
        sheet,
        sum(part.schools for part in parts),
        early + [problem for part in parts for problem in part.problems],
        reconciliation=parts[0].reconciliation.lines,
        suggested_columns=parts[0].reconciliation.suggested_columns,
        means=pa.concat_tables(part.table for part in parts),
    )


def _sittings(rows: Rows) -> list[Rows]:
    """The rows of a thirteen-column file by sitting, which each row tells; other files whole."""
    if rows.layout != THIRTEEN:
        return [rows]
    told = [sitting_field(field, THIRTEEN) for field in SITTING if field.name in rows.cells]
    codes = combined([rows.parsed(field) for field in told])
    return [_some(rows, np.flatnonzero(codes == code)) for code in np.unique(codes)]


def _some(rows: Rows, places: NDArray[np.int64]) -> Rows:
    cells = {name: column.take(pa.array(places)) for name, column in rows.cells.items()}
    return replace(rows, cells=cells, rows=rows.rows[places])


def _counted(rows: Rows) -> int:
    """Data rows, without the pseudo-rows of a summary."""
    if rows.layout != SUMMARY or "school" not in rows.cells:
        return len(rows.rows)
    return sum(map(is_school, rows.cells["school"].to_pylist()))


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
    cells, files = {**rows.cells, **filled}, np.zeros(height, np.int64)
    data = Cells(cells, headings, rows.rows, files, rows.most, rows.tables)
    checked = check(data)
    return checked.scores, problems + [fault for _, fault in checked.faults]
