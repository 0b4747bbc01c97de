"""Many pages one after the other, as a day of an office: all sittings, subjects and schools."""

import html
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random

from bench.pages.addresses import BOARD, OVERVIEW, PAGES, schools_in, subjects_in
from bench.pages.browser import Browser, NotThereError

_OF_SITTING = re.compile(rf'href="{PAGES[OVERVIEW]}\?([^"#]+)"')


@dataclass(frozen=True)
class _Sitting:
    """The part of an address that names it, its subjects, and the schools on its board."""

    query: str
    subjects: list[str]
    schools: list[str]

    def address(self, pattern: str, chance: Random) -> str:
        """A page about it, of any of its subjects or schools."""
        subject, school = chance.choice(self.subjects), chance.choice(self.schools)
        return _joined(pattern.format(subject=subject, school=school), self.query)


def read(browsers: Sequence[Browser], patterns: Sequence[str], pages: int, seed: int) -> None:
    """Visit so many pages: every overview and board, then the patterns by a chance that repeats."""
    reader = _Reader(browsers)
    sittings = _sittings(reader)
    chance = Random(seed)
    while reader.visited < pages:
        reader.text(chance.choice(sittings).address(chance.choice(patterns), chance))


class _Reader:
    """Visits pages by the sessions in turn, and counts those that are there."""

    def __init__(self, browsers: Sequence[Browser]) -> None:
        self._turns = cycle(browsers)
        self.visited = 0

    def text(self, path: str) -> str:
        """A page; empty, and named, where it is not there."""
        try:
            answer = next(self._turns).get(path)
        except NotThereError as exc:
            print(f"{exc}: not counted", file=sys.stderr)
            return ""
        self.visited += 1
        return answer.text


def _sittings(reader: _Reader) -> list[_Sitting]:
    """All that the overview leads to and that have a subject and a school to be seen."""
    found = [
        _Sitting(query, subjects_in(text), schools_in(reader.text(_joined(PAGES[BOARD], query))))
        for query, text in _overviews(reader).items()
        if "test=" in query
    ]
    return [sitting for sitting in found if sitting.subjects and sitting.schools]


def _overviews(reader: _Reader) -> dict[str, str]:
    """The overviews by the query of their address, as one finds them from the first."""
    texts: dict[str, str] = {}
    waiting = {""}
    while waiting:
        query = min(waiting)
        texts[query] = reader.text(_joined(PAGES[OVERVIEW], query))
        led = {html.unescape(found) for found in _OF_SITTING.findall(texts[query])}
        waiting = (waiting | led) - texts.keys()
    return texts


def _joined(path: str, query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{query}".rstrip("?&")
