"""From scores to tables: engines count, rules decide.

All numbers are whole: means and standard deviations in ten-thousandths of a mark, limits and
percents in hundredths. A null is "not known".
"""

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from ibis import ir
from numpy.typing import NDArray

from khet.figures.engines import Engine
from khet.figures.measures.scores import (
    PUPIL,
    SCHOOL_SUBJECT,
    base_keys,
    counts_by_school,
    sums_by_base,
    sums_by_pupil,
)
from khet.figures.overall import with_overall
from khet.figures.parameters import Parameters
from khet.figures.vectors import apply_distinct, column, group_codes, masked
from khet.rules import tables as dated
from khet.rules.ability import ability_group
from khet.rules.colours import FEWEST_RANKED, five_colour, four_colour
from khet.rules.limits import LowerLimit, lower_limit
from khet.rules.ranks import ranks, sizes
from khet.rules.rounding import half_up, shown


@dataclass(frozen=True)
class Tables:
    """``limits``, one row a sitting, base and subject; ``colours``, one a school and subject.

    ``colours`` has a row with subject ``ALL`` for each school and grade.
    """

    limits: pa.Table
    colours: pa.Table


def limits_and_colours(engine: Engine, scores: ir.Table, parameters: Parameters) -> Tables:
    """Both tables of a set of scores (schema ``SCORES``), unsorted."""
    base, same = base_keys(parameters.base), engine.same(scores)
    limits = _limits(engine.run(sums_by_base(scores, base, same)), base, parameters)
    numbers = pa.array(range(limits.num_rows), pa.int32())
    judging = limits.select([*base, "limit"]).append_column("number", numbers)
    counts = counts_by_school(scores, engine.table("limits", judging), base, same)
    rows = with_overall(_named(engine.run(counts), judging, base), parameters.overall)
    return Tables(limits, _plain(_colours(rows, parameters)))


def pupils(engine: Engine, scores: ir.Table, tables: dated.Tables = dated.SHIPPED) -> pa.Table:
    """One row a pupil: mean over the subjects with a score, in hundredths, and A/B/C group."""
    sums = engine.run(sums_by_pupil(scores))
    n, total = column(sums, "n"), column(sums, "total")
    mean = half_up(total, np.maximum(n, 1))
    years = column(sums, "academic_year")
    group = apply_distinct(lambda year, m: ability_group(m, year, tables), years, mean)
    return (
        sums.select(PUPIL)
        .append_column("mean", masked(mean, n > 0))
        .append_column("group", masked(group, n > 0))
    )


def _limits(sums: pa.Table, keys: tuple[str, ...], parameters: Parameters) -> pa.Table:
    rows = zip(*(sums[c].to_pylist() for c in ("n", "total", "squares", "subject")), strict=True)
    found = [_limit(parameters, subject, *counted) for *counted, subject in rows]
    return (
        sums.select(list(keys))
        .append_column("n", [[limit.n for limit in found]])
        .append_column("mean", _scaled(found, "mean", 4))
        .append_column("sd", _scaled(found, "sd", 4))
        .append_column("limit", _scaled(found, "limit", 2))
    )


def _limit(parameters: Parameters, subject: str, n: int, total: int, squares: int) -> LowerLimit:
    """The computed limit, or the published one in its place."""
    found, told = lower_limit(n, total, squares, parameters.z), parameters.told_limit(subject)
    return replace(found, limit=shown(told.value, 2)) if told else found


def _scaled(found: list[LowerLimit], name: str, places: int) -> pa.Array:
    values = (getattr(limit, name) for limit in found)
    whole = [None if value is None else int(value.scaleb(places)) for value in values]
    return pa.chunked_array([pa.array(whole, pa.int64())])


def _named(counts: pa.Table, limits: pa.Table, base: tuple[str, ...]) -> pa.Table:
    """Each school's counts with its keys in full, coded, and ``n_below`` null without a limit."""
    number = counts["number"]
    known = pc.is_valid(limits["limit"]).take(number)
    n_below = pc.if_else(known, counts["n_below"], None)
    found = dict(zip(counts.column_names, counts.columns, strict=True))
    keys = {key: limits[key].dictionary_encode().take(number) for key in base}
    place = {key: counts[key].dictionary_encode() for key in SCHOOL_SUBJECT if key not in base}
    return pa.table({**found, **keys, **place, "n_below": n_below})


def _plain(rows: pa.Table) -> pa.Table:
    """The same rows with coded columns spelt out."""
    spelt = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in rows.schema
    ]
    return rows.cast(pa.schema(spelt))


def _colours(rows: pa.Table, parameters: Parameters) -> pa.Table:
    years, mean, percent = (column(rows, c) for c in ("academic_year", "mean", "percent_below"))
    groups = group_codes(rows, [c for c in SCHOOL_SUBJECT if c != "school"])
    ranked = _valid(rows, "mean")
    rank = np.zeros(len(years), np.int64)
    rank[ranked] = ranks(groups[ranked], mean[ranked])
    if parameters.scheme == "five":
        colour = apply_distinct(
            lambda year, p: five_colour(p, year, parameters.tables), years, percent
        )
        coloured = _valid(rows, "percent_below")
    else:
        ranked_schools = np.zeros(len(years), np.int64)
        ranked_schools[ranked] = sizes(groups[ranked])
        coloured = ranked & (ranked_schools >= FEWEST_RANKED)
        four = partial(_four, parameters.tables)
        colour = apply_distinct(four, years, mean, rank, ranked_schools, coloured)
    return rows.append_column("rank", masked(rank, ranked)).append_column(
        "colour", masked(colour, coloured)
    )


def _four(
    tables: dated.Tables, year: int, mean: int, rank: int, ranked: int, coloured: int
) -> str | None:
    return four_colour(rank, ranked, mean, year, tables) if coloured else None


def _valid(rows: pa.Table, name: str) -> NDArray[np.bool_]:
    return pc.is_valid(rows[name]).to_numpy(zero_copy_only=False)
