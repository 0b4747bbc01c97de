"""Which sitting of the tables of tests a page is about, with a file or without."""

from collections.abc import Iterator
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.records.learning.models import Sitting
from khet.records.learning.queries import main_file, sittings_of
from khet.rules.calendar import academic_year
from khet.rules.sittings import YEARS, held_rounds, held_tests
from khet.rules.thai import arabic_digits
from khet.web.learning.asked import address
from khet.web.learning.tabs import Tabs, tabs_over
from khet.web.learning.words import sitting_title
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

PAGE = "learning:published"
_MAIN = ("O-NET", "P6")
_NEAREST = 5
_YEARS_BEFORE = 5


class Held:
    """The sittings that can be in a viewer's area: by the tables of tests, or with results."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    @cached_property
    def known(self) -> list[Sitting]:
        """The sittings that the area has anything of."""
        return sittings_of(self._viewer.area)

    def of_year(self, year: int) -> list[Sitting]:
        """The sittings of an academic year (BE), in the order of the table of tests."""
        tables = self._viewer.tables
        return [
            Sitting(area=self._viewer.area, academic_year=year, test=t, grade=g, round=r)
            for t, grades in held_tests(year, tables).items()
            for r in self._rounds(t, year)
            for g in grades
        ]

    def _rounds(self, test: str, year: int) -> list[str]:
        found = (s.round for s in self.known if (s.test, s.academic_year) == (test, year))
        return sorted({*held_rounds(test, year, self._viewer.tables), *found})

    def years(self, asked: int) -> list[int]:
        """The academic years (BE) to choose from, newest first."""
        now = academic_year(self._viewer.today).be
        found = {asked, now, *(s.academic_year for s in self.known)}
        first = max(YEARS[0], min(found) - _YEARS_BEFORE)
        return sorted({*found, *range(first, now)}, reverse=True)

    def asked(self, asked: QueryDict) -> Sitting:
        """The sitting that an address asks for, by default that of the main test.

        Raises:
            NotHereError: no such test in that year; offers the nearest.
        """
        year = self._year(asked)
        if year is None:
            raise _not_here(asked, self.of_year(self._usual_year))
        possible = self.of_year(year)
        if not asked.get("test"):
            return next((s for s in possible if (s.test, s.grade) == _MAIN), possible[0])
        found = next((s for s in possible if _is(s, asked)), None)
        if found is None:
            raise _not_here(asked, possible)
        return found

    @property
    def _usual_year(self) -> int:
        main = main_file(self._viewer.score_files)
        return main.sitting.academic_year if main else academic_year(self._viewer.today).be

    def _year(self, asked: QueryDict) -> int | None:
        given = arabic_digits(asked.get("year", ""))
        if not given:
            return self._usual_year
        known = given.isascii() and given.isdecimal() and len(given) == len(str(YEARS[0]))
        return int(given) if known and int(given) in YEARS else None

    def tabs(self, here: Sitting) -> Tabs:
        """The tests of the sitting's year, and the grades of its test."""
        return tabs_over(self.of_year(here.academic_year), here, lambda s: address(PAGE, s))


def _is(sitting: Sitting, asked: QueryDict) -> bool:
    return (
        sitting.test == asked.get("test")
        and sitting.grade == arabic_digits(asked.get("grade", sitting.grade))
        and sitting.round == arabic_digits(asked.get("round", ""))
    )


def _not_here(asked: QueryDict, possible: list[Sitting]) -> NotHereError:
    named = " ".join(filter(None, map(asked.get, ("test", "round", "grade", "year"))))
    near = sorted(possible, key=lambda sitting: tuple(_differences(sitting, asked)))[:_NEAREST]
    return NotHereError(
        _("ไม่มีการสอบ “%(asked)s”") % {"asked": named[:80]},
        [Nearest(sitting_title(s), address(PAGE, s)) for s in near],
    )


def _differences(sitting: Sitting, asked: QueryDict) -> Iterator[bool]:
    for name, usual in zip(("test", "grade", "round"), (*_MAIN, ""), strict=True):
        yield getattr(sitting, name) != arabic_digits(asked.get(name, "") or usual)
