"""A small school's percent over several years together, beside that of the year alone."""

from collections.abc import Iterable
from decimal import Decimal

from khet.rules.limits import percent_below
from khet.rules.rounding import shown

YEARS = 3
"""How many academic years are pooled: the year itself and those before it."""


def pooled_percent(years: Iterable[tuple[int, int]]) -> Decimal | None:
    """The percent of pupils not above the limit over some years, 2 decimals, half up.

    Args:
        years: of each year the pupils not above that year's own limit, and those with a score;
            a year without the school is not there.

    Source: ours; pupils of several years weigh alike, so that one pupil of a small school moves
    the percent less. ``None`` where nobody has a score.

    >>> pooled_percent([(3, 8), (4, 7), (2, 5)])
    Decimal('45.00')
    """
    counted = list(years)
    below, n = (sum(numbers) for numbers in zip(*counted, strict=True)) if counted else (0, 0)
    return shown(percent_below(below, n), 2) if n else None
