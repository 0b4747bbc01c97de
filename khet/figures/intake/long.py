"""The long layout: a row for each pupil and subject. Any number of files are one data set."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from khet.figures.intake.columns import FAULTY, Parsed, combined, parse, repeated
from khet.figures.intake.fields import GRADE, KEYS, LONG, STATUS, SUBJECT, TEST, YEAR
from khet.figures.intake.problems import Problem, error, first, one_line
from khet.figures.intake.statuses import two_statuses, with_status
from khet.figures.intake.told import sitting_th, subjects_th
from khet.rules.scores import Score
from khet.rules.sittings import subjects
from khet.rules.tables import SHIPPED, Tables

SCORES = pa.schema(
    [
        ("academic_year", pa.int16()),
        ("test", pa.string()),
        ("round", pa.string()),
        ("grade", pa.string()),
        ("area", pa.string()),
        ("school", pa.string()),
        ("pupil", pa.string()),
        ("subject", pa.string()),
        ("score", pa.int32()),
        ("no_score", pa.string()),
        ("row", pa.int32()),
    ]
)

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Cells:
    """Data rows of a long table: cells by field name, headings, and each row's number.

    A part of the sitting that nobody told has no cells; it is then not checked.

    ``files`` gives the number of the file that a row came from, in argument order; ``most`` how
    many findings of one kind and column are listed, ``tables`` say which subjects a test asks.
    """

    cells: dict[str, pa.StringArray]
    headings: dict[str, str]
    rows: Integers
    files: Integers
    most: int | None = None
    tables: Tables = SHIPPED


@dataclass(frozen=True)
class Checked:
    """The scores (schema ``SCORES``; refused cells are null) and what is wrong, file by file.

    Where the files have a column of pupils' statuses, it stands behind the others.

    There are no scores where a field has no column.
    """

    scores: pa.Table | None
    faults: list[tuple[int, Problem]]


def check(data: Cells) -> Checked:
    """Every cell by its field's rule, subjects against the test, and no score twice."""
    fields = [field for field in (*LONG, STATUS) if field.name in data.cells]
    parsed = {f.name: parse(f, data.headings[f.name], data.cells[f.name]) for f in fields}
    found = [
        *(item for column in parsed.values() for item in column.problems(data.rows, data.most)),
        *_foreign_subjects(parsed, data),
        *_duplicates(parsed, data),
        *two_statuses(parsed, data.rows, data.most),
    ]
    found.sort(key=lambda item: item[0])
    faults = [(int(data.files[place]), fault) for place, fault in found]
    whole = all(field.name in parsed for field in LONG)
    return Checked(_scores(parsed, data) if whole else None, faults)


def _scores(parsed: dict[str, Parsed], data: Cells) -> pa.Table:
    score = parsed["score"]
    columns = [parsed[field.name].array(SCORES.field(field.name).type) for field in KEYS]
    columns.append(score.array(pa.int32(), hundredths))
    columns.append(score.array(pa.string(), reason))
    columns.append(pa.array(data.rows, pa.int32()))
    scores = pa.Table.from_arrays(columns, schema=SCORES)
    return with_status(scores, parsed.get(STATUS.name))


def hundredths(score: Score) -> int | None:
    """The score itself, or nothing."""
    return score.hundredths


def reason(score: Score) -> str | None:
    """Why there is no score, or nothing."""
    return score.reason


def _sound(columns: Sequence[Parsed]) -> NDArray[np.bool_]:
    """For each row, whether none of these columns was refused."""
    return ~np.logical_or.reduce([column.faulty() for column in columns])


def _foreign_subjects(parsed: dict[str, Parsed], data: Cells) -> Iterator[tuple[int, Problem]]:
    """Rows whose subject is not one of that test, grade and year."""
    asked = (TEST, GRADE, YEAR, SUBJECT)
    if any(field.name not in parsed for field in asked):
        return
    columns = [parsed[field.name] for field in asked]
    codes = combined(columns)
    places, inverse = np.unique(codes, return_index=True, return_inverse=True)[1:]
    messages = [
        _subject_fault(data.tables, *(c.values[c.codes[place]] for c in columns))
        for place in places
    ]
    wrong = np.array([message is not None for message in messages], bool)[inverse]
    subject = parsed[SUBJECT.name]
    for place, more in first(np.flatnonzero(wrong & _sound(columns)), data.most):
        text = subject.texts[subject.codes[place]]
        message = f'"{one_line(text)}" {messages[inverse[place]]}'
        found = error(int(data.rows[place]), subject.heading, text, message, "wrong-subject")
        yield int(place), replace(found, more=more)


def _subject_fault(tables: Tables, test: str, grade: str, year: int, subject: str) -> str | None:
    if any(value is FAULTY for value in (test, grade, year, subject)):
        return None
    known = subjects(test, grade, year, tables)
    if subject in known:
        return None
    sitting = sitting_th(test, grade, year)
    if not known:
        return f"ใช้ไม่ได้: ไม่มีการสอบ {sitting}"
    return f"ใช้ไม่ได้: {sitting} สอบวิชา {subjects_th(known, year, tables)}"


def _duplicates(parsed: dict[str, Parsed], data: Cells) -> Iterator[tuple[int, Problem]]:
    """Rows whose sitting, school, pupil and subject stood in an earlier row."""
    if not len(data.rows):
        return
    keys = [parsed[field.name] for field in KEYS if field.name in parsed]
    codes = combined(keys)
    begun = dict(zip(*np.unique(codes, return_index=True), strict=True))
    pupil = parsed["pupil"]
    for place, more in first(repeated(codes, _sound(keys)), data.most):
        text = pupil.texts[pupil.codes[place]]
        earlier = _where(data, int(begun[codes[place]]), place)
        message = f'นักเรียน "{one_line(text)}" วิชานี้ซ้ำกับ{earlier}: ลบแถวที่ไม่ใช้'
        found = error(int(data.rows[place]), pupil.heading, text, message, "repeated")
        yield int(place), replace(found, more=more)


def _where(data: Cells, earlier: int, later: int) -> str:
    row = f"แถว {data.rows[earlier]}"
    same_file = data.files[earlier] == data.files[later]
    return row if same_file else f"{row} ของไฟล์ที่ {data.files[earlier] + 1}"
