"""Single scores as the warehouse keeps them: of one school, or of one row of the imported file."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from khet.rules.rounding import shown

_COLUMNS = ["school", "pupil", "subject", "score", "no_score", "row"]


@dataclass(frozen=True)
class PupilScore:
    """A score in marks, or why there is none (``blank``, ``absent``, ``exempt``).

    ``pupil`` is the keyed hash of the number, ``row`` the row of the imported file.
    """

    school: str
    pupil: str
    subject: str
    score: Decimal | None
    no_score: str
    row: int


@dataclass(frozen=True)
class SchoolMean:
    """A school's mean in a subject as it was told, the pupils it is of, and the file's row."""

    school: str
    subject: str
    n: int | None
    mean: Decimal | None
    row: int


def scores_of_school(file: Path, school: str, subject: str) -> list[PupilScore]:
    """The scores of a school's pupils in a subject, in the order of the imported file."""
    wanted = [("school", "==", school), ("subject", "==", subject)]
    return sorted(_scores(file, wanted), key=lambda score: score.row)


def scores_in_row(file: Path, row: int) -> list[PupilScore]:
    """What the row of that number gave: one score, or in a wide file one a subject."""
    return _scores(file, [("row", "==", row)])


def _scores(file: Path, wanted: list[tuple[str, str, Any]]) -> list[PupilScore]:
    rows = pq.read_table(file, columns=_COLUMNS, filters=wanted).to_pylist()
    return [
        PupilScore(
            row["school"],
            row["pupil"],
            row["subject"],
            None if row["score"] is None else shown(row["score"], 2),
            row["no_score"] or "",
            row["row"],
        )
        for row in rows
    ]


def means_in_row(file: Path, row: int) -> list[SchoolMean]:
    """What the row of that number gave in a file of schools' means."""
    return _means(file, [("row", "==", row)])


def means_of_school(file: Path, school: str, subject: str) -> list[SchoolMean]:
    """The row of a school in a file of schools' means."""
    return _means(file, [("school", "==", school), ("subject", "==", subject)])


def _means(file: Path, wanted: list[tuple[str, str, Any]]) -> list[SchoolMean]:
    rows = pq.read_table(file, filters=wanted).to_pylist()
    return [SchoolMean(r["school"], r["subject"], r["n"], r["mean"], r["row"]) for r in rows]
