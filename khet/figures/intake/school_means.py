"""Summaries: a row for each school with its means; thirteen-column files alike, without pupils.

Means are whole ten-thousandths of a mark. Rows of the area (its code and ``0000``) and of the
nation (all zeros) are pseudo-rows: checked, and left out of what is kept.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from khet.figures.intake.columns import Field, Parsed, parse
from khet.figures.intake.fields import SCHOOL, SITTING
from khet.figures.intake.given import Given, Rows, one_sitting
from khet.figures.intake.headings import SUMMARY, THIRTEEN
from khet.figures.intake.problems import Problem, error, warning
from khet.figures.intake.reconciled import AreaRow, reconcile
from khet.figures.intake.report import Reconciled
from khet.figures.intake.wide import foreign_columns, repeats
from khet.rules.reconciliation import average_agrees
from khet.rules.scores import parse_mean
from khet.rules.sittings import subjects
from khet.rules.thai import arabic_digits

MEANS = pa.schema(
    [
        *((name, pa.string()) for name in ("test", "round", "grade", "area", "school", "subject")),
        ("academic_year", pa.int16()),
        ("n", pa.int32()),
        ("mean", pa.int32()),
        ("row", pa.int32()),
    ]
)
_MEAN = "ใส่ค่าเฉลี่ย 0–100 ทศนิยมไม่เกิน 4 ตำแหน่ง หรือเว้นว่าง"
_EXAMINEES = "ใส่จำนวนผู้เข้าสอบเป็นจำนวนเต็ม หรือเว้นว่าง"


def _whole(text: str) -> int | None:
    plain = arabic_digits(text).replace(",", "")
    if plain and not (plain.isascii() and plain.isdigit()):
        raise ValueError(text)
    return int(plain) if plain else None


class SchoolMeans:
    """A summary or thirteen-column file, checked."""

    def __init__(self, rows: Rows, columns: Sequence[str], given: Given) -> None:
        self.rows = rows
        self.subjects = list(columns)
        self.sitting, self.problems = one_sitting(rows, given)
        self.school = rows.parsed(SCHOOL)
        self.codes = [self.school.values[code] for code in self.school.codes]
        self.pseudo = np.array([_is_pseudo(code) for code in self.codes], bool)
        self.means = {s: self._column(s, parse_mean, _MEAN) for s in self.subjects}
        self.examinees = self._optional("examinees", _whole, _EXAMINEES)
        self.average = self._optional("average", parse_mean, _MEAN)
        self._check_cells()
        self.problems += self._wrong_averages()
        self.reconciliation: tuple[Reconciled, ...] = ()
        self.suggested: list[str] | None = None
        if rows.layout == SUMMARY:
            self._reconcile(given)

    @property
    def schools(self) -> int:
        """How many rows are schools."""
        return int((~self.pseudo).sum())

    def _column(self, name: str, rule: Any, mend: str) -> Parsed:
        return parse(Field(name, rule, mend), self.rows.headings[name], self.rows.cells[name])

    def _optional(self, name: str, rule: Any, mend: str) -> Parsed | None:
        return self._column(name, rule, mend) if name in self.rows.cells else None

    def _check_cells(self) -> None:
        parsed = (self.school, *self.means.values(), self.examinees, self.average)
        for column in filter(None, parsed):
            self.problems += [problem for _, problem in column.problems(self.rows.rows)]
        self.problems += repeats([self.school], self.rows)
        if self.rows.layout == THIRTEEN:
            self.problems += self._foreign_values()
        else:
            self.problems += foreign_columns(self.rows, self.subjects, self.sitting)

    def _foreign_values(self) -> Iterator[Problem]:
        """Values in columns of subjects that the test does not ask."""
        test, grade, year = (self.sitting[k] for k in ("test", "grade", "academic_year"))
        if test is None or grade is None or year is None:
            return
        known = subjects(test, grade, year)
        for subject, column in self.means.items():
            if subject in known:
                continue
            for place, code in enumerate(column.codes):
                if text := column.texts[code]:
                    message = f"{test} {grade} ปีการศึกษา {year} ไม่สอบวิชานี้: เว้นว่าง"
                    yield error(int(self.rows.rows[place]), column.heading, text, message)

    def values(self, column: Parsed) -> list[int | None]:
        """A column's whole numbers, row by row; a refused or empty cell is ``None``."""
        found: list[int | None] = column.array(pa.int64()).to_pylist()
        return found

    def _wrong_averages(self) -> Iterator[Problem]:
        """Rows whose printed average is more than 0.01 off the mean of their subjects."""
        if self.average is None:
            return
        columns = [self.values(column) for column in self.means.values()]
        for place, printed in enumerate(self.values(self.average)):
            known = [mean for column in columns if (mean := column[place]) is not None]
            if printed is None or not known or average_agrees(known, printed):
                continue
            text = self.average.texts[self.average.codes[place]]
            message = f"เฉลี่ย {text} ไม่ตรงกับค่าเฉลี่ยของ {len(known)} วิชาในแถวนี้: ตรวจตัวเลขหรือคอลัมน์"
            yield warning(int(self.rows.rows[place]), self.average.heading, text, message)

    def _reconcile(self, given: Given) -> None:
        areas = [p for p, code in enumerate(self.codes) if _is_area(code)]
        said = self.sitting["area"]
        if not areas:
            self.problems.append(
                warning(
                    1, self.school.heading, "", "ไม่มีแถวของเขต จึงตรวจยันค่าเฉลี่ยไม่ได้: ใส่แถวรหัสเขต+0000"
                )
            )
            return
        for place in areas[1:] if said is None else areas:
            if (code := self.codes[place]) != f"{said or self.codes[areas[0]][:-4]}0000":
                message = f'แถวของเขต "{code}" ไม่ใช่เขตของไฟล์นี้: ตรวจรหัสเขต'
                self.problems.append(
                    error(int(self.rows.rows[place]), self.school.heading, code, message)
                )
        self._compare(areas[0])

    def _compare(self, place: int) -> None:
        if self.sitting["area"] is None:
            self.sitting["area"] = self.codes[place][:-4]
        weights = self.values(self.examinees) if self.examinees else [None] * len(self.codes)
        weights = [None if p else w for p, w in zip(self.pseudo, weights, strict=True)]
        area = AreaRow(
            row=int(self.rows.rows[place]),
            texts={s: c.texts[c.codes[place]] for s, c in self.means.items()},
            means={s: self.values(c)[place] for s, c in self.means.items()},
            headings={s: c.heading for s, c in self.means.items()},
        )
        found = reconcile({s: self.values(c) for s, c in self.means.items()}, weights, area)
        self.reconciliation, self.suggested = found.lines, found.suggested_columns
        self.problems += found.warnings

    def table(self) -> pa.Table:
        """What is kept of the schools' rows: schema ``MEANS``."""
        places = pa.array(np.flatnonzero(~self.pseudo))
        height = len(self.codes)
        counted = pa.array(self.values(self.examinees) if self.examinees else [None] * height)
        fixed = {f.name: pa.array([self.sitting[f.name]] * height) for f in SITTING}
        return pa.concat_tables(
            pa.table(
                {
                    **fixed,
                    "school": self.school.array(pa.string()),
                    "subject": pa.array([subject] * height),
                    "n": counted,
                    "mean": column.array(pa.int64()),
                    "row": pa.array(self.rows.rows),
                }
            )
            .select(MEANS.names)
            .take(places)
            .cast(MEANS)
            for subject, column in self.means.items()
        )


def _is_pseudo(code: Any) -> bool:
    return isinstance(code, str) and (_is_area(code) or _is_nation(code))


def _is_area(code: Any) -> bool:
    return (
        isinstance(code, str) and len(code) > 4 and code.endswith("0000") and not _is_nation(code)
    )


def _is_nation(code: str) -> bool:
    return set(code) == {"0"}
