"""What subjects put into the office's calendar, beside duties, meetings and days off.

A subject registers it at start, in its module ``offered``; the calendar asks for a month.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from khet.web.parts.viewer import Viewer

MINE, UNITS, OFFICE = "mine", "units", "office"
"""Whose calendar is shown: the viewer's own, that of the own units, the whole office's."""


class Happening(NamedTuple):
    """What happens on a day: the kind of thing in a word, its name in Thai, and its address."""

    day: date
    word: str
    label: str
    url: str
    over: bool = False


Maker = Callable[[Viewer, str, date, date], Iterable[Happening]]
_MAKERS: list[Maker] = []


def register_happenings(make: Maker) -> None:
    """Put into calendars what ``make`` gives: for whom, whose calendar, from when to when."""
    _MAKERS.append(make)


def happenings(viewer: Viewer, whose: str, first: date, last: date) -> list[Happening]:
    """What happens on the days from one to another, both counted."""
    return [one for make in _MAKERS for one in make(viewer, whose, first, last)]
