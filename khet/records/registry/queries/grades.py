"""Which schools of an area have a grade in a year, and how many pupils are registered in it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from khet.records.registry.models import Enrolment, Pupil, Sector, Unit
from khet.records.registry.queries.schools import School, ever_in, schools_by_year
from khet.rules.collecting import Basis, asked_by
from khet.rules.tables import Tables

YearAndGrade = tuple[int, str]


@dataclass(frozen=True)
class AskedSchool:
    """A public school that is asked for the results of a grade, and why it is."""

    school: School
    basis: Basis


def schools_asked(
    area: Unit, wanted: Collection[YearAndGrade], on: date, tables: Tables
) -> dict[YearAndGrade, dict[str, AskedSchool]]:
    """The area's own schools with a grade in an academic year (BE), by code, in Thai order.

    Args:
        wanted: the years with their grades; all are answered with as many queries as one.
        on: today, as ``schools_of`` takes it.
    """
    years = {year for year, _ in wanted}
    known = schools_by_year(area, years, on, tables)
    levels = {code: ends for code, *ends in ever_in(area).values_list("code", "lowest", "highest")}
    enrolled = _enrolled(area, years)
    found: dict[YearAndGrade, dict[str, AskedSchool]] = {}
    for year, grade in wanted:
        found[year, grade] = {
            code: AskedSchool(school, basis)
            for code, school in known[year].items()
            if school.sector == Sector.PUBLIC
            and (basis := asked_by(grade, enrolled.get((year, code), {}), *levels[code]))
        }
    return found


def _enrolled(area: Unit, years: Collection[int]) -> dict[tuple[int, str], dict[str, int]]:
    """Pupils by grade of each academic year (BE) and school of an area (its code)."""
    schools = ever_in(area).order_by().values("pk")
    rows = Enrolment.objects.filter(school__in=schools, academic_year__in=years)
    found: dict[tuple[int, str], dict[str, int]] = {}
    for year, code, grade, n in rows.values_list(
        "academic_year", "school__code", "grade", "pupils"
    ):
        found.setdefault((year, code), {})[grade] = n
    return found


def grades_asked(school: Unit, academic_years: Collection[int]) -> "GradesOfSchool":
    """What a school is asked for in those academic years (BE)."""
    rows = Enrolment.objects.filter(school=school, academic_year__in=academic_years)
    found: dict[int, dict[str, int]] = {}
    for year, grade, pupils in rows.values_list("academic_year", "grade", "pupils"):
        found.setdefault(year, {})[grade] = pupils
    return GradesOfSchool(school, found)


@dataclass(frozen=True)
class GradesOfSchool:
    """A school with its pupils by academic year (BE) and grade, as far as known."""

    school: Unit
    enrolled: dict[int, dict[str, int]]

    def has(self, academic_year: int, grade: str) -> bool:
        """Whether the school is asked for the results of that grade."""
        ends, enrolled = (self.school.lowest, self.school.highest), self.enrolled
        known = asked_by(grade, enrolled.get(academic_year, {}), *ends) is not None
        return known and self.school.sector == Sector.PUBLIC


def registered_in(area: Unit, academic_year: int, grade: str) -> dict[str, int]:
    """Pupils of a grade registered in each school of an area (its code).

    Those known by name; where a school has no such list, those that were counted. A school of which
    neither is known is left out.
    """
    schools = ever_in(area).order_by().values("pk")
    only = {"school__in": schools, "academic_year": academic_year, "grade": grade}
    counted = Enrolment.objects.filter(**only).values_list("school__code", "pupils")
    named = Pupil.objects.filter(**only).values_list("school__code").annotate(Count("pk"))
    return {**dict(counted), **dict(named)}
