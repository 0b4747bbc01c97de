"""Figures of several years together: a small school's percent not above the limit."""

from dataclasses import dataclass

from khet.figures.sums import rows_within, subjects_in, sums_of
from khet.figures.traced import Asked, Traced, counted, traced_figure
from khet.rules.figures import Figure, FigureRow
from khet.rules.limits import percent_below
from khet.rules.pooled import pooled_percent
from khet.rules.rounding import shown
from khet.rules.sittings import ALL_SUBJECTS

POOLED = "pooled-percent"
_UNKNOWN = "ไม่มีนักเรียนที่มีคะแนน หรือวิชานี้ไม่มีขีดจำกัดล่าง"


@dataclass(frozen=True)
class YearCount:
    """A year's pupils with a score, and how many of those ``judged`` are not above its limit.

    Over all subjects ``pupils`` are those of the subject that most sat, and the others count a
    pupil once a subject.
    """

    year: int
    pupils: int
    judged: int
    below: int


def pooled_years(traced: Traced, asked: Asked) -> list[YearCount]:
    """The years that are pooled, oldest first; one without a score of the schools isn't there."""
    found = [_count(one, asked) for one in (*traced.earlier(), traced)]
    return [count for count in found if count.judged]


def _count(traced: Traced, asked: Asked) -> YearCount:
    results, whole = traced.results, asked.subject == ALL_SUBJECTS
    subjects = subjects_in(results) if whole else [asked.subject]
    sums = [sums_of(rows_within(results, subject, asked.within)) for subject in subjects]
    return YearCount(
        traced.year,
        max((one.judged for one in sums), default=0),
        sum(one.judged for one in sums),
        sum(one.below for one in sums),
    )


def percent_of_years(traced: Traced, asked: Asked) -> Figure:
    """The percent of pupils not above the limit of their year, over up to three years."""
    traced.rows(asked)
    years = pooled_years(traced, asked)
    below, judged = (sum(getattr(c, name) for c in years) for name in ("below", "judged"))
    value = pooled_percent((count.below, count.judged) for count in years)
    told = ", ".join(str(count.year) for count in years)
    return traced_figure(
        traced,
        asked,
        value,
        (f"รวม {len(years)} ปี: {told}", f"{below:,} × 100 ÷ {judged:,} = {value}"),
        ("ปีการศึกษา", *counted(asked.subject), "ร้อยละไม่ผ่าน"),
        [_row(asked, count) for count in years],
        below if years else None,
        judged or None,
        traced.why_not(_UNKNOWN),
    )


def _row(asked: Asked, count: YearCount) -> FigureRow:
    percent = shown(percent_below(count.below, count.judged), 2)
    return FigureRow(asked.school, (str(count.year), count.judged, count.below, percent))
