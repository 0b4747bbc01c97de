"""The programmes of the area, and the schools of each by cohort."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from khet.records.registry.access import SEE_REGISTERS
from khet.records.registry.models import Programme, ProgrammeSchool
from khet.records.registry.queries.programmes import joined, programme_counts, programmes_of
from khet.web.public.errors import Nearest, NotHereError
from khet.web.registry.units.asked import Register
from khet.web.registry.units.pages import Page, register_page


@register_page
def show_programmes(request: HttpRequest, register: Register) -> Page:
    """The programmes with how many schools take part in the year."""

    def content() -> dict[str, Any]:
        rows = programme_counts(register.area, register.year)
        return {"register": register, "rows": [(row, _url(register, row)) for row in rows]}

    return Page(_("โครงการ"), "_programmes", content)


def _url(register: Register, programme: Programme) -> str:
    return register.url("programme", programme.name)


@register_page
def show_programme(request: HttpRequest, register: Register, name: str) -> Page:
    """One programme: its schools by cohort, those that left it too."""
    programme = programmes_of(register.area).filter(name=name).first()
    if programme is None:
        near = [Nearest(_("โครงการ"), register.url("programmes"))]
        raise NotHereError(_("ไม่มีโครงการนี้ในทะเบียน"), near)
    return Page(programme.name, "_programme", lambda: _content(register, programme))


def _content(register: Register, programme: Programme) -> dict[str, Any]:
    rows = list(joined(programme))
    may_at = register.viewer.scope.may_at
    seen = [row for row in rows if may_at(SEE_REGISTERS, row.school.code)]
    cohorts = groupby(seen, key=lambda row: (row.from_year, row.cohort))
    return {
        "register": register,
        "programme": programme,
        "count": len(rows),
        "now": sum(_takes_part(row, register.year) for row in rows),
        "cohorts": [
            (year, cohort, [(row, register.url("school", row.school.code)) for row in inside])
            for (year, cohort), inside in cohorts
        ],
        "list_url": register.url("schools", programme=str(programme.pk)),
    }


def _takes_part(row: ProgrammeSchool, year: int) -> bool:
    return row.from_year <= year and (row.until_year is None or row.until_year >= year)
