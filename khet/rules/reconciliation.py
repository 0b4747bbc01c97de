"""Does a table of school means agree with the area's own row, and if not, which column is which?

Means are in marks, exactly as printed. Source: the area's mean is the mean over pupils, so the
means of the schools, each weighted by its examinees, must give it back.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

TOLERANCE = Fraction(1, 100)


def weighted_mean(
    means: Sequence[Decimal | None], weights: Sequence[int | None]
) -> Fraction | None:
    """The exact mean over pupils of the schools' means; schools without a mean don't count.

    ``None`` where no school has both a mean and examinees.

    >>> weighted_mean([Decimal("50"), Decimal("60.5"), None], [1, 3, 5])
    Fraction(463, 8)
    """
    pairs = [(Fraction(m), w) for m, w in zip(means, weights, strict=True) if m is not None and w]
    pupils = sum(w for _, w in pairs)
    return sum((m * w for m, w in pairs), Fraction(0)) / pupils if pupils else None


def agrees(found: Fraction, stated: Decimal) -> bool:
    """Whether two means differ by no more than 0.01, compared unrounded."""
    return abs(found - Fraction(stated)) <= TOLERANCE


def average_agrees(means: Sequence[Decimal], printed: Decimal) -> bool:
    """Whether a printed average is within 0.01 of the plain mean of its subjects' means.

    >>> means = [Decimal("50.00"), Decimal("50.01")]
    >>> average_agrees(means, Decimal("50.015")), average_agrees(means, Decimal("50.016"))
    (True, False)
    """
    return agrees(sum(map(Fraction, means), Fraction(0)) / len(means), printed)


def suggested_columns(
    weighted: Mapping[str, Fraction | None], stated: Mapping[str, Decimal | None]
) -> list[str] | None:
    """Left to right, the subject that each column of the school rows really holds.

    Args:
        weighted: the weighted mean of each column, under the subject that heads it.
        stated: the area row's mean of each subject.

    Returns:
        ``None`` unless the columns as they stand don't reconcile and exactly one other order does.
    """
    heads = list(weighted)
    choices = [[s for s in heads if _fits(weighted[head], stated[s])] for head in heads]
    if all(head in fitting for head, fitting in zip(heads, choices, strict=True)):
        return None
    orders = _orders(choices, ())
    only = next(orders, None)
    return None if only is None or next(orders, None) is not None else list(only)


def _fits(found: Fraction | None, stated: Decimal | None) -> bool:
    return found is not None and stated is not None and agrees(found, stated)


def _orders(choices: list[list[str]], taken: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every way to give each column one of its choices, none twice."""
    if len(taken) == len(choices):
        yield taken
        return
    for subject in choices[len(taken)]:
        if subject not in taken:
            yield from _orders(choices, (*taken, subject))
