"""Figures that count: pupils with a score, schools of a colour; and a school's place."""

from collections.abc import Mapping

from khet.figures.four_colours import four_colours
from khet.figures.results import SchoolRow
from khet.figures.traced import (
    NO_SCORES,
    SCORED,
    Asked,
    Traced,
    Values,
    counted,
    of_schools,
    traced_figure,
)
from khet.rules.colours import BY_PERCENTILE, BY_RANK, GREEN_MEAN, four_bands, four_colour
from khet.rules.figures import Figure
from khet.rules.rounding import half_up, shown

_NOT_TOLD = "ไม่ทราบจำนวนนักเรียนที่เข้าสอบ"
_NO_COLOUR = "ยังไม่มีโรงเรียนใดมีสีในวิชานี้"


def scored(traced: Traced, asked: Asked) -> Figure:
    """Pupils with a score; over all subjects once a subject."""
    rows = traced.rows(asked)
    known = [row.n for row in rows.values() if row.n is not None]
    return traced_figure(
        traced,
        asked,
        sum(known) if known else None,
        (),
        (counted(asked.subject)[0], "ขาดสอบ", "ยกเว้น", "ว่าง"),
        of_schools({c: (row.n, row.absent, row.exempt, row.blank) for c, row in rows.items()}),
        reason=_NOT_TOLD if rows else NO_SCORES,
    )


def rank(traced: Traced, asked: Asked) -> Figure:
    """A school's place by its mean among the schools of the area that have one."""
    row = traced.rows(asked)[asked.school]
    ranked = [r for r in traced.results.of_subject(asked.subject).values() if r.rank is not None]
    better = sum(r.rank < row.rank for r in ranked if r.rank and row.rank)
    return traced_figure(
        traced,
        asked,
        row.rank,
        (
            f"มีคะแนนเฉลี่ยสูงกว่า {better} โรงเรียน จาก {len(ranked):,} โรงเรียน → ลำดับ {row.rank}",
            *_four_steps(traced, row, len(ranked)),
        ),
        (SCORED, "คะแนนเฉลี่ย", "ลำดับในเขต"),
        of_schools({asked.school: (row.n, row.mean, row.rank)}),
    )


def _four_steps(traced: Traced, row: SchoolRow, ranked: int) -> list[str]:
    """Which of the four colours a place gives, as a percentile and as a place, and why."""
    if row.rank is None or row.mean is None:
        return []
    mean, tables = int(row.mean.scaleb(4)), traced.parameters.tables
    share = shown(half_up(10_000 * row.rank, ranked), 2)
    told = {
        BY_PERCENTILE: f"4 สีตามร้อยละของลำดับ: 100 × {row.rank} ÷ {ranked} = {share}",
        BY_RANK: f"4 สีตามลำดับที่: {row.rank}",
    }
    steps = []
    for by, step in told.items():
        bands = four_bands(traced.year, tables, by)
        colour = four_colour(row.rank, ranked, mean, traced.year, tables, by)
        met = four_colour(row.rank, ranked, GREEN_MEAN, traced.year, tables, by)
        why = "" if met == colour else f" และค่าเฉลี่ย {shown(half_up(mean, 100), 2)} ไม่ถึง 50"
        named = next((band.th for band in bands if band.key == colour), "ไม่มีสี")
        steps.append(f"{step}{why} → {named}")
    return steps


def schools_on_target(traced: Traced, asked: Asked) -> Figure:
    """Schools whose mean reaches the target."""
    known = {c: row for c, row in traced.rows(asked).items() if row.mean is not None}
    on_target = on_target_in(known, traced.parameters.target)
    columns = (counted(asked.subject)[0], "คะแนนเฉลี่ย")
    rows: dict[str, Values] = {code: (row.n, row.mean) for code, row in on_target.items()}
    return _share(traced, asked, rows, len(known), columns, NO_SCORES)


def on_target_in(rows: Mapping[str, SchoolRow], target: int) -> dict[str, SchoolRow]:
    """The rows of schools whose mean reaches the target."""
    return {c: row for c, row in rows.items() if row.mean is not None and row.mean >= target}


def colour_count(traced: Traced, asked: Asked) -> Figure:
    """Schools of a colour by the percent not above the limit."""
    rows = traced.rows(asked)
    coloured = {code: row for code, row in rows.items() if row.colour}
    chosen = {code: row for code, row in coloured.items() if row.colour == asked.colour}
    return _share(
        traced,
        asked,
        {c: (row.n, row.n_below, row.percent_below) for c, row in chosen.items()},
        len(coloured),
        (*counted(asked.subject), "ร้อยละไม่ผ่าน"),
    )


def four_colour_count(traced: Traced, asked: Asked, by: str = BY_PERCENTILE) -> Figure:
    """Schools of a colour by rank, as percentiles of the ranked schools of the area."""
    rows, tables = traced.rows(asked), traced.parameters.tables
    colours = four_colours(traced.results, asked.subject, traced.year, tables, by)
    coloured = {code: row for code, row in rows.items() if code in colours}
    chosen = {code: row for code, row in coloured.items() if colours[code] == asked.colour}
    return _share(
        traced,
        asked,
        {c: (row.n, row.mean, row.rank) for c, row in chosen.items()},
        len(coloured),
        (counted(asked.subject)[0], "คะแนนเฉลี่ย", "ลำดับในเขต"),
    )


def _share(
    traced: Traced,
    asked: Asked,
    chosen: dict[str, Values],
    coloured: int,
    columns: tuple[str, ...],
    reason: str = "",
) -> Figure:
    share = half_up(10_000 * len(chosen), coloured) if coloured else 0
    return traced_figure(
        traced,
        asked,
        len(chosen) if coloured else None,
        (f"{len(chosen):,} จาก {coloured:,} โรงเรียน = ร้อยละ {shown(share, 2)}",),
        columns,
        of_schools(chosen),
        len(chosen),
        coloured,
        reason or traced.why_not(_NO_COLOUR),
    )
