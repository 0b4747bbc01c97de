"""One search for everything in the office that the reader may see."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Findable
from khet.records.office.queries.search import MOST, Found, Hit, find, findables
from khet.rules.finding import Piece, query_parts, snippet
from khet.web.office.searching.asked import LONGEST, SearchForm, days_of, kind_word
from khet.web.parts.kinds import Ref, kinds, named
from khet.web.parts.private import private
from khet.web.parts.tags import exact
from khet.web.parts.viewer import Viewer, viewer_of

_PER_PAGE = 20


@dataclass(frozen=True)
class Line:
    """A record that was found, as the page shows it; without an address where it has no page."""

    row: Findable
    kind: str
    url: str
    pieces: list[Piece]


@private
@require_safe
def show_found(request: HttpRequest) -> HttpResponse:
    """The box, the filters, and what was found, page by page."""
    viewer = viewer_of(request)
    asked = {name: request.GET.get(name, "") for name in ("q", "kind", "year")}
    asked["q"] = asked["q"][:LONGEST]
    everything = find(viewer.office_sight, asked["q"])
    found = _narrowed(viewer, asked, everything)
    leaf = Paginator(found.hits, _PER_PAGE).get_page(request.GET.get("page"))
    form = SearchForm(asked, everything, viewer.today)
    chosen = {name: value for name, value in asked.items() if value}
    return render(
        request,
        "office/searching/found.html",
        {
            "form": form,
            "q": asked["q"],
            "parts": query_parts(asked["q"]),
            "lines": _lines(viewer, list(leaf), query_parts(asked["q"])),
            "leaf": leaf,
            "told": _told(found),
            "narrowed": len(chosen) > 1,
        },
    )


def _narrowed(viewer: Viewer, asked: dict[str, str], everything: Found) -> Found:
    """What was found of the kind and year asked for; of what is no kind or year there is none."""
    kind, year = asked["kind"], asked["year"]
    if not kind and not year:
        return everything
    days = days_of(year)
    if (year and days is None) or (kind and kind not in kinds()):
        return Found()
    if everything.more:
        return find(viewer.office_sight, asked["q"], kind, days)
    return Found(tuple(hit for hit in everything.hits if _fits(hit, kind, days)))


def _fits(hit: Hit, kind: str, days: tuple[date, date] | None) -> bool:
    return kind in ("", hit.kind) and (days is None or days[0] <= hit.day <= days[1])


def _lines(viewer: Viewer, hits: list[Hit], parts: list[str]) -> list[Line]:
    rows = findables(hits)
    names = named(viewer, [Ref(row.kind, row.key) for row in rows])
    lines = []
    for row in rows:
        record = names.get(Ref(row.kind, row.key))
        text = row.text.removeprefix(row.heading).strip()
        url = record.url if record else ""
        hidden = record is None and row.kind in kinds() and kinds()[row.kind].closed
        pieces = [] if hidden else snippet(text, parts)
        lines.append(Line(row, kind_word(row.kind), url, pieces))
    return lines


def _told(found: Found) -> str:
    if found.more:
        return _("พบมากกว่า %(n)s รายการ แสดง %(n)s รายการแรก") % {"n": exact(MOST)}
    return _("พบ %(n)s รายการ") % {"n": exact(len(found.hits))}
