"""Quality colours of a school: by the percent of pupils not above the limit, or by rank.

Source: the dated table ``colours``. Percents and means come rounded, in whole hundredths and
ten-thousandths, so the bands leave no hole.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from khet.rules.tables import SHIPPED, Tables

FIRST_YEAR = 2500
FEWEST_RANKED = 4
GREEN_MEAN = 500_000
BY_PERCENTILE, BY_RANK = "percentile", "rank"


@dataclass(frozen=True)
class Band:
    """One colour: its key, Thai word and meaning, and the percents it spans, in hundredths."""

    key: str
    th: str
    meaning_th: str
    low: int
    high: int


@lru_cache(256)
def five_bands(academic_year: int, tables: Tables = SHIPPED) -> tuple[Band, ...]:
    """The five bands of an academic year (BE), from the best (blue) to the worst (red)."""
    return bands_of(tables.of("colours", academic_year))


def bands_of(table: Mapping[str, Any]) -> tuple[Band, ...]:
    """The five bands of a table ``colours``; each ends just before the next begins.

    >>> [band.high for band in bands_of(SHIPPED.of("colours", 2556))][:2]
    [2999, 4299]
    """
    rows = table["five"]
    ends = [row["from"] - 1 for row in rows[1:]] + [10_000]
    return tuple(
        Band(row["key"], row["th"], row["meaning_th"], row["from"], end)
        for row, end in zip(rows, ends, strict=True)
    )


def colour_words(academic_year: int, tables: Tables = SHIPPED) -> dict[str, str]:
    """The Thai word of each colour of either scheme by its key, the five colours first.

    >>> list(colour_words(2556).values())
    ['น้ำเงิน', 'เขียว', 'เหลือง', 'แสด', 'แดง', 'ดำ']
    """
    table = tables.of("colours", academic_year)
    words = {row["key"]: row["th"] for row in table["four"]}
    return {row["key"]: row["th"] for row in table["five"]} | words


def five_colour(percent: int, academic_year: int, tables: Tables = SHIPPED) -> str:
    """The colour key of a percent not above the limit, in hundredths.

    >>> five_colour(6999, 2556), five_colour(7000, 2556)
    ('orange', 'red')
    """
    bands = five_bands(academic_year, tables)
    return bands[bisect_right([band.low for band in bands], percent) - 1].key


def four_bands(
    academic_year: int, tables: Tables = SHIPPED, by: str = BY_PERCENTILE
) -> tuple[Band, ...]:
    """The four bands of an academic year (BE), from the best (green) to the last (black).

    ``low`` and ``high`` are percentiles, or with ``by`` places, in hundredths; the last has no end.

    >>> [band.high for band in four_bands(2557, by=BY_RANK)][:2]
    [2500, 5000]
    """
    steps = tables.of("colours", academic_year)["four"]
    lows = [1, *(step["up_to"] + 1 for step in steps[:-1])]
    meaning = "meaning_th" if by == BY_PERCENTILE else "meaning_rank_th"
    return tuple(
        Band(step["key"], step["th"], step.get(meaning, ""), 100 * low, 100 * step["up_to"])
        for step, low in zip(steps, lows, strict=True)
    )


def four_colour(
    rank: int,
    ranked: int,
    mean: int,
    academic_year: int,
    tables: Tables = SHIPPED,
    by: str = BY_PERCENTILE,
) -> str | None:
    """The colour key of a school's rank among the ranked schools of its area.

    Args:
        rank: 1 is the best; ties share the smaller rank.
        ranked: how many schools are ranked; fewer than four give no colour.
        mean: the mean as printed, in ten-thousandths of a mark; green asks for 50 or more.
        by: whether the steps are percentiles of the ranked schools, or places (1-25, 26-50, …).

    Source: the commission's four colours. Only green is printed, as "quality rank 1-25" and a mean
    of 50 or more; whether that is a place or a percentile is not, so both can be chosen.

    >>> four_colour(1, 4, 499_999, 2557), four_colour(1, 4, 500_000, 2557)
    ('yellow', 'green')
    >>> four_colour(26, 117, 500_000, 2557), four_colour(26, 117, 500_000, 2557, by=BY_RANK)
    ('green', 'yellow')
    """
    if ranked < FEWEST_RANKED:
        return None
    steps = tables.of("colours", academic_year)["four"]
    of = ranked if by == BY_PERCENTILE else 100
    last = len(steps) - 1
    place = next((i for i, s in enumerate(steps) if 100 * rank <= s["up_to"] * of), last)
    return str(steps[1 if place == 0 and mean < GREEN_MEAN else place]["key"])
