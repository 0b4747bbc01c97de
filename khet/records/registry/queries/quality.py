"""What the checks of the registers look at, read in a few queries however many schools."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from khet.records.registry.access import roles_on
from khet.records.registry.models import (
    Enrolment,
    Placement,
    Post,
    Pupil,
    Sector,
    Unit,
    UnitKind,
    User,
)
from khet.records.registry.queries.register import Pupils, Registered, open_schools, register_of
from khet.records.registry.queries.schools import ever_in
from khet.rules.register_checks import SchoolFacts

_HEAD = "school-director"
_Grades = dict[int, dict[str, int]]


@dataclass(frozen=True)
class Facts:
    """The open schools of an area in a year, what to check of them, and the networks' districts."""

    register: Mapping[str, Registered]
    schools: tuple[SchoolFacts, ...]
    homes: Mapping[str, str]


def facts_of(area: Unit, academic_year: int, today: date) -> Facts:
    """What the checks of an academic year (BE) look at."""
    now, before = _counted(area, academic_year)
    listed = _listed(area, academic_year)
    sums = {pk: Pupils(sum(grades.values())) for pk, grades in now.items()}
    register = open_schools(register_of(area, academic_year, today, counted=sums))
    facts = [
        _facts(school, now.get(school.pk), before.get(school.pk), listed.get(school.pk))
        for school in register
    ]
    return Facts({school.code: school for school in register}, tuple(facts), _homes(area))


def _facts(
    school: Registered,
    now: dict[str, int] | None,
    before: dict[str, int] | None,
    listed: dict[str, int] | None,
) -> SchoolFacts:
    return SchoolFacts(
        school.code,
        school.name,
        school.sector == Sector.PUBLIC,
        school.aliases,
        school.codes,
        _code(school, UnitKind.DISTRICT),
        _code(school, UnitKind.SUBDISTRICT),
        _code(school, UnitKind.NETWORK),
        school.lowest,
        school.highest,
        now,
        before,
        listed,
    )


def _code(school: Registered, kind: UnitKind) -> str:
    place = school.at(kind)
    return place.code if place else ""


def _counted(area: Unit, academic_year: int) -> tuple[_Grades, _Grades]:
    """Pupils by school and grade, of the year and of the year before."""
    years: tuple[_Grades, _Grades] = {}, {}
    rows = Enrolment.objects.filter(
        school__in=ever_in(area), academic_year__in=(academic_year, academic_year - 1)
    )
    for school, year, grade, pupils in rows.values_list(
        "school", "academic_year", "grade", "pupils"
    ):
        years[academic_year - year].setdefault(school, {})[grade] = pupils
    return years


def _listed(area: Unit, academic_year: int) -> _Grades:
    """Pupils by name, how many by school and grade."""
    found: _Grades = {}
    rows = Pupil.objects.filter(school__in=ever_in(area), academic_year=academic_year)
    counted = rows.values_list("school", "grade").annotate(Count("pk"))
    for school, grade, count in counted:
        found.setdefault(school, {})[grade] = count
    return found


def _homes(area: Unit) -> dict[str, str]:
    """The districts of the networks that have one, by code."""
    placed = Placement.objects.filter(
        child__kind=UnitKind.NETWORK,
        child__placements__parent=area,
        parent__kind=UnitKind.DISTRICT,
        valid_to__isnull=True,
    )
    return dict(placed.values_list("child__code", "parent__code"))


def vacant_posts(area: Unit, today: date) -> list[Post]:
    """The posts of an area that nobody holds on that day."""
    held = roles_on(today).filter(post__isnull=False).values("post")
    posts = Post.objects.filter(Q(unit=area) | Q(unit__placements__parent=area))
    found = posts.exclude(pk__in=held).select_related("unit").distinct()
    return list(found.order_by("unit__kind", "unit__sort_key", "title"))


def headless_schools(area: Unit, today: date) -> list[Unit]:
    """The open public schools whose head has no account in which to sign in."""
    headed = roles_on(today).filter(role=_HEAD, user__is_active=True).values("unit")
    still = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    schools = ever_in(area).filter(still, sector=Sector.PUBLIC)
    return list(schools.exclude(pk__in=headed).order_by("sort_key", "code"))


def people_without_role(today: date) -> list[User]:
    """The active accounts that hold no role on that day."""
    holding = roles_on(today).values("user")
    users = User.objects.filter(is_active=True).exclude(pk__in=holding)
    return list(users.order_by("sort_key", "username"))
