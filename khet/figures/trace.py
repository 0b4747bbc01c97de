"""Figures of a sitting's results: each value with its computation and the schools' rows."""

from collections.abc import Callable

from khet.figures.measures import counts, groups, limits, means, percents, pooled, spread
from khet.figures.measures.catalogue import MEASURES
from khet.figures.traced import Asked, Traced
from khet.rules.figures import Figure

_MAKERS: dict[str, Callable[[Traced, Asked], Figure]] = {
    "mean": means.mean,
    "mean-of-schools": means.mean_of_schools,
    "gap-to-target": means.gap,
    "schools-on-target": counts.schools_on_target,
    "gap-to-area": means.gap_to_area,
    "gain": means.yearly_gain,
    "scored": counts.scored,
    "sd": spread.standard_deviation,
    "highest": spread.highest,
    "lowest": spread.lowest,
    "rank": counts.rank,
    "lower-limit": limits.lower_limit,
    "percent-below": percents.percent_below,
    pooled.POOLED: pooled.percent_of_years,
    "to-next-colour": limits.to_next_colour,
    "colour-count": counts.colour_count,
    "four-colour-count": counts.four_colour_count,
    "ability-count": groups.ability_count,
    "ability-moved": groups.ability_moved,
}


def figure(traced: Traced, asked: Asked) -> Figure:
    """The figure asked for.

    Raises:
        KeyError: no such measure, or no such subject or school in these results, or a measure
            that isn't known of what was asked for.
    """
    kind = "school" if asked.school else "area" if asked.schools is None else "network"
    if kind not in MEASURES[asked.measure].grain:
        raise KeyError(kind)
    return _MAKERS[asked.measure](traced, asked)
