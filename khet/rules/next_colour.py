"""How many more pupils above the limit bring a school to a better colour."""

from collections.abc import Sequence
from dataclasses import dataclass

from khet.rules.colours import Band
from khet.rules.limits import percent_below


@dataclass(frozen=True)
class Step:
    """A better colour, and how many more pupils must pass for it."""

    band: Band
    pupils: int


def steps_up(n: int, n_below: int, bands: Sequence[Band]) -> list[Step]:
    """The better colours that can be reached, nearest first, if the limit stays as it is.

    Args:
        n: pupils with a score.
        n_below: those of them who are not above the limit.
        bands: from the best colour to the worst, percents in hundredths.

    Source: the five bands of the percent not above the limit, rounded first, then read. A colour
    that is passed over, because one pupil moves the percent by more than its band, is left out.

    >>> from khet.rules.colours import five_bands
    >>> [(step.band.key, step.pupils) for step in steps_up(10, 7, five_bands(2556))]
    [('orange', 1), ('yellow', 2), ('green', 3), ('blue', 5)]
    >>> [(step.band.key, step.pupils) for step in steps_up(1, 1, five_bands(2556))]
    [('blue', 1)]
    """
    if not n:
        return []
    here = _place(n, n_below, bands)
    found: dict[int, int] = {}
    for more in range(1, n_below + 1):
        found.setdefault(_place(n, n_below - more, bands), more)
    return [Step(bands[place], more) for place, more in found.items() if place < here]


def _place(n: int, n_below: int, bands: Sequence[Band]) -> int:
    percent = percent_below(n_below, n)
    return max(place for place, band in enumerate(bands) if band.low <= percent)
