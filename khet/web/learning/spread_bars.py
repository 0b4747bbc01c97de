"""How scores spread: shares of pupils in each ten marks, of some schools beside the whole area."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from khet.figures.measures.scores import BINS
from khet.figures.spreads import NOTHING, together
from khet.figures.sums import rows_within
from khet.web.learning.study import Study

_WIDTH = 10


@dataclass(frozen=True)
class Bin:
    """Ten marks: their name, how many pupils, and the shares of the bars' height (percents)."""

    name: str
    own: int
    area: int
    x: str
    x2: str
    own_y: str
    own_height: str
    area_y: str


@dataclass(frozen=True)
class SpreadBars:
    """A subject's bins; ``limit_x`` is where the lower limit lies on the scale.

    ``whole`` is whether the bars are those of the area itself.
    """

    name: str
    bins: tuple[Bin, ...]
    limit: Decimal | None
    limit_x: str
    whole: bool


def spread_bars(
    study: Study, subject: str, name: str, schools: Collection[str] | None
) -> SpreadBars | None:
    """The bars of some schools, ``None`` for the area alone.

    There are none without single scores, or where the reader could tell single pupils of few.
    """
    codes = rows_within(study.results, subject, schools)
    own = together(study.spreads.get((code, subject), NOTHING) for code in codes)
    n = sum(own.counts)
    if not n or not all(study.shows_single(code, n) for code in codes):
        return None
    area = together(spread for (_, about), spread in study.spreads.items() if about == subject)
    limit = study.results.limits[subject].limit
    most = max(max(c / n for c in own.counts), max(c / sum(area.counts) for c in area.counts))
    return SpreadBars(
        name,
        tuple(_bin(place, own.counts, area.counts, most) for place in range(BINS)),
        limit,
        "" if limit is None else f"{limit}%",
        schools is None,
    )


def _bin(place: int, own: tuple[int, ...], area: tuple[int, ...], most: float) -> Bin:
    own_height = 100 * own[place] / sum(own) / most
    area_height = 100 * area[place] / sum(area) / most
    low = _WIDTH * place
    high = low + _WIDTH if place == BINS - 1 else low + _WIDTH - 0.01
    return Bin(
        f"{low}–{high:g}",
        own[place],
        area[place],
        f"{low}%",
        f"{low + _WIDTH - 1}%",
        f"{100 - own_height:.2f}%",
        f"{own_height:.2f}%",
        f"{100 - area_height:.2f}%",
    )
