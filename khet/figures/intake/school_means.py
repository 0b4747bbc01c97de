"""Summaries: a row for each school with its means; thirteen-column files alike, without pupils.

Means are in marks, exactly as printed. Rows of the area (its code and ``0000``) and of the
nation (all zeros) are pseudo-rows: checked, and left out of what is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from khet.figures.intake.columns import FAULTY, Field, Parsed, parse
from khet.figures.intake.fields import SCHOOL, SITTING
from khet.figures.intake.given import Given, Rows, one_sitting
from khet.figures.intake.headings import SUMMARY, THIRTEEN
from khet.figures.intake.problems import Problem, error, first, warning
from khet.figures.intake.pseudo_rows import is_area, is_school
from khet.figures.intake.reconciled import AreaRow, Reconciliation, reconcile
from khet.figures.intake.told import sitting_th
from khet.figures.intake.wide import foreign_columns, repeats
from khet.rules.reconciliation import average_agrees
from khet.rules.scores import parse_mean
from khet.rules.sittings import subjects
from khet.rules.thai import plain_number

MEANS = pa.schema(
    [
        ("academic_year", pa.int16()),
        *((name, pa.string()) for name in ("test", "round", "grade", "area", "school", "subject")),
        ("n", pa.int32()),
        ("mean", pa.decimal128(18, 15)),
        ("row", pa.int32()),
    ]
)
_MEAN = "ใส่ค่าเฉลี่ย 0–100 หรือเว้นว่าง"
_EXAMINEES = "ใส่จำนวนผู้เข้าสอบเป็นจำนวนเต็ม หรือเว้นว่าง"
_NO_SCHOOLS = "มีแต่แถวของเขตหรือประเทศ ไม่มีแถวของโรงเรียน: ตรวจว่าเลือกไฟล์ถูกต้อง"
_NO_EXAMINEES = "มีค่าเฉลี่ยแต่ไม่มีจำนวนผู้เข้าสอบ จึงไม่นับในค่าเฉลี่ยของเขต: ใส่จำนวนผู้เข้าสอบ"
_NO_AREA_ROW = "ไม่มีแถวของเขต จึงตรวจยันค่าเฉลี่ยไม่ได้: ใส่แถวรหัสเขตตามด้วย 0000"


@dataclass(frozen=True)
class SchoolMeans:
    """The columns of a file of means, parsed. ``examinees`` and ``average`` may be missing."""

    rows: Rows
    school: Parsed
    means: dict[str, Parsed]
    examinees: Parsed | None
    average: Parsed | None

    def columns(self) -> list[Parsed]:
        """All columns that the file has."""
        return [c for c in (self.school, *self.means.values(), self.examinees, self.average) if c]

    def codes(self) -> list[str]:
        """Each row's school code; a refused one is empty."""
        return [code or "" for code in self.school.array(pa.string()).to_pylist()]

    def row(self, place: int) -> int:
        """The row number of a place."""
        return int(self.rows.rows[place])


@dataclass(frozen=True)
class CheckedMeans:
    """What came of checking: the schools' rows (schema ``MEANS``), problems, reconciliation."""

    table: pa.Table
    schools: int
    problems: list[Problem]
    reconciliation: Reconciliation


def check_means(rows: Rows, columns: Sequence[str], given: Given) -> CheckedMeans:
    """A summary or thirteen-column file, every cell and every sum."""
    sitting, problems = one_sitting(rows, given)
    data = _parsed(rows, columns)
    for column in data.columns():
        problems += [problem for _, problem in column.problems(rows.rows, rows.most)]
    problems += repeats([data.school], rows)
    problems += _foreign(data, columns, sitting)
    problems += _wrong_averages(data)
    reconciliation = Reconciliation()
    if rows.layout == SUMMARY:
        sitting, more = _area(data, sitting)
        problems += more
        problems += _uncounted(data)
        reconciliation = _reconciled(data)
    problems += reconciliation.warnings
    if not any(_schools(data)):
        problems.append(error(1, data.school.heading, "", _NO_SCHOOLS, "no-schools"))
    return CheckedMeans(_table(data, sitting), sum(_schools(data)), problems, reconciliation)


def _parsed(rows: Rows, columns: Sequence[str]) -> SchoolMeans:
    def column(name: str, rule: Any, mend: str) -> Parsed | None:
        if name not in rows.cells:
            return None
        return parse(Field(name, rule, mend), rows.headings[name], rows.cells[name])

    means = {name: column(name, parse_mean, _MEAN) for name in columns}
    return SchoolMeans(
        rows,
        rows.parsed(SCHOOL),
        {name: parsed for name, parsed in means.items() if parsed},
        column("examinees", _whole, _EXAMINEES),
        column("average", parse_mean, _MEAN),
    )


def _whole(text: str) -> int | None:
    plain = plain_number(text)
    if plain and not (plain.isascii() and plain.isdigit()):
        raise ValueError(text)
    return int(plain) if plain else None


def _numbers(column: Parsed | None, height: int) -> list[Any]:
    """A column's numbers row by row; a refused, empty or missing cell is ``None``."""
    if column is None:
        return [None] * height
    values = [None if value is FAULTY else value for value in column.values]
    return [values[code] for code in column.codes]


