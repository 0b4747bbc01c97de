"""How much one mean is above another: of a year over the one before, of a part over the whole."""

from decimal import Decimal

from khet.rules.rounding import half_up_decimal


def gain(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """The change in marks with 2 decimals, ``None`` where one of the means is not known.

    Source: the office's gain is the mean of a year less that of the year before, in points with
    2 decimals. It is taken from the means as they are printed, so that whoever subtracts the
    printed ones comes to the same. English M3: 25.77, then 27.96.

    >>> gain(Decimal("27.9600"), Decimal("25.7700"))
    Decimal('2.19')
    >>> gain(Decimal("50.0049"), Decimal("49.9951")), gain(None, Decimal(50))
    (Decimal('0.00'), None)
    """
    if now is None or before is None:
        return None
    return half_up_decimal(now, 2) - half_up_decimal(before, 2)


def much_changed(now: int, before: int) -> bool:
    """Whether a number of pupils or schools differs by a tenth or more of what it was.

    Where it does, the means of two years are of different groups, and a gain says less. The tenth
    is ours; no document names one.

    >>> much_changed(90, 100), much_changed(91, 100), much_changed(20, 18)
    (True, False, True)
    """
    return 10 * abs(now - before) >= before
