"""The board of late duties: counted, listed page by page, as XLSX."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Duty
from khet.records.office.queries.duties import with_names
from khet.records.office.queries.owners import Owners
from khet.web.office.duties.words import Row, rows_of
from khet.web.office.late import sums
from khet.web.office.late.asked import LateFilters, board_of, filters_of, kept_board
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date

PER_PAGE = 20


class LateList:
    """The late duties that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.board = board_of(request)
        self.form: LateFilters = filters_of(request, self.board)
        self._asked = request.GET

    @cached_property
    def leaf(self) -> Page[int]:
        """The page of the list that is asked for, or the nearest: the keys of its duties."""
        found = self.form.choose_late(self.board.late).values_list("pk", flat=True)
        paginator = Paginator(found, PER_PAGE)
        if not self.form.chosen:
            paginator.count = sum(one.n for one in self.board.sums)
        return paginator.get_page(self._asked.get("page"))

    def rows(self, keys: Iterable[int]) -> list[Row]:
        """Duties as the list shows them, with who answers for each."""
        found = list(with_names(Duty.objects.filter(pk__in=list(keys))).order_by("due", "pk"))
        return rows_of(self.board.viewer, found, Owners(found, self.board.viewer.today))


@private
@require_safe
def show_late(request: HttpRequest) -> HttpResponse:
    """Late duties that the reader may see."""
    board = kept_board(
        request, lambda: render_to_string("office/late/_board.html", _told(request), request)
    )
    return render(request, "office/late/late.html", {"board": board})


def _told(request: HttpRequest) -> dict[str, Any]:
    listed = LateList(request)
    groups = sums.by_group(listed.board)
    query = listed.form.query
    return {
        "form": listed.form,
        "groups": groups,
        "rules": sums.by_rule(listed.board),
        "ages": sums.by_age(listed.board),
        "total": sums.total(groups),
        "leaf": listed.leaf,
        "rows": listed.rows(listed.leaf),
        "trend": f"{reverse('office:late-trend')}?{query}".rstrip("?"),
        "xlsx": f"{reverse('office:late-xlsx')}?{query}".rstrip("?"),
    }


@private
@require_safe
def late_xlsx(request: HttpRequest) -> HttpResponse:
    """The list as it is filtered, as XLSX."""
    listed = LateList(request)
    today = listed.board.viewer.today
    sheet = Sheet(
        name=_("งานเกินกำหนด"),
        heading=(str(listed.board.viewer.area.name), _("งานเกินกำหนด"), *listed.form.told),
        columns=(
            *(_("งาน"), _("เจ้าของงาน"), _("ผู้รับผิดชอบ"), _("กำหนด")),
            *(_("เกินกำหนด (วัน)"), _("สถานะ")),
        ),
        rows=[
            (
                *(row.title, row.owner, ", ".join(row.names), be_date(row.duty.due)),
                *(row.late, row.state),
            )
            for row in listed.rows(listed.leaf.paginator.object_list)
        ],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(today)},),
    )
    return workbook_of(sheet, "late")
