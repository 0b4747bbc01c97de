"""What sheets about schools tell of many of them at once."""

from collections.abc import Collection
from datetime import date

from khet.records.registry.access import roles_on
from khet.records.registry.models import Enrolment, ProgrammeSchool
from khet.records.registry.queries.programmes import in_year
from khet.rules.levels import level_order

Schools = Collection[int]
_HEAD = "school-director"


def pupils_by_grade(schools: Schools, academic_year: int) -> dict[int, dict[str, int]]:
    """Pupils of each school (its key) in the year (BE) by grade, from the youngest."""
    rows = Enrolment.objects.filter(school__in=schools, academic_year=academic_year)
    found: dict[int, dict[str, int]] = {}
    for school, grade, pupils in sorted(
        rows.values_list("school", "grade", "pupils"), key=lambda row: level_order(row[1])
    ):
        found.setdefault(school, {})[grade] = pupils
    return found


def heads_of(schools: Schools, today: date) -> dict[int, list[str]]:
    """The names of those who head each school (its key) today, where an account holds the role."""
    held = roles_on(today).filter(unit__in=schools, role=_HEAD, user__is_active=True)
    found: dict[int, list[str]] = {}
    for school, name in held.order_by("user__sort_key").values_list("unit", "user__name"):
        found.setdefault(school, []).append(name)
    return found


def programmes_in(schools: Schools, academic_year: int) -> dict[int, list[str]]:
    """The programmes that each school (its key) takes part in in the year (BE), in Thai order."""
    joined = ProgrammeSchool.objects.filter(in_year(academic_year), school__in=schools)
    found: dict[int, list[str]] = {}
    rows = joined.order_by("programme__sort_key").values_list("school", "programme__name")
    for school, name in rows:
        found.setdefault(school, []).append(name)
    return found
