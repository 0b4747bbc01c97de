"""The comparison of any units, measures and years. What was chosen is the address."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.registry.access import EXPORT_RESULTS, SEE_AREA_RESULTS
from khet.web.learning.asked import file_name
from khet.web.learning.compare.chosen import MEASURES_ASKED, PAGE, UNITS, YEARS, Choice
from khet.web.learning.compare.page import content
from khet.web.learning.compare.sheet import compare_sheet
from khet.web.learning.frame import opens_by_default
from khet.web.learning.tabs import Tab, Tabs, tabs
from khet.web.learning.words import sitting_name
from khet.web.parts.kept import answered, drawn
from khet.web.parts.private import workbook_of
from khet.web.parts.viewer import viewer_of

_ADD = "add"


@require_safe
@opens_by_default
def show_compare(request: HttpRequest) -> HttpResponse:
    """The comparison; what its form sends is put into one plain address first."""
    choice = Choice(viewer_of(request), request.GET)
    if _ADD in request.GET:
        return HttpResponseRedirect(_with_school(choice))

    def page() -> HttpResponse:
        context = {
            "title": sitting_name(choice.sitting),
            "tabs": _tabs(choice),
            "content": drawn(request, "learning/compare/_compare.html", lambda: content(choice)),
        }
        return render(request, "learning/compare/compare.html", context)

    return answered(request, page)


def _with_school(choice: Choice) -> str:
    """The address that the form means, with the school that was typed."""
    added = choice.added(choice.given.get(_ADD, ""))
    units = [*choice.units, *([added] if added else [])]
    return choice.address(units=list(dict.fromkeys(units)))


def _tabs(choice: Choice) -> Tabs:
    """The tests of the year and their grades, with the same choice of the rest."""
    viewer, given = choice.viewer, choice.given
    kept = {name: given.getlist(name) for name in (YEARS, MEASURES_ASKED, UNITS)}
    query = urlencode(kept, doseq=True)
    found = tabs(choice.file, viewer.score_files, PAGE, given, viewer.tables)

    def chosen(several: tuple[Tab, ...]) -> tuple[Tab, ...]:
        return tuple(replace(tab, url=f"{tab.url}&{query}".rstrip("&")) for tab in several)

    return Tabs(chosen(found.tests), chosen(found.grades), chosen(found.pupils), found.told)


@require_safe
def export_compare(request: HttpRequest) -> HttpResponse:
    """The table of the comparison as XLSX."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    viewer.require(EXPORT_RESULTS)
    choice = Choice(viewer, request.GET)
    sitting = choice.sitting
    name = file_name("compare", sitting.test, sitting.round, sitting.grade)
    return workbook_of(compare_sheet(choice), name)
