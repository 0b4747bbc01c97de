"""The wide layout: a row for each pupil, a column for each subject."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from khet.figures.intake.columns import Field, Parsed, combined, parse, repeated
from khet.figures.intake.fields import PUPIL, SCHOOL, SCORE, SITTING, STATUS
from khet.figures.intake.given import Given, Rows, one_sitting
from khet.figures.intake.long import SCORES, hundredths, reason
from khet.figures.intake.problems import Problem, error, first, one_line
from khet.figures.intake.statuses import with_status
from khet.figures.intake.told import sitting_th, subjects_th
from khet.rules.sittings import subjects


def check_wide(rows: Rows, columns: Sequence[str], given: Given) -> tuple[pa.Table, list[Problem]]:
    """The scores of schema ``SCORES`` and every problem of the rows."""
    sitting, problems = one_sitting(rows, given)
    people = [rows.parsed(field) for field in (SCHOOL, PUPIL)]
    scores = {subject: _scores(rows, subject) for subject in columns}
    status = rows.parsed(STATUS) if STATUS.name in rows.cells else None
    for parsed in filter(None, (*people, status, *scores.values())):
        problems += [problem for _, problem in parsed.problems(rows.rows, rows.most)]
    problems += foreign_columns(rows, columns, sitting)
    problems += repeats(people, rows)
    return _table(sitting, people, scores, rows, status), problems


def _scores(rows: Rows, subject: str) -> Parsed:
    field = Field(subject, SCORE.rule, SCORE.mend)
    return parse(field, rows.headings[subject], rows.cells[subject])


def foreign_columns(
    rows: Rows, columns: Sequence[str], sitting: dict[str, Any]
) -> Iterator[Problem]:
    """Columns of subjects that the test does not ask in that grade and year, where it is known."""
    test, grade, year = (sitting[name] for name in ("test", "grade", "academic_year"))
    if test is None or grade is None or year is None:
        return
    known = subjects(test, grade, year, rows.tables)
    for subject in columns:
        if subject not in known:
            heading = rows.headings[subject]
            asked = f"สอบวิชา {subjects_th(known, year, rows.tables)}" if known else "ไม่มีการสอบนี้"
            mend = "ตรวจว่าเลือกการสอบถูก หรือลบคอลัมน์นี้"
            message = f'"{one_line(heading)}": {sitting_th(test, grade, year)} {asked}: {mend}'
            yield error(1, heading, heading, message, "wrong-subject")


def repeats(keys: Sequence[Parsed], rows: Rows) -> Iterator[Problem]:
    """Rows whose keys (school, or school and pupil) stood in an earlier row."""
    sound = ~np.logical_or.reduce([key.faulty() for key in keys])
    codes = combined(keys)
    begun = dict(zip(*np.unique(codes, return_index=True), strict=True))
    named = keys[-1]
    for place, more in first(repeated(codes, sound), rows.most):
        text = named.texts[named.codes[place]]
        earlier = rows.rows[begun[codes[place]]]
        message = f'"{one_line(text)}" ซ้ำกับแถว {earlier}: ลบแถวที่ไม่ใช้'
        found = error(int(rows.rows[place]), named.heading, text, message, "repeated")
        yield replace(found, more=more)


def _table(
    sitting: dict[str, Any],
    people: list[Parsed],
    scores: dict[str, Parsed],
    rows: Rows,
    status: Parsed | None,
) -> pa.Table:
    """The rows melted: one for each pupil and subject."""
    height = len(rows.rows)
    constant = {
        field.name: pa.array([sitting[field.name]] * height, SCORES.field(field.name).type)
        for field in SITTING
    }
    school, pupil = (column.array(pa.string()) for column in people)
    parts = (
        pa.table(
            {
                **constant,
                "school": school,
                "pupil": pupil,
                "subject": pa.array([subject] * height, pa.string()),
                "score": parsed.array(pa.int32(), hundredths),
                "no_score": parsed.array(pa.string(), reason),
                "row": pa.array(rows.rows, pa.int32()),
            },
            schema=SCORES,
        )
        for subject, parsed in scores.items()
    )
    return pa.concat_tables(with_status(part, status) for part in parts)
