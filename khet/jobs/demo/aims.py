"""What the scores of a sitting are drawn towards: printed figures, and invented ones elsewhere.

Printed, with their sources in ``data/``: subject means of academic year 2556, lower limits of
O-NET 2556, schools per colour of O-NET and NT 2556. Invented: all means of 2552–2555 (the
printed ones drifted a few points) and every spread that no printed limit gives.
"""

from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from khet.jobs.demo.area import rows
from khet.jobs.demo.sizes import SEED, YEARS
from khet.rules.colours import five_bands
from khet.rules.sittings import subjects

PRINTED_YEAR = YEARS[-1]
Floats = NDArray[np.float64]
_INVENTED_SPREAD = 0.29
_Z = 2.58


@dataclass(frozen=True)
class Sitting:
    """One test of one grade, academic year (BE) and round (empty where a test has none)."""

    academic_year: int
    test: str
    round: str
    grade: str

    @property
    def subjects(self) -> tuple[str, ...]:
        """The subject codes asked, in the order of the rules."""
        return subjects(self.test, self.grade, self.academic_year)

    def rng(self, salt: str = "") -> np.random.Generator:
        """Random numbers that only this sitting, and this salt, begins with."""
        label = f"{self.academic_year} {self.test} {self.round} {self.grade} {salt}"
        return np.random.default_rng([SEED, crc32(label.encode())])


@dataclass(frozen=True)
class Aims:
    """The mean, spread (n − 1) and lower limit of each subject that a draw is to come out with."""

    mean: Floats
    sd: Floats
    limit: Floats


def aims(sitting: Sitting, n: NDArray[np.int64]) -> Aims:
    """The aims of a sitting, given how many pupils have a score in each subject."""
    asked = sitting.subjects
    means = [_mean(sitting, subject) for subject in asked]
    gaps = [_gap(sitting, *each) for each in zip(asked, means, n.tolist(), strict=True)]
    mean, gap = np.array(means), np.array(gaps)
    return Aims(mean, gap * np.sqrt(n) / _Z, mean - gap)


def schools_per_colour(sitting: Sitting) -> list[int]:
    """Printed schools per five-colour band, best first; empty where none are printed."""
    printed = {
        row["colour"]: int(row["schools"])
        for row in rows("colour_counts")
        if (row["test"], int(row["academic_year"]), row["grade"])
        == (sitting.test, sitting.academic_year, sitting.grade)
    }
    return [printed[band.key] for band in five_bands(sitting.academic_year)] if printed else []


@cache
def _printed_means() -> dict[tuple[str, str, str, str], float]:
    return {
        (row["test"], row["round"], row["grade"], row["subject"]): float(row["mean"])
        for row in rows("means")
    }


@cache
def _printed_limits() -> dict[tuple[str, str, str], float]:
    return {(r["test"], r["grade"], r["subject"]): float(r["limit"]) for r in rows("limits")}


def _mean(sitting: Sitting, subject: str) -> float:
    printed = _printed_means()[sitting.test, sitting.round, sitting.grade, subject]
    years = PRINTED_YEAR - sitting.academic_year
    if not years:
        return printed
    yearly = Sitting(PRINTED_YEAR, sitting.test, "", sitting.grade).rng(subject).uniform(0.1, 1.1)
    drift = sitting.rng(subject).normal(-years * yearly, 1.2)
    return round(max(printed + drift, 0.85 * printed), 2)


def _gap(sitting: Sitting, subject: str, mean: float, n: int) -> float:
    """Mean minus lower limit: the printed one, else that of an invented spread, to 2 decimals."""
    printed = _printed_limits().get((sitting.test, sitting.grade, subject))
    if printed is not None:
        own = _printed_means()[sitting.test, sitting.round, sitting.grade, subject]
        return round(own - printed, 2)
    spread = _INVENTED_SPREAD * np.sqrt(mean * (100 - mean))
    return round(float(_Z * spread / np.sqrt(n)), 2)
