"""The list of visits: filtered, page by page, as XLSX."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.learning.models import Visit
from khet.records.learning.queries.visits import open_counts, visits_of_keys
from khet.web.learning.visits.asked import Desk, desk_of, kept_list
from khet.web.learning.visits.filters import COMING, OPEN, VisitFilters
from khet.web.learning.visits.words import kind_name, level_name, state_name, when
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 20
_SLICE = 500


@dataclass(frozen=True)
class Row:
    """A visit as a line of a list; ``open`` is how many of its findings are not closed."""

    visit: Visit
    open: int = 0

    @property
    def when(self) -> str:
        """Its day, else its month."""
        return when(self.visit)

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return state_name(self.visit.state)

    @property
    def kind(self) -> str:
        """Its kind, in words."""
        return kind_name(self.visit.kind)

    @property
    def level(self) -> str:
        """Its level, in words."""
        return level_name(self.visit.level)

    @property
    def topics(self) -> str:
        """Its topics."""
        return ", ".join(topic.name for topic in self.visit.topics.all())


def rows_of(keys: Iterable[int]) -> list[Row]:
    """Visits of those keys as lists show them, in their order; three queries."""
    listed = list(keys)
    still = open_counts(listed)
    return [Row(visit, still.get(visit.pk, 0)) for visit in visits_of_keys(listed)]


class VisitList:
    """The visits that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk: Desk = desk_of(request)
        self._asked = request.GET

    @cached_property
    def form(self) -> VisitFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = VisitFilters(self._asked, self.desk)
        if not form.is_valid():
            whole = Nearest(_("การนิเทศทั้งหมด"), reverse("learning:visits"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการนิเทศ"), [whole])
        return form

    @cached_property
    def keys(self) -> QuerySet[Visit, int]:
        """The keys of the visits that pass, the newest first; those to come by their month."""
        order = ("-month", "-pk") if self.form.planned else ("-day", "-pk")
        found = Visit.objects.filter(self.form.chosen_q).order_by(*order)
        return found.values_list("pk", flat=True)

    @cached_property
    def leaf(self) -> Page[int]:
        """The page of the list that is asked for, or the nearest."""
        return Paginator(self.keys, PER_PAGE).get_page(self._asked.get("page"))

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The states that are asked for most: words, address, and whether it is shown."""
        others = {k: v for k, v in self.form.chosen.items() if k != "state"}
        now = self.form.cleaned_data["state"]
        return [
            (word, f"?{urlencode({**others, **({'state': state} if state else {})})}", state == now)
            for state, word in (
                ("", _("ออกนิเทศแล้ว")),
                (COMING, _("ยังไม่ออกนิเทศ")),
                (OPEN, _("ยังไม่ปิด")),
            )
        ]


@private
@require_safe
def show_visits(request: HttpRequest) -> HttpResponse:
    """The list of visits."""
    desk = desk_of(request)
    found = kept_list(
        request,
        desk,
        lambda: render_to_string("learning/visits/_list.html", _told(request), request),
    )
    context = {"found": found, "records": desk.records}
    return render(request, "learning/visits/list.html", context)


def _told(request: HttpRequest) -> dict[str, Any]:
    listed = VisitList(request)
    return {
        "form": listed.form,
        "tabs": listed.tabs,
        "leaf": listed.leaf,
        "rows": rows_of(listed.leaf),
        "xlsx": f"{reverse('learning:visits-xlsx')}?{listed.form.query}".rstrip("?"),
    }


@private
@require_safe
def visits_xlsx(request: HttpRequest) -> HttpResponse:
    """The list of visits as it is filtered, as XLSX."""
    listed = VisitList(request)
    viewer = listed.desk.viewer
    sheet = Sheet(
        name=_("การนิเทศ"),
        heading=(str(viewer.area.name), _("รายการนิเทศ"), *listed.form.told),
        columns=(
            *(_("โรงเรียน"), _("วันที่หรือเดือน"), _("ประเภทการนิเทศ"), _("เรื่อง"), _("ผู้นิเทศ")),
            *(_("สถานะ"), _("ระดับ"), _("ข้อค้นพบที่ยังไม่ปิด"), _("จุดเด่น"), _("ข้อเสนอแนะ")),
        ),
        rows=_lines(list(listed.keys)),
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(viewer.today)},),
    )
    return workbook_of(sheet, "visits")


def _lines(keys: Sequence[int]) -> list[tuple[str | int | None, ...]]:
    """All rows, looked up so many at a time."""
    starts = range(0, len(keys), _SLICE)
    return [_line(row) for start in starts for row in rows_of(keys[start : start + _SLICE])]


def _line(row: Row) -> tuple[str | int | None, ...]:
    visit = row.visit
    return (
        *(str(visit.school), row.when, row.kind, row.topics, str(visit.lead), row.state),
        *(row.level or None, row.open, visit.strengths or None, visit.advice or None),
    )
