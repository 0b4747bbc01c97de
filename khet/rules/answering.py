"""What a school writes as the target of a subject, and whether it leads upwards.

Source: the office asks for a mean of 0–100 marks, as printed results have it with at most 2
decimals.
"""

import re
from decimal import Decimal

from khet.rules.scores import FULL_MARKS
from khet.rules.thai import arabic_digits

NUMBER, RANGE, DECIMALS = "number", "range", "decimals"
_NUMBER = re.compile(r"[-−]?[0-9]+(\.[0-9]+)?")
_PLACES = 2


class TargetError(ValueError):
    """A target that can't be kept: ``fault`` is ``NUMBER``, ``RANGE`` or ``DECIMALS``."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def parse_target(text: str) -> Decimal:
    """A target as typed, in Thai or Arabic digits: marks of 0–100 with at most 2 decimals.

    Raises:
        TargetError: it is none; says why.

    >>> parse_target("๔๕.๕")
    Decimal('45.5')
    """
    plain = arabic_digits(text.strip())
    if not _NUMBER.fullmatch(plain):
        raise TargetError(NUMBER)
    value = Decimal(plain.replace("−", "-"))
    if not 0 <= value <= FULL_MARKS:
        raise TargetError(RANGE)
    if len(plain.partition(".")[2]) > _PLACES:
        raise TargetError(DECIMALS)
    return value


def leads_up(target: Decimal, mean: Decimal | None) -> bool:
    """Whether a target lies above the present mean; above none that isn't known, every one does.

    >>> leads_up(Decimal("40.00"), Decimal("40.0000"))
    False
    >>> leads_up(Decimal("40.01"), Decimal("40.0000"))
    True
    """
    return mean is None or target > mean
