"""From a standing on a normal scale to marks of 0–100 with a wanted mean and spread.

Arrays are [pupil, subject]; ``scored`` tells who has a score. A mark is 100 / (1 + e^−(a + b·z)),
so none leaves the scale and low means skew to the right, as real ones do.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from khet.jobs.demo.aims import Aims, Floats

Flags = NDArray[np.bool_]
STEPS_PER_MARK = 2
_ROUNDS = 25
_CLEAR = 2 * STEPS_PER_MARK


@dataclass(frozen=True)
class Curve:
    """The two numbers of a subject's curve, arrays [subject]."""

    a: Floats
    b: Floats

    def marks(self, z: Floats) -> Floats:
        """Marks of standings."""
        return 100 / (1 + np.exp(-(self.a + self.b * z)))

    def standing(self, mark: Floats) -> Floats:
        """The standing that gives a mark."""
        return (np.log(mark / (100 - mark)) - self.a) / self.b


def fit(z: Floats, scored: Flags, aims: Aims) -> Curve:
    """The curve under which the scored standings have the wanted mean and spread."""
    known = np.where(scored, z, np.nan)
    slope = aims.mean * (100 - aims.mean) / 100
    b = aims.sd / slope / np.nanstd(known, axis=0, ddof=1)
    a = np.log(aims.mean / (100 - aims.mean)) - b * np.nanmean(known, axis=0)
    for _ in range(_ROUNDS):
        marks = Curve(a, b).marks(known)
        b = b * aims.sd / np.nanstd(marks, axis=0, ddof=1)
        a = a + (aims.mean - np.nanmean(Curve(a, b).marks(known), axis=0)) / slope
    return Curve(a, b)


def in_steps(marks: Floats, scored: Flags, aims: Aims) -> NDArray[np.int64]:
    """Marks in whole half-marks whose sums give the wanted means as nearly as half-marks can.

    What rounding leaves over goes, a half-mark each, to pupils well away from the limit.
    """
    steps = np.rint(marks * STEPS_PER_MARK).astype(np.int64)
    wanted = np.rint(aims.mean * STEPS_PER_MARK * scored.sum(axis=0)).astype(np.int64)
    over = wanted - np.where(scored, steps, 0).sum(axis=0)
    clear = np.abs(steps - aims.limit * STEPS_PER_MARK) > _CLEAR
    room = (steps > 0) & (steps < 100 * STEPS_PER_MARK)
    for subject, missing in enumerate(over):
        able = np.flatnonzero(clear[:, subject] & room[:, subject] & scored[:, subject])
        chosen = able[np.linspace(0, len(able) - 1, abs(missing)).astype(np.int64)]
        steps[chosen, subject] += np.sign(missing)
    return steps


def last_failing(limit: Floats) -> Floats:
    """The mark up to which a mark rounded to half-marks is not above the limit."""
    return (np.floor(np.round(limit * STEPS_PER_MARK, 6)) + 0.5) / STEPS_PER_MARK
