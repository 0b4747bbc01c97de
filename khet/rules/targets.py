"""Targets of schools: what a mean that is reached would do to the colours and to the area's mean.

Source: ours; no document says how an office foresees it. The assumption is the plainest one, and
is said wherever its numbers stand: every pupil gains alike, and the lower limit stays as it is.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from khet.rules.rounding import half_up
from khet.rules.scores import FULL_MARKS
from khet.rules.thai import arabic_digits

_FULL = 100 * FULL_MARKS
_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?")
_PLACES = 2


class WrongTarget(StrEnum):
    """Why what was typed is no target."""

    NO_NUMBER = "no-number"
    ABOVE = "above"
    DECIMALS = "decimals"


class TargetError(ValueError):
    """What was typed is no target; ``why`` says what is wrong with it."""

    def __init__(self, why: WrongTarget) -> None:
        super().__init__(why)
        self.why = why


def parse_target(text: str) -> Decimal | None:
    """A target as typed, in marks with 2 decimals, in Thai digits or others; empty is none.

    Raises:
        TargetError: not a number from 0 to 100 with at most 2 decimals.

    >>> parse_target("๕๒.๕"), parse_target(" ")
    (Decimal('52.50'), None)
    """
    plain = arabic_digits(text.strip())
    if not plain:
        return None
    if not _NUMBER.fullmatch(plain):
        raise TargetError(WrongTarget.NO_NUMBER)
    if len(plain.partition(".")[2]) > _PLACES:
        raise TargetError(WrongTarget.DECIMALS)
    if Decimal(plain) > FULL_MARKS:
        raise TargetError(WrongTarget.ABOVE)
    return Decimal(plain).quantize(Decimal("0.01"))


def leads_up(target: Decimal, mean: Decimal | None) -> bool:
    """Whether a target lies above the present mean; above none that isn't known, every one does.

    >>> leads_up(Decimal("40.00"), Decimal("40.0000"))
    False
    >>> leads_up(Decimal("40.01"), Decimal("40.0000"))
    True
    """
    return mean is None or target > mean


def below_if_reached(scores: Sequence[int], target: int, limit: int) -> int:
    """How many pupils are not above the limit when their mean is the target.

    Every score moves by the target less the exact mean and stays within 0–100; the limit stays.
    A score that stops at 0 or 100 is on the same side of any limit from 0 to below 100, so that
    stopping changes no count there; the mean counts as the target, whatever was stopped.

    Args:
        scores: of a school's pupils in a subject, lowest first, in hundredths; at least one.
        target, limit: in hundredths.

    >>> below_if_reached([4000, 5000, 6000], 5500, 5000)
    1
    """
    n = len(scores)
    if not 0 <= limit < _FULL:
        return 0 if limit < 0 else n
    return bisect_right(scores, (n * (limit - target) + sum(scores)) // n)


@dataclass(frozen=True)
class Aim:
    """A school's pupils with a score, the sum of their scores, and its target, in hundredths.

    Without a target nothing is foreseen: the school counts as it is.
    """

    n: int
    total: int | Decimal
    target: int | None


def lift(aim: Aim, n: int) -> int:
    """What a school's reached target adds to the mean of ``n`` pupils, in ten-thousandths.

    >>> lift(Aim(10, 40_000, 5_000), 100)
    10000
    """
    return 0 if aim.target is None else half_up(*(100 * _more(aim) / n).as_integer_ratio())


def mean_if_reached(aims: Iterable[Aim]) -> int | None:
    """The mean over all pupils when every target is reached, in ten-thousandths, half up.

    ``None`` without a pupil.

    >>> mean_if_reached([Aim(10, 40_000, 5_000), Aim(30, 120_000, None)])
    425000
    """
    known = list(aims)
    n = sum(aim.n for aim in known)
    if not n:
        return None
    total = sum((Fraction(aim.total) + _more(aim) for aim in known), Fraction())
    return half_up(*(100 * total / n).as_integer_ratio())


def _more(aim: Aim) -> Fraction:
    """What the school's pupils gain together, in hundredths."""
    return Fraction() if aim.target is None else aim.n * aim.target - Fraction(aim.total)
