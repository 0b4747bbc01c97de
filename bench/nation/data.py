"""Invented scores of a whole nation in a warehouse: one file for each area, equal at every making.

245 areas, 30,000 schools, 1,625,000 pupils with 8 subjects of O-NET P6, academic year 2556. A few
small schools have one pupil; about one score in a hundred is missing.
"""

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from bench.places import kept
from khet.figures.intake.long import SCORES
from khet.figures.warehouse import SittingKey, Warehouse, with_pupil_keys
from khet.rules.sittings import subjects

AREAS, SCHOOLS, PUPILS = 245, 30_000, 1_625_000
SUBJECTS = subjects("O-NET", "P6", 2556)
ROWS = PUPILS * len(SUBJECTS)
_SEED = 2556
_NO_SCORE = pa.array([None, "blank", "absent", "exempt"])
_SHARES = (0.989, 0.001, 0.008, 0.002)

Counts = NDArray[np.int64]


def score_files() -> list[str]:
    """The paths of the files, one an area; written at the first call."""
    folder = kept("nation", __file__)
    made = folder / "files.txt"
    if not made.exists():
        shutil.rmtree(folder, ignore_errors=True)
        paths = [_keep(Warehouse(folder), *area) for area in _areas()]
        names = [str(path.relative_to(folder)) for path in paths]
        made.write_text("\n".join(names), encoding="utf-8")
    return [str(folder / name) for name in made.read_text(encoding="utf-8").splitlines()]


def _areas() -> list[tuple[int, Counts]]:
    """Each area's number and the pupils of its schools: few large schools, many small ones."""
    rng = np.random.default_rng(_SEED)
    weights = rng.lognormal(0, 1, SCHOOLS)
    sizes = 1 + rng.multinomial(PUPILS - SCHOOLS, weights / weights.sum())
    return list(enumerate(np.array_split(sizes, AREAS)))


def _keep(warehouse: Warehouse, number: int, sizes: Counts) -> Path:
    sitting = SittingKey(2556, "O-NET", "", "P6", f"{1001 + number}")
    rows = with_pupil_keys(_scores(number, sitting, sizes), b"bench")
    return warehouse.path(sitting, warehouse.keep(sitting, rows))


def _scores(number: int, sitting: SittingKey, sizes: Counts) -> pa.Table:
    """An area's rows by school, pupil and subject, of schema ``SCORES``."""
    school = np.repeat(np.arange(len(sizes)), sizes)
    pupil = np.arange(len(school)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    height, each = len(school) * len(SUBJECTS), len(SUBJECTS)
    score, reason = _marks(number, school, len(sizes))
    schools = pa.array([f"{sitting.area}{code:04d}" for code in range(len(sizes))])
    pupils = pa.array([f"{code:05d}" for code in range(int(sizes.max()))])
    columns = {
        **{name: pa.repeat(value, height) for name, value in vars(sitting).items()},
        "school": schools.take(pa.array(np.repeat(school, each))),
        "pupil": pupils.take(pa.array(np.repeat(pupil, each))),
        "subject": pa.array(SUBJECTS).take(pa.array(np.tile(np.arange(each), len(school)))),
        "score": pa.array(score, mask=reason > 0),
        "no_score": _NO_SCORE.take(pa.array(reason)),
        "row": np.arange(2, height + 2),
    }
    return pa.table(columns).select(SCORES.names).cast(SCORES)


def _marks(number: int, school: Counts, schools: int) -> tuple[Counts, Counts]:
    """Scores in hundredths, in steps of half a mark, and reasons (0: there is a score)."""
    rng = np.random.default_rng([_SEED, number])
    shape = (len(school), len(SUBJECTS))
    mean = rng.normal(42, 4) + rng.normal(0, 5, schools)[school, None] + rng.normal(0, 8, shape[1])
    ability = rng.normal(0, 8, (len(school), 1))
    marks = np.clip(mean + ability + rng.normal(0, 11, shape), 0, 100)
    reason = rng.choice(len(_SHARES), shape, p=_SHARES)
    return (np.rint(2 * marks) * 50).astype(np.int64).ravel(), reason.ravel()


if __name__ == "__main__":
    score_files()
