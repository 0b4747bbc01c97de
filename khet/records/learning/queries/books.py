"""Looking up books of supervision: a supervisor's month, what is owed for it, a school's year."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Max, Min, Prefetch, Q, QuerySet

from khet.records.learning.access import made_by
from khet.records.learning.models import Finding, SupervisionBook, Visit
from khet.records.office.models import Duty, Evidence
from khet.records.office.queries.monthly import MONTH, evidence_of
from khet.records.registry.access import roles_on
from khet.records.registry.models import RoleHeld, Unit, User
from khet.records.registry.queries.people import holding_units_ever
from khet.rules.calendar import fiscal_year
from khet.rules.deadlines import INTERNAL_SUPERVISION, SUPERVISION_BOOK
from khet.rules.months import Month, fiscal_months, parse_month
from khet.rules.supervision_books import book_key

BOOK = "learning.book"
"""The kind of record that a supervisor's month is."""
SUPERVISOR = "supervisor"
TOLD = (Visit.State.TOLD, Visit.State.ANSWERED, Visit.State.FOLLOWED, Visit.State.CLOSED)
"""The states of a visit of which the school was told."""


def supervisors_on(area: Unit, day: date) -> QuerySet[User]:
    """Who is supervisor in an area on a day, in Thai order of names."""
    held = roles_on(day).filter(role=SUPERVISOR, unit__in=holding_units_ever([area]))
    return _people(held)


def supervisors_between(area: Unit, begins: date, ends: date) -> QuerySet[User]:
    """Who was supervisor in an area on any day from one to another."""
    held = RoleHeld.objects.filter(role=SUPERVISOR, unit__in=holding_units_ever([area]))
    return _people(held.filter(Q(until__isnull=True) | Q(until__gte=begins), since__lte=ends))


def _people(held: QuerySet[RoleHeld]) -> QuerySet[User]:
    found = User.objects.filter(is_active=True, pk__in=held.order_by().values("user"))
    return found.order_by("sort_key", "pk")


def person_in(area: Unit, key: int) -> User | None:
    """A person who holds or held a role in the area."""
    held = RoleHeld.objects.filter(unit__in=holding_units_ever([area]))
    return User.objects.filter(pk=key, pk__in=held.values("user")).first()


def people_in(area: Unit, keys: Iterable[int]) -> dict[int, User]:
    """The same of several people, by their keys."""
    held = RoleHeld.objects.filter(unit__in=holding_units_ever([area]))
    found = User.objects.filter(pk__in=list(keys)).filter(pk__in=held.values("user"))
    return {user.pk: user for user in found}


def visits_made(seen: Q, person: User, month: Month) -> QuerySet[Visit]:
    """The visits among those seen that a person made in a month, in the order of their days."""
    made = Visit.objects.filter(seen, made_by(person), recorded_at__isnull=False)
    return _told(made.filter(day__range=(month.first, month.last)))


def visits_missed(seen: Q, person: User, month: Month) -> QuerySet[Visit]:
    """What was planned for a month and not made in it: not yet, in another month, or cancelled."""
    planned = Visit.objects.filter(seen, made_by(person), month=month.first)
    missed = planned.exclude(state=Visit.State.DRAFT).exclude(day__range=(month.first, month.last))
    missed = missed.select_related("school", "lead").prefetch_related("topics")
    return missed.order_by("planned_on", "school__sort_key", "pk")


def _told(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Visits in the order of their days, with all that books say of them."""
    findings = Prefetch("findings", Finding.objects.select_related("duty").order_by("pk"))
    found = visits.select_related("school", "lead")
    return found.prefetch_related("topics", "team", findings).order_by("day", "pk")


def book_of(person: int, month: Month) -> SupervisionBook | None:
    """What a person wrote of a month."""
    return SupervisionBook.objects.filter(person=person, month=month.key).first()


def book_duty(person: int, month: Month) -> Duty | None:
    """What a person owes for the book of a month."""
    return book_duties([book_key(person, month)]).first()


def book_duties(keys: Iterable[str]) -> QuerySet[Duty]:
    """What is owed for books, by their keys."""
    found = Duty.objects.filter(rule=SUPERVISION_BOOK.code, about_kind=BOOK)
    return found.filter(about_key__in=list(keys)).order_by("due", "pk")


def owed_books(person: int) -> QuerySet[Duty]:
    """The books that a person ever owed, oldest first."""
    found = Duty.objects.filter(rule=SUPERVISION_BOOK.code, about_kind=BOOK, person=person)
    return found.order_by("about_key")


def books_in(area: Unit, months: Iterable[Month]) -> list[SupervisionBook]:
    """What was written of several months in an area."""
    found = SupervisionBook.objects.filter(area=area, month__in=[month.key for month in months])
    return list(found.select_related("person"))


def opened_book_months(area: Unit) -> set[str]:
    """The keys of the months of which somebody in an area was asked for a book."""
    found = Duty.objects.filter(rule=SUPERVISION_BOOK.code, about_kind=BOOK, unit=area)
    return {key.partition("-")[2] for key in found.values_list("about_key", flat=True)}


def told_visits(seen: Q, school: Unit, year: int) -> QuerySet[Visit]:
    """The visits of a fiscal year (BE) among those seen that a school was told of, by day."""
    months = fiscal_months(year)
    days = (months[0].first, months[-1].last)
    return _told(Visit.objects.filter(seen, school=school, state__in=TOLD, day__range=days))


def internal_records(school: Unit, year: int) -> dict[str, tuple[Duty, list[Evidence]]]:
    """A school's internal supervision in a fiscal year by month (its key), with what shows it."""
    keys = [month.key for month in fiscal_months(year)]
    found = list(_internal(school).filter(about_key__in=keys).order_by("pk"))
    shown = evidence_of(found) if found else {}
    return {duty.about_key: (duty, shown[duty.pk]) for duty in found}


def _internal(school: Unit) -> QuerySet[Duty]:
    return Duty.objects.filter(
        rule=INTERNAL_SUPERVISION.code, about_kind=MONTH, unit=school
    ).select_related("unit")


class ToldDay(NamedTuple):
    """A visit that a school was told of: its key, its day, and whether the school has read it."""

    pk: int
    day: date
    read: bool


def told_days(seen: Q, school: Unit) -> list[ToldDay]:
    """The visits of all years among those seen that a school was told of, by day; one query."""
    told = Visit.objects.filter(seen, school=school, state__in=TOLD, day__isnull=False)
    rows = told.order_by("day", "pk").values_list("pk", "day", "acknowledged_at")
    return [ToldDay(pk, day, bool(read)) for pk, day, read in rows if day]


def book_years(told: Sequence[ToldDay], school: Unit, today: date) -> list[int]:
    """The fiscal years (BE) of which a school's book says something, and this one; newest first."""
    keys = _internal(school).aggregate(first=Min("about_key"), last=Max("about_key"))
    known = [told[0].day, told[-1].day] if told else []
    known += [parse_month(key).first for key in keys.values() if key]
    years = [fiscal_year(day).be for day in (*known, today)]
    return list(range(max(years), min(years) - 1, -1))
