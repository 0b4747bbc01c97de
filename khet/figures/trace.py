"""Figures of a sitting's results: each value with its computation and the schools' rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from khet.figures.percents import by_subject, percent_below
from khet.figures.results import Results, SchoolRow
from khet.figures.traced import Asked, Traced, Values, counted, of_schools, traced_figure
from khet.rules.figures import Figure, FigureRow
from khet.rules.rounding import half_up, mean_of_ratios, shown
from khet.rules.sittings import ALL_SUBJECTS


def figure(traced: Traced, asked: Asked) -> Figure:
    """The figure asked for.

    Raises:
        KeyError: no such measure, or no such subject, school or colour in these results.
    """
    return _MAKERS[asked.measure](traced, asked)


def _marks(total: int | None) -> Decimal | None:
    return None if total is None else shown(total, 2)


def _area_mean(traced: Traced, asked: Asked) -> Figure:
    rows = traced.rows(asked.subject)
    limit = traced.limit(asked.subject)
    total = _total(rows)
    steps = (f"{total:,} ÷ {limit.n:,} = {limit.mean}",)
    return traced_figure(
        traced,
        asked,
        limit.mean,
        steps,
        ("มีคะแนน (คน)", "ผลรวมคะแนน", "คะแนนเฉลี่ย"),
        of_schools({c: (row.n, _marks(row.total), row.mean) for c, row in rows.items()}),
        total,
        limit.n,
        rows,
        "ไม่มีนักเรียนที่มีคะแนนในวิชานี้",
    )


def _total(rows: Mapping[str, SchoolRow]) -> Decimal:
    return shown(sum(row.total or 0 for row in rows.values()), 2)


def _area_overall(traced: Traced, asked: Asked) -> Figure:
    value, _ = area_overall(traced.results)
    limits = {code: row for code, row in traced.results.limits.items() if row.mean is not None}
    means = [row.mean for row in limits.values() if row.mean is not None]
    return traced_figure(
        traced,
        asked,
        value,
        _mean_steps(means, value),
        ("มีคะแนน (คน)", "คะแนนเฉลี่ย"),
        [FigureRow("", (row.n, row.mean), code) for code, row in limits.items()],
        sum(means, Decimal(0)),
        len(means) or None,
        missing_of=traced.rows(ALL_SUBJECTS),
        reason="ไม่มีนักเรียนที่มีคะแนน",
    )


def _mean_steps(means: Sequence[Decimal], value: Decimal | None) -> tuple[str, ...]:
    return (f"({' + '.join(map(str, means))}) ÷ {len(means)} = {value}",) if means else ()


def area_overall(results: Results) -> tuple[Decimal | None, list[tuple[int, int]]]:
    """The area's mean over its subjects (4 decimals) and each subject's sum and number."""
    sums: dict[str, list[int]] = {}
    for (_, subject), row in results.schools.items():
        if row.total is not None and row.n:
            into = sums.setdefault(subject, [0, 0])
            into[0] += row.total
            into[1] += row.n
    ratios = [(total, n) for total, n in sums.values()]
    return (shown(mean_of_ratios(ratios, 100), 4) if ratios else None), ratios


def _lower_limit(traced: Traced, asked: Asked) -> Figure:
    rows = traced.rows(asked.subject)
    limit = traced.limit(asked.subject)
    squares = shown(sum(row.squares or 0 for row in rows.values()), 4)
    steps = (
        f"n = {limit.n:,}   Σx = {_total(rows):,}   Σx² = {squares:,}",
        f"ค่าเฉลี่ย = {limit.mean}   SD = {limit.sd} (หารด้วย n − 1)",
        f"{limit.mean} − {traced.parameters.z} × {limit.sd} ÷ √{limit.n:,} = {limit.limit}",
    )
    return traced_figure(
        traced,
        asked,
        limit.limit,
        steps,
        ("มีคะแนน (คน)", "ผลรวมคะแนน", "ผลรวมคะแนนยกกำลังสอง"),
        of_schools({code: _sums(row) for code, row in rows.items()}),
        missing_of=rows,
        reason="ต้องมีนักเรียนที่มีคะแนนอย่างน้อย 2 คน",
    )


def _sums(row: SchoolRow) -> Values:
    squares = None if row.squares is None else shown(row.squares, 4)
    return row.n, _marks(row.total), squares


def _gap(traced: Traced, asked: Asked) -> Figure:
    overall = asked.subject == ALL_SUBJECTS
    base = (_area_overall if overall else _area_mean)(traced, asked)
    target = traced.parameters.target
    value = gap_to_target(None if base.value is None else Decimal(base.value), target)
    return traced_figure(
        traced,
        asked,
        value,
        (*base.steps, f"{base.value} − {target} = {value}"),
        base.columns,
        base.rows,
        missing_of=traced.rows(asked.subject),
        reason=base.reason,
    )


def gap_to_target(mean: Decimal | None, target: int) -> Decimal | None:
    """How far a mean lies above (+) or below (−) the target, in marks."""
    return None if mean is None else mean - target


def _school_mean(traced: Traced, asked: Asked) -> Figure:
    row = traced.rows(asked.subject)[asked.school]
    if by_subject(asked):
        return _school_overall(traced, asked, row)
    total = _marks(row.total)
    return traced_figure(
        traced,
        asked,
        row.mean,
        (f"{total:,} ÷ {row.n:,} = {row.mean}",),
        ("มีคะแนน (คน)", "ผลรวมคะแนน", "คะแนนเฉลี่ย", "ลำดับในเขต"),
        of_schools({asked.school: (row.n, total, row.mean, row.rank)}),
        total,
        row.n,
        {asked.school: row},
        "ไม่มีนักเรียนที่มีคะแนนในวิชานี้",
    )


def _school_overall(traced: Traced, asked: Asked, row: SchoolRow) -> Figure:
    found = [(code, r) for code, r in traced.subjects_of(asked.school) if r.mean is not None]
    means = [r.mean for _, r in found if r.mean is not None]
    return traced_figure(
        traced,
        replace(asked, measure="area-overall"),
        row.mean,
        _mean_steps(means, row.mean),
        ("มีคะแนน (คน)", "คะแนนเฉลี่ย"),
        [FigureRow(asked.school, (r.n, r.mean), code) for code, r in found],
        sum(means, Decimal(0)),
        len(means) or None,
        {asked.school: row},
        "ไม่มีนักเรียนที่มีคะแนน",
    )


def _colour_count(traced: Traced, asked: Asked) -> Figure:
    rows = traced.rows(asked.subject)
    coloured = {code: row for code, row in rows.items() if row.colour}
    chosen = {code: row for code, row in coloured.items() if row.colour == asked.colour}
    share = half_up(10_000 * len(chosen), len(coloured)) if coloured else 0
    steps = (f"{len(chosen):,} จาก {len(coloured):,} โรงเรียน = ร้อยละ {shown(share, 2)}",)
    return traced_figure(
        traced,
        asked,
        len(chosen),
        steps,
        (*counted(asked.subject), "ร้อยละไม่ผ่าน"),
        of_schools({c: (row.n, row.n_below, row.percent_below) for c, row in chosen.items()}),
        len(chosen),
        len(coloured),
        rows,
    )


_MAKERS: dict[str, Callable[[Traced, Asked], Figure]] = {
    "area-mean": _area_mean,
    "area-overall": _area_overall,
    "lower-limit": _lower_limit,
    "gap-to-target": _gap,
    "percent-below": percent_below,
    "school-mean": _school_mean,
    "colour-count": _colour_count,
}
