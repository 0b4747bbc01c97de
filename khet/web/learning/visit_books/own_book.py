"""A supervisor's book of a month as somebody reads it: visits, what they count to, the text."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.learning.access import seen_visits, sees_book
from khet.records.learning.models import SupervisionBook, Visit
from khet.records.learning.queries.books import (
    book_duty,
    book_of,
    person_in,
    visits_made,
    visits_missed,
)
from khet.records.office.models import Duty
from khet.records.office.queries.duties import late
from khet.records.registry.access import RECORD_VISITS, SEE_VISITS
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.registry.queries.schools import places_of
from khet.rules.deadlines import SUPERVISION_BOOK, first_month, opens_on, terms_of
from khet.rules.month_grid import Standing
from khet.rules.months import Month, month_of, parse_month
from khet.rules.supervision_books import book_standing
from khet.web.learning.visit_books.words import VisitLine, book_name
from khet.web.learning.visits.words import kind_name
from khet.web.parts.kinds import numbers
from khet.web.parts.viewer import Viewer, signed_in, viewer_of


class Count(NamedTuple):
    """How many visits of a month are of one kind, network or topic, and the address of these."""

    label: str
    n: int
    url: str
    chosen: bool


class Filter(NamedTuple):
    """By what visits are counted: its name in addresses, its title, what a visit has of it.

    ``told`` is how that is said in the language of the page.
    """

    name: str
    title: str
    of: Callable[[Visit], list[str]]
    told: Callable[[str], str] = str


@dataclass
class OwnBook:
    """The book of a person and month before its reader."""

    viewer: Viewer
    reader: User
    person: User
    month: Month
    asked: Mapping[str, str]

    @property
    def title(self) -> str:
        """What it is called."""
        return book_name(self.month)

    @property
    def own(self) -> bool:
        """Whether the reader writes it."""
        return self.reader.pk == self.person.pk and self.viewer.scope.may(RECORD_VISITS)

    @cached_property
    def text(self) -> SupervisionBook | None:
        """What was written."""
        return book_of(self.person.pk, self.month)

    @cached_property
    def duty(self) -> Duty | None:
        """What is owed for it."""
        return book_duty(self.person.pk, self.month)

    @property
    def sent(self) -> bool:
        """Whether it was sent."""
        return self.text is not None and self.text.sent_at is not None

    @property
    def can_be_sent(self) -> bool:
        """Whether the month is over, or the book is asked for already."""
        return self.viewer.today > self.month.last or self.duty is not None

    @property
    def late(self) -> int:
        """How many days late it is or was sent."""
        return late(self.duty, self.viewer.today) if self.duty else 0

    @property
    def stands(self) -> Standing:
        """How it stands."""
        duty = (self.duty.state, self.duty.due) if self.duty else None
        return book_standing(
            self.sent, duty, book_opens(self.viewer, self.month), self.viewer.today
        )

    @cached_property
    def every_visit(self) -> list[Visit]:
        """The visits that the person made in the month, by day."""
        seen = seen_visits(self.viewer.scope, self.reader)
        return list(visits_made(seen, self.person, self.month))

    @cached_property
    def visits(self) -> list[VisitLine]:
        """Those of them that the address asks for."""
        found = self.every_visit
        for one in self._filters:
            if chosen := self.asked.get(one.name):
                found = [visit for visit in found if chosen in one.of(visit)]
        return [VisitLine(visit, self.recorded_later(visit)) for visit in found]

    def recorded_later(self, visit: Visit) -> bool:
        """Whether a visit was recorded after the book was sent."""
        sent = self.text.sent_at if self.text else None
        return bool(sent and visit.recorded_at and visit.recorded_at > sent)

    @cached_property
    def missed(self) -> list[VisitLine]:
        """What was planned for the month and not made in it."""
        seen = seen_visits(self.viewer.scope, self.reader)
        return [VisitLine(visit) for visit in visits_missed(seen, self.person, self.month)]

    @cached_property
    def networks(self) -> dict[int, str]:
        """The networks of the schools (their keys) visited, as they were then."""
        schools = Unit.objects.filter(pk__in={visit.school_id for visit in self.every_visit})
        places = places_of(schools, min(self.month.last, self.viewer.today))
        named = {pk: here.get(UnitKind.NETWORK) for pk, here in places.items()}
        return {pk: place.name for pk, place in named.items() if place}

    @cached_property
    def counts(self) -> list[tuple[str, list[Count]]]:
        """The visits counted by kind, network and topic."""
        return [(one.title, self._counted(one)) for one in self._filters]

    @property
    def _filters(self) -> tuple[Filter, ...]:
        return (
            Filter("kind", _("ประเภทการนิเทศ"), lambda visit: [visit.kind], kind_name),
            Filter("network", _("เครือข่ายโรงเรียน"), self._network),
            Filter("topic", _("เรื่อง"), lambda v: [topic.name for topic in v.topics.all()]),
        )

    def _network(self, visit: Visit) -> list[str]:
        return [self.networks.get(visit.school_id, _("ไม่มีเครือข่าย"))]

    def _counted(self, by: Filter) -> list[Count]:
        found = Counter(value for visit in self.every_visit for value in by.of(visit))
        chosen = self.asked.get(by.name)
        return [
            Count(by.told(value), n, self._rows_of(by.name, value), value == chosen)
            for value, n in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        ]

    def _rows_of(self, name: str, value: str) -> str:
        return f"{book_url(self.person.pk, self.month, **{name: value})}#visits"

    @property
    def filtered(self) -> bool:
        """Whether the address asks for some of the visits only."""
        return len(self.visits) != len(self.every_visit)

    def url(self, month: Month | None = None) -> str:
        """The address of the book, or of the person's book of another month."""
        return book_url(self.person.pk, month or self.month)

    @property
    def query(self) -> str:
        """What names the book in an address."""
        return urlencode({"month": self.month.key, "person": self.person.pk})


