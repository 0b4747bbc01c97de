"""Panels of duties that the home page shows by their address."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Duty
from khet.rules.duties import week_end
from khet.web.office.duties.listing import OPEN, PASSED, UNITS, Mine, own_title
from khet.web.office.duties.words import rows_of
from khet.web.office.late import sums
from khet.web.office.late.asked import board_of
from khet.web.parts.private import private
from khet.web.parts.viewer import viewer_of

MOST = 8


@private
@require_safe
def own_duties(request: HttpRequest) -> HttpResponse:
    """What the reader has to do, the first due first."""
    viewer = viewer_of(request)
    mine = Mine(viewer)
    found = mine.duties(OPEN)
    title = own_title(viewer) if viewer.at_school else _("งานที่ต้องทำของฉัน")
    return _panel(
        request, "office/_panel_duties.html", found, title=title, awaiting=mine.n_awaiting
    )


@private
@require_safe
def handed_on(request: HttpRequest) -> HttpResponse:
    """What the reader passed on and isn't accepted yet."""
    found = Mine(viewer_of(request)).duties(PASSED)
    return _panel(request, "office/_panel_handed_on.html", found)


@private
@require_safe
def due_this_week(request: HttpRequest) -> HttpResponse:
    """What is due at the reader's own units until Sunday, and what is late there."""
    viewer = viewer_of(request)
    found = Mine(viewer).duties(UNITS).filter(due__lte=week_end(viewer.today))
    return _panel(request, "office/_panel_week.html", found)


@private
@require_safe
def late_groups(request: HttpRequest) -> HttpResponse:
    """How many duties are late in each group."""
    groups = sums.by_group(board_of(request))
    context = {"groups": groups, "total": sums.total(groups)}
    return render(request, "office/_panel_late.html", context)


def _panel(
    request: HttpRequest, template: str, found: QuerySet[Duty], **context: str | int
) -> HttpResponse:
    """The first of the duties, and how many there are."""
    n = found.count()
    rows = rows_of(viewer_of(request), found[:MOST])
    return render(request, template, {"rows": rows, "n": n, **context})
