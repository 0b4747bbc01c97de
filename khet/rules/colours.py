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


def four_colour(
    rank: int, ranked: int, mean: int, academic_year: int, tables: Tables = SHIPPED
) -> str | None:
    """The colour key of a school's rank among the ranked schools of its area.

    Args:
        rank: 1 is the best; ties share the smaller rank.
        ranked: how many schools are ranked; fewer than four give no colour.
        mean: the mean as printed, in ten-thousandths of a mark; green asks for 50 or more.

    >>> four_colour(1, 4, 499_999, 2557), four_colour(1, 4, 500_000, 2557)
    ('yellow', 'green')
    """
    if ranked < FEWEST_RANKED:
        return None
    steps = tables.of("colours", academic_year)["four"]
    place = next(i for i, step in enumerate(steps) if 100 * rank <= step["up_to"] * ranked)
    return str(steps[1 if place == 0 and mean < GREEN_MEAN else place]["key"])
