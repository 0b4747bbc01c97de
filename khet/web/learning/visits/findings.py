"""What visits found: what is open, whose, how late; for a school what it owes."""

from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.learning.access import made_by
from khet.records.learning.models import Finding
from khet.records.learning.queries.visits import (
    SETTLED,
    UNSETTLED,
    findings_in,
    findings_of_keys,
    in_networks,
)
from khet.records.office.models import Duty
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.register import units_of
from khet.rules.duties import OWED
from khet.web.learning.visits.asked import Desk, desk_of, kept_list
from khet.web.learning.visits.filters import schools_named
from khet.web.learning.visits.found import Row, found_rows
from khet.web.parts.filter_form import FilterForm, choose
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 20
LATE, SENT, CLOSED, ALL = "late", "sent", "closed", "all"
_thai_select = partial(forms.Select, attrs={"lang": "th"})


class FindingFilters(FilterForm):
    """Which findings; an empty choice means all that are open and that the reader may see."""

    state = forms.ChoiceField(label=_("สถานะ"), required=False)
    school = forms.CharField(label=_("ชื่อหรือรหัสโรงเรียน"), required=False, max_length=100)
    network = forms.ChoiceField(label=_("เครือข่าย"), required=False, widget=_thai_select())
    mine = forms.ChoiceField(label=_("เฉพาะของฉัน"), required=False)

    def __init__(self, data: Mapping[str, Any], desk: Desk) -> None:
        super().__init__(data)
        self._desk = desk
        states = {
            LATE: gettext("เกินกำหนด"),
            SENT: gettext("ส่งแล้ว รอตรวจ"),
            CLOSED: gettext("ปิดแล้ว"),
            ALL: gettext("ทั้งหมด"),
        }
        choose(self, "state", [("", gettext("ยังไม่ปิด")), *states.items()])
        self.offer("mine", [("1", gettext("จากการนิเทศที่ฉันนิเทศหรือร่วม"))])
        if desk.viewer.at_school:
            for name in ("school", "network", "mine"):
                del self.fields[name]
            return
        networks = units_of(desk.viewer.area, UnitKind.NETWORK)
        self.offer("network", [(str(one.pk), str(one)) for one in networks])

    def choose(self) -> QuerySet[Finding]:
        """Those of the findings that pass."""
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        seen, viewer = self._desk.seen, self._desk.viewer
        if "network" in asked:
            seen &= in_networks([int(asked["network"])], viewer.today)
        if "school" in asked:
            seen &= Q(school__in=schools_named(viewer.area, asked["school"]))
        if "mine" in asked:
            seen &= made_by(self._desk.user)
        return findings_in(seen).filter(self._in_state(asked.get("state", "")))

    def _in_state(self, state: str) -> Q:
        if state == LATE:
            return Q(duty__state__in=OWED, duty__due__lt=self._desk.viewer.today)
        if state == SENT:
            return Q(duty__state=Duty.State.DONE)
        if state == ALL:
            return Q(duty__state__in=(*SETTLED, *UNSETTLED))
        return Q(duty__state__in=SETTLED if state == CLOSED else UNSETTLED)


class FindingList:
    """The findings that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk = desk_of(request)
        self._asked = request.GET

    @cached_property
    def form(self) -> FindingFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = FindingFilters(self._asked, self.desk)
        if not form.is_valid():
            whole = Nearest(gettext("ข้อค้นพบทั้งหมด"), reverse("learning:findings"))
            raise NotHereError(gettext("ไม่มีตัวเลือกนี้ในรายการข้อค้นพบ"), [whole])
        return form

    @cached_property
    def leaf(self) -> Page[int]:
        """The page of the list that is asked for, or the nearest: the keys of its findings."""
        keys = self.form.choose().values_list("pk", flat=True)
        return Paginator(keys, PER_PAGE).get_page(self._asked.get("page"))

    def rows(self, findings: Iterable[Finding]) -> list[Row]:
        """Findings as the list shows them."""
        return found_rows(self.desk.viewer, findings)


@private
@require_safe
def show_findings(request: HttpRequest) -> HttpResponse:
    """The list of findings."""
    desk = desk_of(request)
    page = "learning/visits/_found.html"
    found = kept_list(request, desk, lambda: render_to_string(page, _told(request), request))
    context = {"found": found, "at_school": desk.viewer.at_school}
    return render(request, "learning/visits/findings.html", context)


def _told(request: HttpRequest) -> dict[str, Any]:
    listed = FindingList(request)
    return {
        "form": listed.form,
        "leaf": listed.leaf,
        "rows": listed.rows(findings_of_keys(listed.leaf)),
        "at_school": listed.desk.viewer.at_school,
        "xlsx": f"{reverse('learning:findings-xlsx')}?{listed.form.query}".rstrip("?"),
    }


@private
@require_safe
def findings_xlsx(request: HttpRequest) -> HttpResponse:
    """The list of findings as it is filtered, as XLSX."""
    listed = FindingList(request)
    viewer = listed.desk.viewer
    sheet = Sheet(
        name=gettext("ข้อค้นพบ"),
        heading=(str(viewer.area.name), gettext("ข้อค้นพบจากการนิเทศ"), *listed.form.told),
        columns=(
            *(gettext("โรงเรียน"), gettext("พบว่า"), gettext("สิ่งที่ให้ทำ"), gettext("กำหนด")),
            *(gettext("เกินกำหนด (วัน)"), gettext("สถานะ"), gettext("ผู้นิเทศ")),
        ),
        rows=[_line(row) for row in listed.rows(listed.form.choose())],
        notes=(gettext("ข้อมูล ณ %(day)s") % {"day": be_date(viewer.today)},),
    )
    return workbook_of(sheet, "findings")


def _line(row: Row) -> tuple[str | int | None, ...]:
    one = row.finding
    due = be_date(one.until)
    told = (str(one.visit.school), one.text, one.action, due, row.late or None)
    return (*told, row.state, str(one.visit.lead))
