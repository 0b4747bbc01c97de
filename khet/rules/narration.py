"""What a few values say in a sentence: which way a mean went, beside what it stands, how many rose.

Every number of a told sentence is computed here and none is typed. The words belong to the pages;
a ``Statement`` names what is to be said and holds the numbers. Where a value is not known nothing
is said. Source: the office's documents narrate gains that their own tables contradict.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.gains import gain
from khet.rules.rounding import half_up_decimal

HIGHER, LOWER, SAME = "higher", "lower", "same"
ABOVE, BELOW, EQUAL = "above", "below", "equal"
REACHED, SHORT = "reached", "short"


@dataclass(frozen=True)
class Statement:
    """What is to be said, and by how many marks (2 decimals, never negative)."""

    key: str
    by: Decimal


def change(now: Decimal | None, before: Decimal | None) -> Statement | None:
    """Whether a mean is higher or lower than the one before, and by how much.

    English M3 25.77, then 27.96; mathematics of NT 36.24, then 36.96:

    >>> change(Decimal("27.96"), Decimal("25.77"))
    Statement(key='higher', by=Decimal('2.19'))
    >>> change(Decimal("36.24"), Decimal("36.96"))
    Statement(key='lower', by=Decimal('0.72'))
    >>> change(Decimal("36.24"), None) is None
    True
    """
    return _told(gain(now, before), HIGHER, LOWER, SAME)


def beside(mean: Decimal | None, reference: Decimal | None) -> Statement | None:
    """Whether a mean is above or below another's, as printed.

    >>> beside(Decimal("46.96"), Decimal("45.02"))
    Statement(key='above', by=Decimal('1.94'))
    """
    return _told(gain(mean, reference), ABOVE, BELOW, EQUAL)


def on_target(mean: Decimal | None, target: int) -> Statement | None:
    """Whether a mean reaches the target, and how much it is short of or above it.

    The mean itself decides, not the printed one: 49.9999 prints as 50.00 and doesn't reach 50.

    >>> on_target(Decimal("46.96"), 50)
    Statement(key='short', by=Decimal('3.04'))
    >>> on_target(Decimal("50.00"), 50)
    Statement(key='reached', by=Decimal('0.00'))
    """
    if mean is None:
        return None
    by = abs(half_up_decimal(mean, 2) - target)
    return Statement(SHORT if mean < target else REACHED, by)


def risen(pairs: Sequence[tuple[Decimal | None, Decimal | None]]) -> tuple[int, int]:
    """How many means rose, of how many that are known now and before.

    NT of 2556 beside the year before:

    >>> now, before = ("53.15", "36.96", "48.00"), ("42.44", "36.24", "47.61")
    >>> risen([(Decimal(a), Decimal(b)) for a, b in zip(now, before)])
    (3, 3)
    >>> risen([(Decimal(40), None)])
    (0, 0)
    """
    known = [told for now, before in pairs if (told := change(now, before))]
    return sum(told.key == HIGHER for told in known), len(known)


def _told(by: Decimal | None, more: str, less: str, same: str) -> Statement | None:
    if by is None:
        return None
    return Statement(same if by == 0 else more if by > 0 else less, abs(by))
