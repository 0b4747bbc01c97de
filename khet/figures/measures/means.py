"""Figures of means: of a subject or all, over pupils or schools, and what they differ by."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from khet.figures.results import SchoolRow
from khet.figures.sums import mean_for, mean_of_schools_for, school_means, subject_means, sums_of
from khet.figures.traced import NO_SCORES, SCORED, Asked, Traced, marks, of_schools, traced_figure
from khet.rules.figures import Figure, FigureRow
from khet.rules.gains import gain
from khet.rules.rounding import half_up, shown
from khet.rules.sittings import ALL_SUBJECTS

MEAN = "คะแนนเฉลี่ย"
_NO_YEAR = "ไม่มีผลของปีก่อนที่เทียบกันได้"


def mean(traced: Traced, asked: Asked) -> Figure:
    """The mean over pupils; over all subjects the plain mean of the subjects' means."""
    if asked.subject == ALL_SUBJECTS:
        return _overall(traced, asked)
    rows = traced.rows(asked)
    sums = sums_of(rows)
    value, total = mean_for(traced.results, asked.subject, asked.within), marks(sums.total)
    return traced_figure(
        traced,
        asked,
        value,
        (f"{total:,} ÷ {sums.n:,} = {value}",),
        (SCORED, "ผลรวมคะแนน", MEAN),
        of_schools({c: (row.n, marks(row.total), row.mean) for c, row in rows.items()}),
        total,
        sums.n or None,
    )


def _overall(traced: Traced, asked: Asked) -> Figure:
    value = mean_for(traced.results, ALL_SUBJECTS, asked.within)
    means = _printed(subject_means(traced.results, asked.within))
    rows = [
        FigureRow(asked.school, (_scored(traced, asked, code), mean), code)
        for code, mean in means.items()
    ]
    return traced_figure(
        traced,
        asked,
        value,
        mean_steps(list(means.values()), value),
        (SCORED, MEAN),
        rows,
        sum(means.values(), Decimal(0)),
        len(means) or None,
    )


def _printed(means: Mapping[str, Fraction]) -> dict[str, Decimal]:
    return {code: shown(half_up(*(100 * m).as_integer_ratio()), 4) for code, m in means.items()}


def _scored(traced: Traced, asked: Asked, subject: str) -> int:
    return sums_of(traced.rows(replace(asked, subject=subject, school="", schools=asked.within))).n


def mean_steps(means: list[Decimal], value: Decimal | None) -> tuple[str, ...]:
    """The plain mean of some means, with its numbers."""
    return (f"({' + '.join(map(str, means))}) ÷ {len(means)} = {value}",) if means else ()


def mean_of_schools(traced: Traced, asked: Asked) -> Figure:
    """The mean over schools, each of the same weight."""
    rows = traced.rows(asked)
    value = mean_of_schools_for(traced.results, asked.subject, asked.within)
    if asked.subject == ALL_SUBJECTS:
        return _overall_of_schools(traced, asked, value)
    means = _printed(school_means(rows))
    total = sum(means.values(), Decimal(0))
    return traced_figure(
        traced,
        asked,
        value,
        (f"{total:,} ÷ {len(means):,} = {value}",),
        (SCORED, MEAN),
        of_schools({code: (rows[code].n, mean) for code, mean in means.items()}),
        total,
        len(means) or None,
    )


def _overall_of_schools(traced: Traced, asked: Asked, value: Decimal | None) -> Figure:
    subjects = [code for code in traced.results.by_subject if code != ALL_SUBJECTS]
    found = {code: mean_of_schools_for(traced.results, code, asked.within) for code in subjects}
    means = {code: mean for code, mean in found.items() if mean is not None}
    return traced_figure(
        traced,
        asked,
        value,
        mean_steps(list(means.values()), value),
        (MEAN,),
        [FigureRow("", (mean,), code) for code, mean in means.items()],
        sum(means.values(), Decimal(0)),
        len(means) or None,
    )


def gap(traced: Traced, asked: Asked) -> Figure:
    """The mean less the target."""
    base, target = mean(traced, asked), traced.parameters.target
    value = gap_to_target(None if base.value is None else Decimal(base.value), target)
    steps = (*base.steps, f"{base.value} − {target} = {value}")
    return traced_figure(traced, asked, value, steps, base.columns, base.rows)


def gap_to_target(mean: Decimal | None, target: int) -> Decimal | None:
    """A mean less the target; not known where the mean isn't."""
    return None if mean is None else mean - target


def gap_to_area(traced: Traced, asked: Asked) -> Figure:
    """The mean less the whole area's, as printed."""
    own = mean_for(traced.results, asked.subject, asked.within)
    area = mean_for(traced.results, asked.subject, None)
    value = gain(own, area)
    step = f"{_two(own)} − {_two(area)} = {value}" if value is not None else ""
    rows = {c: (row.n, row.mean, gain(row.mean, area)) for c, row in traced.rows(asked).items()}
    columns = (SCORED, MEAN, "ต่างจากเขต")
    return traced_figure(traced, asked, value, (step,), columns, of_schools(rows))


def yearly_gain(traced: Traced, asked: Asked) -> Figure:
    """The mean less that of the year before, as printed; its rows are the schools' own."""
    before = traced.before
    now_of = _means_of(traced, asked, traced.rows(asked))
    then_of = _means_of(before, asked, now_of) if before else {}
    now = mean_for(traced.results, asked.subject, asked.within)
    then = mean_for(before.results, asked.subject, asked.within) if before else None
    value = gain(now, then)
    step = f"{_two(now)} − {_two(then)} = {value}" if value is not None else ""
    return traced_figure(
        traced,
        asked,
        value,
        (step,),
        ("ปีนี้", "ปีก่อน", "เปลี่ยน"),
        of_schools({c: (m, then_of.get(c), gain(m, then_of.get(c))) for c, m in now_of.items()}),
        reason=NO_SCORES if now is None else _NO_YEAR,
    )


def _means_of(
    traced: Traced, asked: Asked, schools: Mapping[str, object]
) -> dict[str, Decimal | None]:
    rows: Mapping[str, SchoolRow] = traced.results.of_subject(asked.subject)
    return {code: rows[code].mean if code in rows else None for code in schools}


def _two(mean: Decimal | None) -> Decimal | None:
    return None if mean is None else shown(half_up(*(mean * 100).as_integer_ratio()), 2)
