"""The schools of the office for everybody: where they are and what they teach, nobody's name."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khet.records.registry.models import Sector, Unit, UnitKind
from khet.records.registry.queries.register import Registered, open_schools, register_of
from khet.records.registry.queries.schools import years_of
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year
from khet.rules.finding import query_parts, search_text
from khet.web.parts.viewer import viewer_of
from khet.web.public.frame import public_page
from khet.web.registry.units.words import levels_shown, size_names

_PER_PAGE = 50
_LONGEST = 200
_PLACES = (UnitKind.SUBDISTRICT, UnitKind.DISTRICT, UnitKind.NETWORK)


@public_page
def show_schools(request: HttpRequest, office: Unit) -> HttpResponse:
    """The schools that are open, in Thai order; those with all the words of ``q``.

    A school's size is told as a class, never as a number of pupils.
    """
    today, tables = viewer_of(request).today, office_tables(office)
    year = max(years_of(office), default=academic_year(today).be)
    asked = request.GET.get("q", "")[:_LONGEST].strip()
    parts = query_parts(asked)
    schools = open_schools(register_of(office, year, today, tables))
    found = [one for one in schools if all(part in _said(one) for part in parts)]
    leaf = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    sizes, sectors = size_names(year, tables), dict(Sector.choices)
    rows = [
        {
            "name": one.name,
            "sector": "" if one.sector == Sector.PUBLIC else sectors[one.sector],
            "places": [one.at(kind) for kind in _PLACES],
            "levels": levels_shown(one.lowest, one.highest),
            "size": sizes[one.size],
        }
        for one in leaf
    ]
    context = {"rows": rows, "leaf": leaf, "asked": asked, "year": year}
    return render(request, "public/schools.html", context)


def _said(school: Registered) -> str:
    """What words are looked for in: the name, the code and the places."""
    places = (place.name for place in map(school.at, _PLACES) if place)
    return search_text(" ".join([f"โรงเรียน{school.name}", school.code, *places]))
