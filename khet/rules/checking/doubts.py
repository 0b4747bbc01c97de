"""Findings that are doubtful by how far off their figure is.

Who mistypes, swaps, leaves out or keeps last year's figure prints one that is near what was meant,
or a ratio upside down. One of quite another size is more often something else that stands there: the number of a page, or
of another thing. Such a finding is marked ``look``.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from khet.rules.checking.finding import Finding, Kind, Sure, number_of
from khet.rules.checking.quantities import told

_TIMES, _ROUND = 3, Decimal("0.05")
_AMOUNTS = {Kind.TOTAL, Kind.DIFFERENCE, Kind.AVERAGE, Kind.COUNT, Kind.PERCENT, Kind.REPEAT}


def with_doubts(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, with ``look`` for what is no slip by its size.

    >>> def one(printed): return Finding(1, "", Kind.TOTAL, printed, "376,150", Sure.CERTAIN, "")
    >>> [found.sure.value for found in with_doubts([one("2"), one("376,510"), one("37,150")])]
    ['look', 'certain', 'certain']
    """
    return [replace(one, sure=Sure.LOOK) if _is_far(one) else one for one in findings]


def _is_far(finding: Finding) -> bool:
    printed, expected = number_of(finding.printed), number_of(finding.expected)
    if finding.kind not in _AMOUNTS or printed is None or expected is None:
        return False
    small, large = sorted((abs(printed), abs(expected)))
    turned = abs(small * large - 1) < _ROUND
    return small * _TIMES < large and not turned and not _is_one_digit_short(printed, expected)


def _is_one_digit_short(one: Decimal, two: Decimal) -> bool:
    """Whether one number is the other with a digit left out."""
    short, long = sorted((_digits(one), _digits(two)), key=len)
    return any(short == long[:n] + long[n + 1 :] for n in range(len(long)))


def _digits(number: Decimal) -> str:
    return told(abs(number)).replace(",", "").replace(".", "")
