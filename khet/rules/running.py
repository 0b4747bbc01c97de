"""How many years running a mean is above another's, up to the newest.

Source: schools that are above the national mean, and high for several years in a row, tell others
how (002). Means are compared as they are printed, with 2 decimals.
"""

from collections.abc import Mapping
from decimal import Decimal

from khet.rules.gains import gain

Means = Mapping[int, Decimal | None]


def years_running(means: Means, references: Means, newest: int) -> tuple[int, ...]:
    """The academic years (BE) of the run that ends with the newest, newest first.

    A year in which one of the two isn't known ends the run: not known is not above. Equal isn't
    above either.

    >>> own = {2554: Decimal(52), 2555: Decimal("51.00"), 2556: Decimal("50.30")}
    >>> nation = {2554: Decimal(53), 2555: Decimal("50.99"), 2556: Decimal("47.50")}
    >>> years_running(own, nation, 2556)
    (2556, 2555)
    >>> years_running(own, {**nation, 2556: None}, 2556)
    ()
    """
    run: list[int] = []
    year = newest
    while (gain(means.get(year), references.get(year)) or 0) > 0:
        run.append(year)
        year -= 1
    return tuple(run)
