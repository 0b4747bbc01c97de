"""Numbers of a register that was kept elsewhere: as people write them, and which are missing.

Source: the correspondence rules 2526: numbers run without a gap through a calendar year. An old
register may lack some; they are kept as cancelled, so that the series has no gap.
"""

import re
from collections.abc import Collection
from itertools import pairwise

from khet.rules.thai import arabic_digits

MOST_MISSING = 1_000
"""More missing numbers in a row are taken for a slip of the pen."""
_NUMBER = re.compile(r"(?:ว ?\.? ?)?0*([0-9]{1,5})(?: ?/ ?(2[45][0-9]{2}))?")


def number_and_year(text: str) -> tuple[int, int | None]:
    """A number in a register with its year (BE) where it is written beside it.

    Raises:
        ValueError: it is no number from 1 to 99,999.

    >>> number_and_year("๐๑๒/๒๕๖๙"), number_and_year("ว 7")
    ((12, 2569), (7, None))
    """
    found = _NUMBER.fullmatch(arabic_digits(text).strip())
    if found is None or not int(found[1]):
        raise ValueError(text)
    return int(found[1]), int(found[2]) if found[2] else None


def missing(given: Collection[int], taken: Collection[int]) -> list[tuple[int, int]]:
    """The numbers that a register lacks, as spans (first, last) in their order.

    What is missing lies between the lowest and the highest number given, or between the highest
    one taken before and the lowest given. Numbers below both were kept elsewhere.

    >>> missing([3, 4, 8], [1])
    [(2, 2), (5, 7)]
    >>> missing([3, 4], []), missing([], [1])
    ([], [])
    """
    if not given:
        return []
    lowest = min(given)
    before = [number for number in taken if number < lowest]
    here = sorted({*given, *taken})
    first, last = max(before, default=lowest), max(given)
    within = [number for number in here if first <= number <= last]
    pairs = pairwise(within)
    return [(a + 1, b - 1) for a, b in pairs if b - a > 1]
