"""One pupil's scores over many score files, read in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from khet.figures.engines import Engine

_SHOWN = ("filename", "subject", "score", "no_score", "row")


@dataclass(frozen=True)
class PupilScore:
    """A score in a subject in whole hundredths, or why there is none, and its row in the source."""

    subject: str
    score: int | None
    no_score: str | None
    row: int


def scores_of_pupil(paths: Sequence[Path], key: str) -> dict[Path, list[PupilScore]]:
    """A pupil's scores by file, in the order of their rows; files without that pupil are left out.

    Args:
        paths: an explicit list of Parquet files of the warehouse.
        key: the keyed hash under which the files know the pupil.
    """
    if not paths:
        return {}
    with Engine() as engine:
        rows = engine.named_files([str(path) for path in paths])
        found = engine.run(rows.filter(rows["pupil"] == key).select(*_SHOWN))
    scores: dict[Path, list[PupilScore]] = {}
    for row in found.sort_by("row").to_pylist():
        scores.setdefault(Path(row.pop("filename")), []).append(PupilScore(**row))
    return scores
