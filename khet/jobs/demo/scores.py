"""Scores of the demonstration area: seeded, invented pupil by pupil, true to the printed figures.

Of academic year 2556 the subject means, the O-NET limits and the schools per colour of O-NET and
NT come out as printed; see :mod:`khet.jobs.demo.aims`. Every score of 2552–2555, means included,
is invented and says nothing about those years.
"""

from itertools import product

import numpy as np
import pyarrow as pa

from khet.jobs.demo.aims import Aims, Floats, Sitting, aims, schools_per_colour
from khet.jobs.demo.area import DemoArea
from khet.jobs.demo.colouring import coloured
from khet.jobs.demo.marks import STEPS_PER_MARK, Flags, fit, in_steps
from khet.jobs.demo.roster import Pupils, pupils
from khet.jobs.demo.sizes import SEED, YEARS, Counts
from khet.rules.colours import five_bands

_HELD = (
    *product(["O-NET"], [""], ["P6", "M3"]),
    ("NT", "", "P3"),
    *product(["Pre O-NET"], ["1", "2"], ["P6", "M3"]),
    *product(["LAS"], [""], ["P1", "P2", "P3", "P4", "P5", "M1", "M2"]),
)
_NO_SCORE = ("ขาดสอบ", "ยกเว้น", "")
_ABSENT, _EXEMPT, _BLANK = 0.008, 0.003, 0.0005
_SMALLEST_WITH_GAPS = 6
_INCLUSIVE, _SPECIAL, _TELLS_STATUS = 0.12, 0.3, ("NT", YEARS[-1])
_MARKS = [f"{step / STEPS_PER_MARK:.2f}" for step in range(100 * STEPS_PER_MARK + 1)]
_USUAL_SIZE = 15


def demo_sittings() -> list[Sitting]:
    """Everything the area sat in academic years 2552–2556, in order."""
    return [Sitting(year, *held) for year in YEARS for held in _HELD]


def draw(area: DemoArea, sitting: Sitting, group: Pupils | None = None) -> pa.Table:
    """The scores of a sitting as a long table of text, equal at every call.

    They are of the grade's pupils, or of the group that is given instead.

    Columns academic_year, test, round, grade, area, school, pupil, subject, score; a row a pupil
    and subject, by school code and pupil number. A score has 2 decimals, or is one of the words
    for having none, or empty. A pupil's number stays over sittings and years. One sitting, NT of
    the newest year, has a column of the pupils' statuses too, all invented.
    """
    group = group or pupils(area, sitting.grade, sitting.academic_year)
    gaps = _gaps(sitting, group.school)
    scored = gaps < 0
    aim = aims(sitting, scored.sum(axis=0))
    z = _placed(_standings(sitting, group), scored, group.school, aim, sitting)
    steps = in_steps(fit(z, scored, aim).marks(z), scored, aim)
    return _table(area, sitting, group, np.where(scored, steps, len(_MARKS) + gaps))


def _gaps(sitting: Sitting, school: Counts) -> Counts:
    """Which word stands for a score [pupil, subject]; −1 where there is a score.

    Grade groups of a few pupils sit whole, so that every school has a result.
    """
    rng = sitting.rng("gaps")
    luck, shape = rng.random((len(school), 1)), (len(school), len(sitting.subjects))
    gaps = np.where(rng.random(shape) < _BLANK, 2, -1)
    gaps = np.where(luck < _ABSENT + _EXEMPT, 1, gaps)
    gaps = np.where(luck < _ABSENT, 0, gaps)
    few = np.bincount(school)[school] < _SMALLEST_WITH_GAPS
    return np.where(few[:, None], -1, gaps)


def _standings(sitting: Sitting, group: Pupils) -> Floats:
    """Standings [pupil, subject]: the school's, the pupil's own, the day's and the subject's."""
    rng, k = sitting.rng("standings"), len(sitting.subjects)
    passing = rng.standard_normal((len(group.codes), k + 1))
    by_school = _lasting(group)[:, None] + 0.15 * passing[:, :1] + 0.15 * passing[:, 1:]
    day = rng.standard_normal((len(group.school), 1))
    own = 0.65 * group.ability[:, None] + 0.25 * day
    rest = 0.6 * rng.standard_normal((len(group.school), k))
    return by_school[group.school] + own + rest


def _lasting(group: Pupils) -> Floats:
    """What a school keeps over tests and years; small ones are weaker and differ more."""
    sizes = np.maximum(np.bincount(group.school, minlength=len(group.codes)), 1)
    larger = np.log(sizes / _USUAL_SIZE)
    spread = np.clip(0.26 - 0.08 * larger, 0.2, 0.5)
    luck = np.random.default_rng(SEED).standard_normal(len(group.codes))
    return np.asarray(spread * luck + 0.22 * larger)


def _placed(z: Floats, scored: Flags, school: Counts, aim: Aims, sitting: Sitting) -> Floats:
    counts = schools_per_colour(sitting)
    bands = five_bands(sitting.academic_year)
    return coloured(z, scored, school, aim, counts, bands) if counts else z


def _table(area: DemoArea, sitting: Sitting, group: Pupils, cells: Counts) -> pa.Table:
    n, k = cells.shape
    numbers = pa.array([f"{number:05d}" for number in group.number.tolist()])
    each_pupil = np.repeat(np.arange(n), k)
    columns = {
        "academic_year": _same(str(sitting.academic_year), n * k),
        "test": _same(sitting.test, n * k),
        "round": _same(sitting.round, n * k),
        "grade": _same(sitting.grade, n * k),
        "area": _same(area.code, n * k),
        "school": pa.array(group.codes).take(pa.array(group.school[each_pupil])),
        "pupil": numbers.take(pa.array(each_pupil)),
        "subject": pa.array(sitting.subjects * n),
        "score": pa.array([*_MARKS, *_NO_SCORE]).take(pa.array(cells.ravel())),
    }
    if (sitting.test, sitting.academic_year) == _TELLS_STATUS:
        rng = sitting.rng("status")
        inclusive = rng.random(len(group.codes)) < _INCLUSIVE
        special = inclusive[group.school] & (rng.random(n) < _SPECIAL)
        columns["สถานะ"] = pa.array(np.where(special, "พิเศษ", "ปกติ")[each_pupil])
    return pa.table(columns)


def _same(text: str, n: int) -> pa.Array:
    return pa.repeat(pa.scalar(text), n)
