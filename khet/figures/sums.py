"""What schools come to together: the area, a network, a district, or any choice of schools.

Sums of whole numbers, then one rounding, so that a choice of all schools comes to the area's own
numbers to the last digit.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from khet.figures.results import Results, SchoolRow
from khet.rules.limits import lower_limit, percent_below
from khet.rules.rounding import half_up, shown
from khet.rules.sittings import ALL_SUBJECTS

Rows = Mapping[str, SchoolRow]


@dataclass(frozen=True)
class Sums:
    """Pupils with a score, the sum of their scores and of the squares, in hundredths.

    ``below`` is how many of ``judged`` pupils are not above the limit; both are 0 where there is
    no limit. ``squares`` is not known where only schools' means are.
    """

    n: int
    total: int | Decimal
    squares: int | None
    judged: int
    below: int


def rows_within(results: Results, subject: str, schools: Collection[str] | None) -> Rows:
    """The rows of a subject or ``ALL``, by school; of those schools only, or of every one."""
    rows = results.of_subject(subject)
    return rows if schools is None else {code: rows[code] for code in rows if code in schools}


def sums_of(rows: Rows) -> Sums:
    """The rows of one subject together."""
    of = [row for row in rows.values() if row.n and row.total is not None]
    judged = [row for row in rows.values() if row.n_below is not None]
    squares = [row.squares for row in of if row.squares is not None]
    return Sums(
        sum(row.n or 0 for row in of),
        sum(row.total or 0 for row in of),
        sum(squares) if len(squares) == len(of) else None,
        sum(row.n or 0 for row in judged),
        sum(row.n_below or 0 for row in judged),
    )


def mean(sums: Sums) -> Decimal | None:
    """The mean over pupils, 4 decimals; ``None`` without a score."""
    return _rounded([Fraction(sums.total) / sums.n]) if sums.n else None


def sd(sums: Sums) -> Decimal | None:
    """The standard deviation (n − 1), 4 decimals; ``None`` below two pupils or without squares."""
    if sums.squares is None or not isinstance(sums.total, int):
        return None
    return lower_limit(sums.n, sums.total, sums.squares).sd


def percent(sums: Sums) -> Decimal | None:
    """The percent of pupils not above the limit, 2 decimals; ``None`` where nobody was judged."""
    return shown(percent_below(sums.below, sums.judged), 2) if sums.judged else None


def mean_of_schools(rows: Rows) -> Decimal | None:
    """The plain mean of the schools' exact means, 4 decimals; ``None`` where none has one."""
    return _rounded(list(school_means(rows).values()))


def school_means(rows: Rows) -> dict[str, Fraction]:
    """Each school's exact mean in hundredths, where it has one."""
    of = ((code, row) for code, row in rows.items() if row.n and row.total is not None)
    return {code: Fraction(row.total or 0) / (row.n or 1) for code, row in of}


def overall_mean(results: Results, schools: Collection[str] | None) -> Decimal | None:
    """The plain mean of the subjects' means over pupils, 4 decimals."""
    return _rounded(list(subject_means(results, schools).values()))


def subject_means(results: Results, schools: Collection[str] | None) -> dict[str, Fraction]:
    """Each subject's exact mean over pupils in hundredths, where there is one."""
    sums = {code: sums_of(rows_within(results, code, schools)) for code in subjects_in(results)}
    return {code: Fraction(found.total) / found.n for code, found in sums.items() if found.n}


def mean_for(results: Results, subject: str, schools: Collection[str] | None) -> Decimal | None:
    """The mean over pupils of a subject, or over all subjects for ``ALL``."""
    if subject == ALL_SUBJECTS:
        return overall_mean(results, schools)
    return mean(sums_of(rows_within(results, subject, schools)))


def mean_of_schools_for(
    results: Results, subject: str, schools: Collection[str] | None
) -> Decimal | None:
    """The mean over schools of a subject; for ``ALL`` the plain mean of the subjects'."""
    if subject != ALL_SUBJECTS:
        return mean_of_schools(rows_within(results, subject, schools))
    of_subjects = (rows_within(results, code, schools) for code in subjects_in(results))
    known = [list(means.values()) for rows in of_subjects if (means := school_means(rows))]
    return _rounded([sum(means, Fraction()) / len(means) for means in known])


def subjects_in(results: Results) -> list[str]:
    """The subjects of the results, without ``ALL``."""
    return [code for code in results.by_subject if code != ALL_SUBJECTS]


def _rounded(hundredths: Sequence[Fraction]) -> Decimal | None:
    """The mean of exact hundredths as marks with 4 decimals, rounded once."""
    if not hundredths:
        return None
    exact = 100 * sum(hundredths, Fraction()) / len(hundredths)
    return shown(half_up(*exact.as_integer_ratio()), 4)