def book_url(person: int, month: Month, **more: str) -> str:
    """The address of a person's book of a month."""
    query = urlencode({"month": month.key, "person": person, **more})
    return f"{reverse('learning:own-book')}?{query}"


def book_opens(viewer: Viewer, month: Month) -> date | None:
    """The day on which the office asks for the books of a month; ``None`` where it never does."""
    code, tables = SUPERVISION_BOOK.code, viewer.tables
    first = first_month(code, tables)
    if first is None or month < first:
        return None
    return opens_on(terms_of(code, month.first, tables), month)


def own_book_of(request: HttpRequest) -> OwnBook:
    """The book that an address asks for: the own of this month where it names none.

    Raises:
        PermissionDenied: the reader has no book, or may not see others'.
        Http404: nobody of that key was ever in the area, or it is no month that has begun.
    """
    viewer, reader = viewer_of(request), signed_in(request)
    if not (viewer.scope.may(RECORD_VISITS) or viewer.scope.may_everywhere(SEE_VISITS)):
        raise PermissionDenied
    person = _person(request, viewer, reader)
    return OwnBook(viewer, reader, person, _month(request, viewer), request.GET.dict())


def _person(request: HttpRequest, viewer: Viewer, reader: User) -> User:
    asked = request.GET.get("person", "")
    if asked in ("", str(reader.pk)):
        return reader
    if not viewer.scope.may_everywhere(SEE_VISITS):
        raise PermissionDenied(_("สมุดนิเทศของผู้อื่น เห็นได้เฉพาะผู้ที่เห็นการนิเทศทั้งเขต"))
    found = next((person_in(viewer.area, key) for key in numbers([asked])), None)
    if found is None or not sees_book(viewer.scope, reader, found.pk):
        raise Http404
    return found


def _month(request: HttpRequest, viewer: Viewer) -> Month:
    asked, now = request.GET.get("month", ""), month_of(viewer.today)
    if not asked:
        return now
    try:
        month = parse_month(asked)
    except ValueError:
        raise Http404 from None
    if month > now:
        raise Http404
    return month
