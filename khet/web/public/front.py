"""The front page for everybody: what is new, what comes, and where everything else is."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khet.records.office.queries.news import published
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.news import TIDINGS
from khet.web.office.news.words import kind_names
from khet.web.parts.menu import public_pages
from khet.web.parts.viewer import viewer_of
from khet.web.public.calendar import public_days
from khet.web.public.contact import contact_of
from khet.web.public.frame import public_page

_NEWEST, _DAYS = 6, 5
_AHEAD = timedelta(days=92)


@public_page
def show_front(request: HttpRequest, office: Unit) -> HttpResponse:
    """The front page."""
    today, tables, kinds = viewer_of(request).today, office_tables(office), kind_names()
    newest = published(office).filter(kind__in=TIDINGS)[:_NEWEST]
    context = {
        "office": office,
        "news": [(one, kinds[one.kind]) for one in newest],
        "coming": public_days(office, today, today + _AHEAD, tables)[:_DAYS],
        "contact": contact_of(tables, today),
        "groups": public_pages()[2:-1],
    }
    return render(request, "public/front.html", context)
