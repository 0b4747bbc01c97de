"""Figures of percents not above the limit: of a school, place or area, of a subject or all."""

from collections.abc import Mapping
from decimal import Decimal

from khet.figures.results import SchoolRow
from khet.figures.sums import Sums, percent, subjects_in, sums_of
from khet.figures.traced import Asked, Traced, counted, traced_figure
from khet.rules.figures import Figure, FigureRow
from khet.rules.rounding import mean_of_ratios, shown
from khet.rules.sittings import ALL_SUBJECTS

_UNKNOWN = "ไม่มีนักเรียนที่มีคะแนน หรือวิชานี้ไม่มีขีดจำกัดล่าง"


def percent_below(traced: Traced, asked: Asked) -> Figure:
    """The percent, pooled over all subjects or the mean of theirs, as the parameters say."""
    rows = traced.rows(asked)
    value, sums = percent_for(traced, asked), sums_of(rows)
    whole = traced.overall(asked) != "mean" and sums.judged > 0
    return traced_figure(
        traced,
        asked,
        value,
        _steps(traced, asked, sums if whole else None, value),
        (*counted("" if by_subject(asked) else asked.subject), "ร้อยละไม่ผ่าน", "ขีดจำกัดล่าง"),
        _rows(traced, asked, rows),
        sums.below if whole else None,
        sums.judged if whole else None,
        traced.why_not(_UNKNOWN),
    )


def _steps(
    traced: Traced, asked: Asked, sums: Sums | None, value: Decimal | None
) -> tuple[str, ...]:
    """How the percent came about: of all pupils, or as the mean of subjects, or as published."""
    told = traced.parameters.told_percents().get((asked.school, asked.subject))
    if told and not traced.results.of_pupils:
        return (f"ร้อยละที่เผยแพร่ {value}: {told.source}",)
    if sums:
        return (f"{sums.below:,} × 100 ÷ {sums.judged:,} = {value}",)
    return () if value is None else _mean_steps(traced, asked, value)


def percent_for(traced: Traced, asked: Asked) -> Decimal | None:
    """The value alone."""
    rows = traced.rows(asked)
    if asked.school:
        return rows[asked.school].percent_below
    if traced.overall(asked) != "mean":
        return percent(sums_of(rows))
    ratios = _ratios(traced, asked)
    return shown(mean_of_ratios(ratios, 10_000), 2) if ratios else None


def _ratios(traced: Traced, asked: Asked) -> list[tuple[int, int]]:
    """Of each subject the pupils not above the limit, and those judged."""
    within = traced.rows(asked)
    found = []
    for subject in subjects_in(traced.results):
        of_subject = traced.results.of_subject(subject)
        sums = sums_of({code: row for code, row in of_subject.items() if code in within})
        if sums.judged:
            found.append((sums.below, sums.judged))
    return found


def _mean_steps(traced: Traced, asked: Asked, value: Decimal) -> tuple[str, ...]:
    ratios = _ratios(traced, asked)
    told = " + ".join(f"{below:,} × 100 ÷ {n:,}" for below, n in ratios)
    return (f"({told}) ÷ {len(ratios)} = {value}",)


def by_subject(asked: Asked) -> bool:
    """Whether the figure is of one school over all subjects, so that its rows are the subjects."""
    return bool(asked.school) and asked.subject == ALL_SUBJECTS


def _rows(traced: Traced, asked: Asked, rows: Mapping[str, SchoolRow]) -> list[FigureRow]:
    if by_subject(asked):
        found = [(asked.school, code, row) for code, row in traced.subjects_of(asked.school)]
    else:
        found = [(school, "", row) for school, row in rows.items()]
    return [
        FigureRow(
            school,
            (row.n, row.n_below, row.percent_below, _limit_of(traced, subject or asked.subject)),
            subject,
        )
        for school, subject, row in found
    ]


def _limit_of(traced: Traced, subject: str) -> Decimal | None:
    return None if subject == ALL_SUBJECTS else traced.limit(subject).limit
