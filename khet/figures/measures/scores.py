"""What engines count over scores: numbers of pupils, sums of scores and of their squares.

Every expression takes a table of schema ``SCORES`` (a score is whole hundredths) and yields
integers; what follows from them is a rule.
"""

from collections.abc import Mapping

import ibis
from ibis import ir

from khet.rules.scores import NoScore

SITTING = ("academic_year", "test", "round", "grade")
SCHOOL_SUBJECT = (*SITTING, "area", "school", "subject")
PUPIL = (*SITTING, "area", "school", "pupil")
BINS, WIDTH = 10, 1000


def sums_by_base(scores: ir.Table, base: tuple[str, ...], same: Mapping[str, str]) -> ir.Table:
    """A row for each sitting, base and subject: ``n`` scored, ``total`` and ``squares``.

    ``base`` is what ``base_keys`` gives. ``same`` holds columns that have one value in all of
    ``scores``: they needn't be compared row by row.
    """
    keys = _compared(base, same)
    sums = scores.group_by(keys).aggregate(**_sums(scores))
    told = {key: ibis.literal(same[key]) for key in base if key not in keys}
    return sums.mutate(**{key: value.cast(scores[key].type()) for key, value in told.items()})


def counts_by_school(
    scores: ir.Table, limits: ir.Table, base: tuple[str, ...], same: Mapping[str, str]
) -> ir.Table:
    """A row for each school and row of limits: its sums, and ``n_below`` at or below the limit.

    ``limits`` has the columns of ``base``, the row's ``number`` and ``limit`` in hundredths, null
    where not known, and a row for everything in ``scores``. A school is told by its code and what
    else the base leaves open. ``blank``, ``absent`` and ``exempt`` count the pupils without a
    score, by reason. ``same`` is as for ``sums_by_base``.
    """
    judged = scores.inner_join(limits, _compared(base, same))
    place = [key for key in SCHOOL_SUBJECT if key not in base]
    return judged.group_by([*place, "number"]).aggregate(
        **_sums(judged),
        **{why.value: (judged["no_score"] == why.value).sum().fill_null(0) for why in NoScore},
        n_below=(judged["score"] <= judged["limit"]).sum().fill_null(0),
    )


def _compared(base: tuple[str, ...], same: Mapping[str, str]) -> list[str]:
    """The keys that rows may differ in; the subject stands for all where they don't."""
    return [key for key in base if key == "subject" or key not in same]


def _sums(scores: ir.Table) -> dict[str, ir.IntegerScalar]:
    score = scores["score"].cast("int64")
    return {
        "n": score.count(),
        "total": score.sum().fill_null(0).cast("int64"),
        "squares": (score * score).sum().fill_null(0).cast("int64"),
    }


def sums_by_pupil(scores: ir.Table) -> ir.Table:
    """A row for each pupil: number of subjects with a score ``n`` and their ``total``."""
    score = scores.score.cast("int64")
    return scores.group_by(PUPIL).aggregate(
        n=score.count(), total=score.sum().fill_null(0).cast("int64")
    )


def base_keys(base: str) -> tuple[str, ...]:
    """The columns that a limit is common to: with ``area`` or, for the nation, without."""
    area = {"area": ("area",), "nation": ()}[base]
    return (*SITTING, *area, "subject")


def spread_by_school(scores: ir.Table) -> ir.Table:
    """A row for each school and subject: ``lowest`` and ``highest`` in hundredths, and counts.

    ``from_0``, ``from_10`` … ``from_90`` count the scores of each ten marks; 100 is in the last.
    """
    ten = (scores["score"] // WIDTH).clip(upper=BINS - 1)
    return scores.group_by(["school", "subject"]).aggregate(
        lowest=scores["score"].min().cast("int64"),
        highest=scores["score"].max().cast("int64"),
        **{f"from_{10 * place}": (ten == place).sum().fill_null(0) for place in range(BINS)},
    )