def _foreign(
    data: SchoolMeans, columns: Sequence[str], sitting: dict[str, Any]
) -> Iterator[Problem]:
    """Subjects that the test does not ask: the column, or in thirteen-column files its values."""
    if data.rows.layout != THIRTEEN:
        yield from foreign_columns(data.rows, columns, sitting)
        return
    test, grade, year = (sitting[name] for name in ("test", "grade", "academic_year"))
    if test is None or grade is None or year is None:
        return
    message = f"{sitting_th(test, grade, year)} ไม่สอบวิชานี้: เว้นว่าง"
    known = subjects(test, grade, year, data.rows.tables)
    for column in (column for name, column in data.means.items() if name not in known):
        places = [place for place, code in enumerate(column.codes) if column.texts[code]]
        for place, more in first(places, data.rows.most):
            text = column.texts[column.codes[place]]
            found = error(data.row(place), column.heading, text, message, "wrong-subject")
            yield replace(found, more=more)


def _wrong_averages(data: SchoolMeans) -> Iterator[Problem]:
    """Rows whose printed average is more than 0.01 off the mean of their subjects."""
    if data.average is None:
        return
    height = len(data.rows.rows)
    columns = [_numbers(column, height) for column in data.means.values()]
    printed = _numbers(data.average, height)
    known = [[mean for mean in row if mean is not None] for row in zip(*columns, strict=True)]
    off = [
        place
        for place, (average, means) in enumerate(zip(printed, known, strict=True))
        if average is not None and means and not average_agrees(means, average)
    ]
    for place, more in first(off, data.rows.most):
        text = data.average.texts[data.average.codes[place]]
        message = f"เฉลี่ย {text} ไม่ตรงกับค่าเฉลี่ยของ {len(known[place])} วิชาในแถวนี้: ตรวจตัวเลขหรือคอลัมน์"
        found = warning(data.row(place), data.average.heading, text, message, "average-off")
        yield replace(found, more=more)


def _schools(data: SchoolMeans) -> list[bool]:
    """For each row, whether it is a school's and no pseudo-row."""
    return [is_school(code) for code in data.codes()]


def _uncounted(data: SchoolMeans) -> Iterator[Problem]:
    """Schools with a mean and no examinees: they can't weigh in the area's mean."""
    height = len(data.rows.rows)
    means = [_numbers(column, height) for column in data.means.values()]
    counts = zip(_schools(data), _numbers(data.examinees, height), strict=True)
    uncounted = [
        place
        for place, (school, examinees) in enumerate(counts)
        if school and not examinees and any(column[place] is not None for column in means)
    ]
    heading = data.examinees.heading if data.examinees else ""
    for place, more in first(uncounted, data.rows.most):
        found = warning(data.row(place), heading, "", _NO_EXAMINEES, "no-examinees")
        yield replace(found, more=more)


def _area(data: SchoolMeans, sitting: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """The sitting with the area that its row names, and what is wrong with the area's rows."""
    found = [(place, code[:-4]) for place, code in enumerate(data.codes()) if is_area(code)]
    if not found:
        return sitting, [warning(1, data.school.heading, "", _NO_AREA_ROW, "area-row-missing")]
    area = sitting["area"] or found[0][1]
    problems = [
        error(
            data.row(place),
            data.school.heading,
            f"{code}0000",
            f"แถวของเขต {code} ไม่ใช่เขต {area} ของไฟล์นี้: ตรวจรหัสเขต หรือแยกเป็นคนละไฟล์",
            "wrong-area-row",
        )
        for place, code in found
        if code != area
    ]
    return {**sitting, "area": area}, problems


def _reconciled(data: SchoolMeans) -> Reconciliation:
    codes, height = data.codes(), len(data.rows.rows)
    place = next((place for place, code in enumerate(codes) if is_area(code)), None)
    if place is None:
        return Reconciliation()
    examinees = _numbers(data.examinees, height)
    weights = [
        weight if school else None for school, weight in zip(_schools(data), examinees, strict=True)
    ]
    means = {name: _numbers(column, height) for name, column in data.means.items()}
    area = AreaRow(
        row=data.row(place),
        texts={name: column.texts[column.codes[place]] for name, column in data.means.items()},
        means={name: column[place] for name, column in means.items()},
        headings={name: column.heading for name, column in data.means.items()},
    )
    return reconcile(means, weights, area)


def _table(data: SchoolMeans, sitting: dict[str, Any]) -> pa.Table:
    """The rows of schools, one for each school and subject."""
    codes, height = data.codes(), len(data.rows.rows)
    fixed = {field.name: [sitting[field.name]] * height for field in SITTING}
    examinees = _numbers(data.examinees, height)
    return pa.concat_tables(
        pa.table(
            {
                **fixed,
                "school": codes,
                "subject": [name] * height,
                "n": examinees,
                "mean": _numbers(column, height),
                "row": np.asarray(data.rows.rows, np.int32),
            },
            schema=MEANS,
        ).filter(pa.array(_schools(data), pa.bool_()))
        for name, column in data.means.items()
    )
