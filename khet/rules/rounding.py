"""The one way to round: exact integers in, half up out.

Scores are whole hundredths, so every sum is an exact integer and every printed figure is one
rounding of an exact ratio.
"""

from collections.abc import Iterable
from decimal import Decimal
from math import lcm
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Whole = TypeVar("Whole", int, NDArray[np.int64])


def half_up(numerator: Whole, denominator: Whole) -> Whole:
    """The whole number nearest to ``numerator / denominator``, halves away from zero.

    Works on plain integers and on arrays of them; the denominator is positive.

    >>> half_up(139990, 2), half_up(5, 2), half_up(-5, 2), half_up(1, 3)
    (69995, 3, -3, 0)
    """
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size * ((numerator >= 0) * 2 - 1)


def half_up_decimal(value: Decimal, places: int) -> Decimal:
    """A decimal rounded half up to that many places.

    >>> half_up_decimal(Decimal("69.995"), 2)
    Decimal('70.00')
    """
    return shown(half_up(*(value.scaleb(places)).as_integer_ratio()), places)


def mean_of_ratios(ratios: Iterable[tuple[int, int]], scale: int) -> int:
    """``scale`` × the plain mean of the ratios, rounded once, half up.

    >>> mean_of_ratios([(1, 3), (2, 3)], 100)
    50
    """
    pairs = list(ratios)
    common = lcm(*(denominator for _, denominator in pairs))
    total = sum(numerator * (common // denominator) for numerator, denominator in pairs)
    return half_up(scale * total, common * len(pairs))


def shown(whole: int, places: int) -> Decimal:
    """A number held as a whole count of its last place: ``shown(4961, 2)`` → ``49.61``."""
    return Decimal(whole).scaleb(-places)
