"""What pages of the plan ask: the schools of today, who may plan, who can lead, the months."""

from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from khet.records.learning.access import seen_visits
from khet.records.learning.models import Assignment, Visit
from khet.records.learning.queries.visit_plan import TO_COME, leads_in
from khet.records.learning.queries.visits import assignments_on, visit_of
from khet.records.office.models import Instrument
from khet.records.registry.access import PLAN_VISITS, SEE_VISITS
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.registry.queries.schools import School, schools_of
from khet.rules.calendar import academic_year, fiscal_year
from khet.rules.months import Month, fiscal_months, month_of
from khet.rules.thai import arabic_digits
from khet.rules.visit_proposal import Terms, terms_of
from khet.web.parts.kept import remembered
from khet.web.parts.viewer import Viewer, viewer_of

AHEAD = 12
"""How many months, this one counted, can be planned."""
YEARS = range(2540, 2601)


class Desk:
    """What a person does with the plan; each question is asked once."""

    def __init__(self, viewer: Viewer) -> None:
        if viewer.user is None:
            raise PermissionDenied
        self.viewer, self.area, self.user = viewer, viewer.area, viewer.user

    @cached_property
    def seen(self) -> Q:
        """Which visits the person sees, as a condition."""
        return seen_visits(self.viewer.scope, self.user)

    @property
    def plans(self) -> bool:
        """Whether the person plans visits to any school."""
        return self.viewer.scope.may(PLAN_VISITS)

    @property
    def assigns(self) -> bool:
        """Whether the person says who looks after which network."""
        return self.viewer.scope.may_everywhere(PLAN_VISITS)

    def may_plan(self, school: str) -> bool:
        """Whether the person plans visits to the school of that code."""
        return self.viewer.scope.may_at(PLAN_VISITS, school)

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools of the area as they stand today, by code, in Thai order."""
        viewer, today = self.viewer, self.viewer.today
        key = ("schools today", viewer.area.pk, today, viewer.registers)
        year = academic_year(today).be
        return remembered(key, lambda: schools_of(viewer.area, year, today, viewer.tables))

    @cached_property
    def plannable(self) -> dict[str, School]:
        """Those of the schools to which the person plans visits."""
        return {code: one for code, one in self.schools.items() if self.may_plan(code)}

    @cached_property
    def assigned(self) -> list[Assignment]:
        """Who looks after which network today."""
        return list(assignments_on(self.area, self.viewer.today))

    @cached_property
    def supervisors(self) -> dict[str, User]:
        """The supervisor of each network (its code) today; not one who works here no more."""
        part, leads = Assignment.Part.SUPERVISOR, self.leads
        of = (one for one in self.assigned if one.part == part and one.person_id in leads)
        return {one.network.code: one.person for one in of}

    def supervisor_of(self, school: School) -> User | None:
        """Who looks after the network of a school."""
        return self.supervisors.get(school.network_code or "")

    @cached_property
    def leads(self) -> dict[int, User]:
        """Who can lead a visit, by key, in Thai order."""
        return {user.pk: user for user in leads_in(self.area, self.viewer.today)}

    @property
    def months(self) -> list[Month]:
        """The months that can be planned."""
        return [month_of(self.viewer.today).plus(n) for n in range(AHEAD)]

    def terms(self, year: int) -> Terms:
        """The terms of a fiscal year."""
        return terms_of(year, self.viewer.tables)

    def unit(self, code: str) -> Unit:
        """The unit of a school."""
        return Unit.objects.get(kind=UnitKind.SCHOOL, code=code)


def desk_of(request: HttpRequest, permission: str = SEE_VISITS) -> Desk:
    """The desk of who asks.

    Raises:
        PermissionDenied: the person hasn't the permission for any school.
    """
    viewer = viewer_of(request)
    viewer.require(permission)
    return Desk(viewer)


def office_desk(request: HttpRequest) -> Desk:
    """The desk of who sees visits and isn't of a single school.

    Raises:
        PermissionDenied: the person is of a school, or sees no visits.
    """
    desk = desk_of(request)
    if desk.viewer.at_school:
        raise PermissionDenied
    return desk


def planned_visit(desk: Desk, pk: int) -> Visit:
    """A visit that the person plans.

    Raises:
        Http404: there is none that the person sees.
        PermissionDenied: the person doesn't plan visits to its school.
    """
    visit = visit_of(desk.seen, pk)
    if visit is None:
        raise Http404
    if not desk.may_plan(visit.school.code):
        raise PermissionDenied
    return visit


def is_to_come(visit: Visit) -> bool:
    """Whether a visit is still to be made, so that its plan can be changed."""
    return visit.state in TO_COME


def instruments_of(area: Unit) -> list[Instrument]:
    """The instruments that a visit may use, in Thai order."""
    found = Instrument.objects.filter(area=area, closed=False, versions__released_at__isnull=False)
    return list(found.distinct().order_by("sort_key", "pk"))


def asked_year(request: HttpRequest) -> int:
    """The fiscal year (BE) that an address asks for, by default that of today."""
    asked = arabic_digits(request.GET.get("year", ""))
    return int(asked) if asked in map(str, YEARS) else fiscal_year(timezone.localdate()).be


def asked_months(request: HttpRequest, year: int) -> list[Month]:
    """The month of the year that an address asks for, by default that of today, or all of them."""
    every, asked = fiscal_months(year), arabic_digits(request.GET.get("month", ""))
    wanted = asked or month_of(timezone.localdate()).key
    return [month for month in every if month.key == wanted] or every
