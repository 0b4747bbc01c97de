"""A school's own book of supervision: a fiscal year of visits and of its own records, by day."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse

from khet.records.learning.access import seen_visits
from khet.records.learning.models import Visit
from khet.records.learning.queries.books import (
    ToldDay,
    book_years,
    internal_records,
    told_days,
    told_visits,
)
from khet.records.office.models import Duty, Evidence
from khet.records.registry.access import ANSWER_VISITS, SEE_UNIT_FILES, SEE_VISITS
from khet.records.registry.models import Unit, User
from khet.records.registry.queries.schools import ever_in
from khet.rules.calendar import fiscal_year
from khet.rules.duties import OWED
from khet.rules.month_grid import Standing, standing
from khet.rules.months import Month, fiscal_months, month_of
from khet.rules.thai import arabic_digits
from khet.web.learning.visit_books.words import VisitLine
from khet.web.office.monthly.words import (
    Piece,
    month_name,
    pieces,
    record_parts,
    standing_words,
)
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_FIRST_YEAR = 2500
_MOST_WAITING = 12


class Record(NamedTuple):
    """What a school wrote of its own supervision: the day, who presided, topics, result, files."""

    day: date
    said: dict[str, str]
    files: list[Piece]


class Entry(NamedTuple):
    """A line of a book: a visit, or the school's own record."""

    day: date
    visit: Visit | None
    record: Record | None

    @property
    def told(self) -> VisitLine | None:
        """The visit as pages show it."""
        return VisitLine(self.visit) if self.visit else None


@dataclass(frozen=True)
class BookMonth:
    """A month of a school's book: its lines by day, and how its own record stands.

    ``duty`` is ``None`` where nothing was asked of the school for the month.
    """

    month: Month
    duty: Duty | None
    stands: Standing | None
    lines: list[Entry] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The month in words."""
        return month_name(self.month)

    @property
    def owed(self) -> bool:
        """Whether the school still owes its record."""
        return self.duty is not None and self.duty.state in OWED

    @property
    def told(self) -> str:
        """How the month's own record stands, in words."""
        return standing_words(self.stands) if self.stands else ""

    @property
    def recorded(self) -> bool:
        """Whether there is a record of the school's own."""
        return any(line.record for line in self.lines)


@dataclass
class SchoolBook:
    """The book of a school and fiscal year before its reader."""

    viewer: Viewer
    reader: User
    school: Unit
    year: int

    @cached_property
    def _seen(self) -> Q:
        return seen_visits(self.viewer.scope, self.reader)

    @cached_property
    def years(self) -> list[int]:
        """The years that there are, newest first."""
        return book_years(self._told, self.school, self.viewer.today)

    @cached_property
    def _told(self) -> list[ToldDay]:
        return told_days(self._seen, self.school)

    @cached_property
    def waiting(self) -> list[ToldDay]:
        """The visits of all years that the school hasn't acknowledged."""
        return [one for one in self._told if not one.read]

    @property
    def waiting_first(self) -> list[tuple[date, str]]:
        """Those of them that wait longest: the day, the address."""
        first = self.waiting[:_MOST_WAITING]
        return [(one.day, f"{self.url(fiscal_year(one.day).be)}#visit-{one.pk}") for one in first]

    @property
    def may_acknowledge(self) -> bool:
        """Whether the reader heads the school."""
        return self.viewer.scope.may_at(ANSWER_VISITS, self.school.code)

    @property
    def sees_files(self) -> bool:
        """Whether the reader may open what the school sent with its records."""
        return self.viewer.scope.may_at(SEE_UNIT_FILES, self.school.code)

    @cached_property
    def visits(self) -> list[Visit]:
        """The visits of the year that the school was told of."""
        return list(told_visits(self._seen, self.school, self.year))

    @cached_property
    def months(self) -> list[BookMonth]:
        """The months of the year of which a record was asked for, or that have a line."""
        records = internal_records(self.school, self.year)
        lines: dict[str, list[Entry]] = {}
        for visit in self.visits:
            if visit.day:
                entry = Entry(visit.day, visit, None)
                lines.setdefault(month_of(visit.day).key, []).append(entry)
        for key, (_duty, shown) in records.items():
            lines.setdefault(key, []).extend(_records(shown))
        return [
            self._month(month, records.get(month.key), lines.get(month.key, []))
            for month in fiscal_months(self.year)
            if month.key in records or month.key in lines
        ]

    @property
    def left_out(self) -> bool:
        """Whether there is a month of the year that has begun and isn't shown."""
        begun = [month for month in fiscal_months(self.year) if month.first <= self.viewer.today]
        return len(begun) > len(self.months)

    def _month(
        self, month: Month, record: tuple[Duty, list[Evidence]] | None, lines: list[Entry]
    ) -> BookMonth:
        lines.sort(key=lambda line: line.day)
        duty = record[0] if record else None
        stands = standing(duty.state, duty.due, self.viewer.today) if duty else None
        return BookMonth(month, duty, stands, lines)

    def url(self, year: int) -> str:
        """The address of the book of a year."""
        page = reverse("learning:school-book", args=[self.school.code])
        return f"{page}?{urlencode({'year': year})}"


def _records(shown: list[Evidence]) -> list[Entry]:
    """The record that a school wrote for a month, with its files."""
    written = [one for one in shown if one.source == Evidence.Source.RECORD]
    files = pieces(one for one in shown if one.source != Evidence.Source.RECORD)
    return [
        Entry(one.about_day, None, Record(one.about_day, record_parts(one.note), files))
        for one in written
    ]


def school_book_of(request: HttpRequest, code: str) -> SchoolBook:
    """The book that an address asks for, of this fiscal year where it names none.

    Raises:
        PermissionDenied: the reader doesn't see the school's visits.
        Http404: the school isn't in the area.
    """
    viewer = viewer_of(request)
    viewer.require_at(SEE_VISITS, code)
    school = ever_in(viewer.area).filter(code=code).first()
    if school is None:
        raise Http404
    asked = arabic_digits(request.GET.get("year", ""))
    now = fiscal_year(viewer.today).be
    year = int(asked) if asked in map(str, range(_FIRST_YEAR, now)) else now
    return SchoolBook(viewer, signed_in(request), school, year)
