"""Schools, people and pages of the menu that have the words in their names: a short list."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.queries.search import schools_found
from khet.records.registry.access import SEE_PEOPLE, SEE_REGISTERS
from khet.records.registry.access.managing import Manager
from khet.records.registry.queries.people import named, people_seen
from khet.rules.finding import query_parts, search_text
from khet.web.parts.layout import Layout
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of

_MOST = 5


class Near(NamedTuple):
    """A line of the list: what kind of thing, its name and address."""

    kind: str
    label: str
    url: str


@private
@require_safe
def show_nearby(request: HttpRequest) -> HttpResponse:
    """Up to five of each: pages that the reader may open, schools and people that one may see."""
    viewer, asked = viewer_of(request), request.GET.get("q", "")
    near = [Near(_("หน้าในระบบ"), *page) for page in _pages(Layout(request), asked)]
    near += [Near(_("โรงเรียน"), *school) for school in _schools(viewer, asked)]
    near += [Near(_("บุคลากร"), *person) for person in _people(viewer, asked)]
    return render(request, "office/searching/_nearby.html", {"near": near})


def _pages(layout: Layout, asked: str) -> list[tuple[str, str]]:
    """Pages whose name, or that of their section, has every part."""
    parts = query_parts(asked)
    entries = {
        under.url: (f"{entry.label} › {under.label}", under.url)
        for entry in layout.menu
        for under in entry.under
    }
    texts = ((search_text(label), (label, url)) for label, url in entries.values())
    return [page for text, page in texts if parts and all(p in text for p in parts)][:_MOST]


def _schools(viewer: Viewer, asked: str) -> list[tuple[str, str]]:
    found = schools_found(viewer.area, asked, viewer.today)
    seen = [unit for unit in found if viewer.scope.may_at(SEE_REGISTERS, unit.code)]
    return [(str(unit), reverse("registry:school", args=[unit.code])) for unit in seen[:_MOST]]


def _people(viewer: Viewer, asked: str) -> list[tuple[str, str]]:
    """People as the register of people shows them to the reader."""
    parts = query_parts(asked)
    if viewer.user is None or not viewer.scope.may(SEE_PEOPLE) or not parts:
        return []
    by = Manager(viewer.user.pk, viewer.scope, frozenset(held.role for held in viewer.roles))
    people = named(people_seen(by, viewer.today).filter(is_active=True), " ".join(parts))[:_MOST]
    return [
        (f"{user} {user.position}".strip(), reverse("registry:person", args=[user.username]))
        for user in people
    ]
