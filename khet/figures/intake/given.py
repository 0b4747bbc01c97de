"""Which sitting a file is of: from its columns, from what the importer says, or from both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from khet.figures.intake.columns import FAULTY, Field, Parsed, parse
from khet.figures.intake.fields import AREA, GRADE, ROUND, SITTING, TEST, YEAR
from khet.figures.intake.headings import THIRTEEN
from khet.figures.intake.problems import Problem, error
from khet.rules.sittings import YEARS
from khet.rules.tables import SHIPPED, Tables, dated_table
from khet.rules.thai import arabic_digits

OPTIONS = {YEAR.name: "--year", TEST.name: "--test", GRADE.name: "--grade", AREA.name: "--area"}


@dataclass(frozen=True)
class Rows:
    """The data rows of a file: cells by column name, headings, row numbers, layout.

    ``most`` is how many findings of one kind and column are listed, ``tables`` say which subjects
    a test asks.
    """

    layout: str
    cells: dict[str, pa.StringArray]
    headings: dict[str, str]
    rows: np.ndarray
    most: int | None = None
    tables: Tables = SHIPPED

    def parsed(self, field: Field) -> Parsed:
        """A column by its field's rule."""
        return parse(field, self.headings[field.name], self.cells[field.name])


@dataclass(frozen=True)
class Given:
    """What the importer says of the sitting: values by field name, ``None`` where not said."""

    values: Mapping[str, Any]

    def disagreements(self, rows: Rows) -> list[Problem]:
        """Rows whose own columns say another sitting than was given, once for each value."""
        found = []
        for field in SITTING:
            said = self.values.get(field.name)
            if said is not None and field.name in rows.cells:
                found += _differing(rows.parsed(sitting_field(field, rows.layout)), said, rows)
        return found

    def missing(self, rows: Rows) -> list[Problem]:
        """Parts of the sitting that neither a column nor the importer gives; a round may be."""
        return [
            error(
                1,
                name,
                "",
                f'ไม่ทราบ{_THAI[name]}: เพิ่มคอลัมน์ "{name}" หรือระบุ {option}',
                "sitting-unknown",
            )
            for name, option in OPTIONS.items()
            if self.values.get(name) is None and name not in rows.cells
        ]


_THAI = {
    YEAR.name: "ปีการศึกษา",
    TEST.name: "การสอบ",
    GRADE.name: "ชั้น",
    AREA.name: "รหัสเขตพื้นที่",
}


def sitting_field(field: Field, layout: str) -> Field:
    """The field as that layout writes it: thirteen-column files give test and class by number."""
    codes = dated_table("headers", YEARS[0])["thirteen_column"].get(field.name)
    if layout != THIRTEEN or codes is None:
        return field
    return Field(field.name, lambda text: _decoded(codes, text), f"ใส่รหัส {', '.join(codes)}")


def _decoded(codes: Mapping[str, str], text: str) -> str:
    try:
        return codes[arabic_digits(text)]
    except KeyError as exc:
        raise ValueError(text) from exc


def _differing(column: Parsed, said: Any, rows: Rows) -> list[Problem]:
    places = dict(zip(*np.unique(column.codes, return_index=True), strict=True))
    other = [c for c in places if column.values[c] is not FAULTY and column.values[c] != said]
    return [
        error(
            int(rows.rows[places[code]]),
            column.heading,
            column.texts[code],
            f'"{column.texts[code]}" ไม่ตรงกับที่ระบุไว้ว่า {said}: แก้ในไฟล์ หรือระบุใหม่',
            "other-sitting",
        )
        for code in other[: rows.most]
    ]


def one_sitting(rows: Rows, given: Given) -> tuple[dict[str, Any], list[Problem]]:
    """The one sitting of a file: its values by field name (``None`` not known) and what is wrong.

    Refused cells and a second sitting in the same file are errors.
    """
    sitting: dict[str, Any] = {name: given.values.get(name) for name in (f.name for f in SITTING)}
    problems = given.disagreements(rows)
    for field in SITTING:
        if field.name not in rows.cells:
            continue
        column = rows.parsed(sitting_field(field, rows.layout))
        problems += [problem for _, problem in column.problems(rows.rows, rows.most)]
        known = [value for value in column.values if value is not FAULTY]
        sitting[field.name] = known[0] if known else sitting[field.name]
        if known and sitting[field.name] is not None and given.values.get(field.name) is None:
            problems += _differing_rows(column, known[0], rows)
    if sitting[ROUND.name] is None:
        sitting[ROUND.name] = ""
    return sitting, problems


def _differing_rows(column: Parsed, first: Any, rows: Rows) -> list[Problem]:
    return [
        error(
            problem.row,
            problem.column,
            problem.value,
            f'"{problem.value}" เป็นคนละการสอบกับแถวก่อนหน้า ({first}): แยกเป็นคนละไฟล์',
            problem.kind,
        )
        for problem in _differing(column, first, rows)
    ]
