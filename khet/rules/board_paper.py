"""The Tuesday paper of the board: its day, and how much of long tables it holds.

Source: the board meets every Tuesday; a paper of two to four pages is read before it does.
"""

from collections.abc import Sequence
from datetime import date, timedelta

TUESDAY = 1
ROOM = 70
"""Lines of tables that four A4 pages hold beside their headings."""


def next_board(today: date) -> date:
    """The Tuesday to come; today where it is one.

    >>> next_board(date(2014, 3, 20)), next_board(date(2014, 3, 25))
    (datetime.date(2014, 3, 25), datetime.date(2014, 3, 25))
    """
    return today + timedelta((TUESDAY - today.weekday()) % 7)


def fitting(tables: Sequence[Sequence[int]], room: int = ROOM) -> list[int]:
    """How many rows of each table stand on the paper; the rest is told as a number.

    Short tables stay whole; what they leave is shared by the long ones.

    Args:
        tables: for each table how many lines each of its rows takes.
        room: how many lines there are in all.

    >>> fitting([[1] * 3, [1] * 50, [2] * 50], 43)
    [3, 20, 10]
    """
    shown = [0] * len(tables)
    left = room
    by_length = sorted(range(len(tables)), key=lambda place: sum(tables[place]))
    for done, place in enumerate(by_length):
        share = left // (len(tables) - done)
        used = 0
        for lines in tables[place]:
            if used + lines > share:
                break
            used += lines
            shown[place] += 1
        left -= used
    return shown
