"""What engines count over scores: numbers of pupils, sums of scores and of their squares.

Every expression takes a table of schema ``SCORES`` (a score is whole hundredths) and yields
integers; what follows from them is a rule.
"""

from ibis import ir

SITTING = ("academic_year", "test", "round", "grade")
SCHOOL_SUBJECT = (*SITTING, "area", "school", "subject")
PUPIL = (*SITTING, "area", "school", "pupil")


def sums_by_school(scores: ir.Table) -> ir.Table:
    """A row for each school and subject: ``n`` scored, ``total`` and ``squares`` of the scores.

    ``blank``, ``absent`` and ``exempt`` count the pupils without a score, by reason.
    """
    score = scores.score.cast("int64")
    return scores.group_by(SCHOOL_SUBJECT).aggregate(
        n=score.count(),
        total=score.sum().fill_null(0).cast("int64"),
        squares=(score * score).sum().fill_null(0).cast("int64"),
        blank=(scores.no_score == "blank").sum().fill_null(0).cast("int64"),
        absent=(scores.no_score == "absent").sum().fill_null(0).cast("int64"),
        exempt=(scores.no_score == "exempt").sum().fill_null(0).cast("int64"),
    )


def below_by_school(scores: ir.Table, limits: ir.Table, base: tuple[str, ...]) -> ir.Table:
    """A row for each school and subject with pupils at or below the limit: ``n_below`` of them.

    ``limits`` has the columns of ``base`` and ``limit`` in hundredths.
    """
    judged = scores.inner_join(limits, list(base))
    below = judged.filter(judged["score"] <= judged["limit"])
    return below.group_by(SCHOOL_SUBJECT).aggregate(n_below=below.count())


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
