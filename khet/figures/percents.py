"""Figures of percents not above the limit: of a school or the area, of a subject or of all."""

from collections.abc import Mapping
from decimal import Decimal

from khet.figures.results import SchoolRow
from khet.figures.traced import Asked, Traced, counted, traced_figure
from khet.rules.figures import Figure, FigureRow
from khet.rules.rounding import half_up, mean_of_ratios, shown
from khet.rules.sittings import ALL_SUBJECTS


def percent_below(traced: Traced, asked: Asked) -> Figure:
    """The percent, pooled over all subjects or the mean of theirs, as the parameters say."""
    rows = traced.rows(asked.subject)
    if asked.school:
        rows = {asked.school: rows[asked.school]}
    if traced.overall(asked) == "mean":
        return _mean_percent(traced, asked, rows)
    n = sum(row.n for row in rows.values())
    below = sum(row.n_below or 0 for row in rows.values())
    known = n > 0 and any(row.n_below is not None for row in rows.values())
    value = shown(half_up(10_000 * below, n), 2) if known else None
    if asked.school:
        value = rows[asked.school].percent_below
    return traced_figure(
        traced,
        asked,
        value,
        (f"{below:,} × 100 ÷ {n:,} = {value}",),
        (*counted("" if by_subject(asked) else asked.subject), "ร้อยละไม่ผ่าน", "ขีดจำกัดล่าง"),
        _percent_rows(traced, asked, rows),
        below,
        n,
        rows,
        "ไม่มีนักเรียนที่มีคะแนน หรือวิชานี้ไม่มีขีดจำกัดล่าง",
    )


def _mean_percent(traced: Traced, asked: Asked, rows: Mapping[str, SchoolRow]) -> Figure:
    """A percent over all subjects as the mean of theirs, each unrounded."""
    parts: dict[str, list[int]] = {}
    for (school, subject), row in traced.results.schools.items():
        if school in rows and subject != ALL_SUBJECTS and row.n and row.n_below is not None:
            into = parts.setdefault(subject, [0, 0])
            into[0] += row.n_below
            into[1] += row.n
    ratios = [(below, n) for below, n in parts.values()]
    value = shown(mean_of_ratios(ratios, 10_000), 2) if ratios else None
    told = " + ".join(f"{below:,} × 100 ÷ {n:,}" for below, n in ratios)
    return traced_figure(
        traced,
        asked,
        value,
        (f"({told}) ÷ {len(ratios)} = {value}",),
        (*counted("" if by_subject(asked) else asked.subject), "ร้อยละไม่ผ่าน", "ขีดจำกัดล่าง"),
        _percent_rows(traced, asked, rows),
        missing_of=rows,
        reason="ไม่มีนักเรียนที่มีคะแนน หรือวิชานี้ไม่มีขีดจำกัดล่าง",
    )


def by_subject(asked: Asked) -> bool:
    """Whether the figure is of one school over all subjects, so that its rows are the subjects."""
    return bool(asked.school) and asked.subject == ALL_SUBJECTS


def _percent_rows(traced: Traced, asked: Asked, rows: Mapping[str, SchoolRow]) -> list[FigureRow]:
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
