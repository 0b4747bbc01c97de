"""Supervisors' monthly books: how a book is named, and how it stands.

Source: system 16 of the domain: supervisors submit their สมุดนิเทศ each month, late books are the
trap. A book is named by the key of its person and its month: ``12-2569-11``.
"""

import re
from datetime import date

from khet.rules.month_grid import NONE, SENT, Standing, standing
from khet.rules.months import Month, parse_month

_KEY = re.compile(r"([1-9][0-9]{0,17})-([0-9]{4}-[0-9]{2})")


def book_key(person: int, month: Month) -> str:
    """The key of a person's book of a month.

    >>> book_key(12, Month(2569, 11))
    '12-2569-11'
    """
    return f"{person}-{month.key}"


def read_book_key(key: str) -> tuple[int, Month] | None:
    """The person (the key) and the month of a book's key; ``None`` where it is no such key.

    >>> read_book_key("12-2569-11")
    (12, Month(be=2569, number=11))
    >>> read_book_key("12-2569-13") is None
    True
    """
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    try:
        return int(found[1]), parse_month(found[2])
    except ValueError:
        return None


def book_standing(
    sent: bool, duty: tuple[str, date] | None, opens: date | None, today: date
) -> Standing:
    """How a book stands on a day: sent, late, awaited, to come, or not asked for.

    Args:
        sent: whether it was sent, asked for or not.
        duty: the state and last day of what the person owes for it, if anything.
        opens: the day on which that opens; ``None`` where the office doesn't ask for the month.

    >>> book_standing(False, ("open", date(2026, 12, 7)), date(2026, 12, 1), date(2026, 12, 9))
    Standing(key='late', late=2)
    >>> book_standing(True, None, None, date(2026, 12, 9)).key
    'sent'
    >>> book_standing(False, None, date(2027, 1, 1), date(2026, 12, 9)).key
    'later'
    """
    if sent:
        return Standing(SENT)
    if duty is not None:
        return standing(*duty, today)
    return Standing(NONE) if opens is None else standing(None, opens, today)
