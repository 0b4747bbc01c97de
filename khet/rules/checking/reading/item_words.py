"""An item of a list in words: its number as printed, the next number, what it is called."""

from khet.rules.checking.reading.items import Item, numbered
from khet.rules.checking.reading.running import STYLE as ROW

_LONGEST = 30


def next_number(before: Item) -> str:
    """The number that follows an item's, as printed."""
    return number_of(before, before.parts[-1] + 1)


def number_of(item: Item, number: int | None = None) -> str:
    """The number of an item, or another in its place, as printed.

    >>> number_of(Item(0, (2,), "1)", "แผน")), next_number(Item(0, (2,), "1)", "แผน"))
    ('2)', '3)')
    """
    parts = item.parts if number is None else (*item.parts[:-1], number)
    return str(parts[-1]) if item.style == ROW else numbered(item.style, parts)


def called(item: Item) -> str:
    """What an item is called at the beginning of a sentence.

    >>> called(Item(0, (2,), "1)", "แผน"))
    'เลขข้อ 2) '
    """
    if item.style == ROW:
        return f"ลำดับที่ {number_of(item)} "
    return f"{number_of(item)} " if len(item.style) > 3 else f"เลขข้อ {number_of(item)} "


def shortened(text: str) -> str:
    """A text cut to what a sentence can quote."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
