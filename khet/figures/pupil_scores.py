"""Single scores as the warehouse keeps them: of a school, of a pupil, or of an imported row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from khet.figures.engines import Engine
from khet.rules.rounding import shown
from khet.rules.statuses import ALL, Status

_COLUMNS = ["school", "pupil", "subject", "score", "no_score", "row"]
_BEYOND = 2**31 - 1
_KEPT = 8


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


def scores_of_school(file: Path, school: str, subject: str, pupils: str = ALL) -> list[PupilScore]:
    """The scores of a school's pupils in a subject, in the order of the imported file.

    They are of all ``pupils``, or of all but the special ones.
    """
    wanted = [("school", "==", school), ("subject", "==", subject), *_among(pupils)]
    return sorted(_scores(file, wanted), key=lambda score: score.row)


def _among(pupils: str) -> list[tuple[str, str, Any]]:
    """What asks for the pupils that are read, where these are not all."""
    return [] if pupils == ALL else [("status", "!=", Status.SPECIAL.value)]


@lru_cache(maxsize=_KEPT)
def scores_by_school(file: Path, pupils: str = ALL) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """Every school's scores by (school, subject), lowest first, in hundredths, read at once.

    They are of all ``pupils``, or of all but the special ones.
    """
    columns = ["school", "subject", "score"]
    table = pq.read_table(file, columns=columns, filters=[("score", ">=", 0), *_among(pupils)])
    rows = table.sort_by([(name, "ascending") for name in columns])
    found: dict[tuple[str, str], list[int]] = {}
    for school, subject, score in zip(*(rows[name].to_pylist() for name in columns), strict=True):
        found.setdefault((school, subject), []).append(score)
    return {key: tuple(scores) for key, scores in found.items()}


def scores_in_row(file: Path, row: int) -> list[PupilScore]:
    """What the row of that number gave: one score, or in a wide file one a subject."""
    return _scores(file, _in_row(row))


def _in_row(row: int) -> list[tuple[str, str, Any]]:
    """What asks for a row; no file has one as far as the numbers of rows reach, or beyond."""
    return [("row", "==", min(row, _BEYOND))]


def scores_of_pupil(files: Sequence[Path], key: str) -> dict[Path, list[PupilScore]]:
    """A pupil's scores by file, in the order of their rows, read in one question.

    Files that don't hold the pupil (the keyed hash) are left out.
    """
    if not files:
        return {}
    with Engine() as engine:
        rows = engine.named_files([str(file) for file in files])
        found = engine.run(rows.filter(rows["pupil"] == key).select("filename", *_COLUMNS))
    scores: dict[Path, list[PupilScore]] = {}
    for row in found.sort_by("row").to_pylist():
        scores.setdefault(Path(row["filename"]), []).append(_score(row))
    return scores


def _scores(file: Path, wanted: list[tuple[str, str, Any]]) -> list[PupilScore]:
    return [
        _score(row) for row in pq.read_table(file, columns=_COLUMNS, filters=wanted).to_pylist()
    ]


def _score(row: dict[str, Any]) -> PupilScore:
    return PupilScore(
        row["school"],
        row["pupil"],
        row["subject"],
        None if row["score"] is None else shown(row["score"], 2),
        row["no_score"] or "",
        row["row"],
    )


def means_in_row(file: Path, row: int) -> list[SchoolMean]:
    """What the row of that number gave in a file of schools' means."""
    return _means(file, _in_row(row))


def means_of_school(file: Path, school: str, subject: str) -> list[SchoolMean]:
    """The row of a school in a file of schools' means."""
    return _means(file, [("school", "==", school), ("subject", "==", subject)])


def _means(file: Path, wanted: list[tuple[str, str, Any]]) -> list[SchoolMean]:
    rows = pq.read_table(file, filters=wanted).to_pylist()
    return [SchoolMean(r["school"], r["subject"], r["n"], r["mean"], r["row"]) for r in rows]
