"""The reader's own duties: those to do by how pressing they are, sent, done, passed on; as XLSX."""

from collections.abc import Iterable
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Duty
from khet.records.office.queries.duties import with_names
from khet.records.office.queries.owners import accepts_here, awaiting, led, owned
from khet.rules.duties import OWED, Pressing
from khet.web.office.duties.words import CHECKED, Row, rows_of
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 20
OPEN, SENT, DONE, PASSED, UNITS = "open", "sent", "done", "passed", "units"
AWAITING = "awaiting"
_OWED = Q(state__in=OWED)
_SENT = Q(state=Duty.State.DONE, rule__in=CHECKED)


def tab_names(viewer: Viewer) -> dict[str, str]:
    """The parts of the list: who accepts duties sees what waits, who heads a group its people's."""
    to_accept = {AWAITING: _("รอท่านตรวจรับ")} if accepts_here(viewer.office_sight) else {}
    of_group = {UNITS: _("งานของกลุ่ม")} if heads_group(viewer) else {}
    return {
        OPEN: _("ยังไม่เสร็จ"),
        **to_accept,
        SENT: _("ส่งแล้ว รอตรวจ"),
        DONE: _("เสร็จแล้ว"),
        PASSED: _("มอบต่อแล้ว"),
        **of_group,
    }


def heads_group(viewer: Viewer) -> bool:
    """Whether the person heads a group of the office."""
    return any(role.role == "group-director" for role in viewer.roles)


def group_names() -> dict[Pressing, str]:
    """How soon something is due, as headings."""
    return {
        Pressing.LATE: _("เกินกำหนด"),
        Pressing.TODAY: _("วันนี้"),
        Pressing.WEEK: _("สัปดาห์นี้"),
        Pressing.LATER: _("ต่อไป"),
    }


class Mine:
    """The duties of a person, in parts."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self._sight = viewer.office_sight

    @cached_property
    def parts(self) -> dict[str, Q]:
        """Which duties are of each part."""
        mine = owned(self._sight, self.viewer.roles)
        to_do = mine & (Q(passed=None) | Q(passed=self._sight.user))
        others = led(self._sight, self.viewer.roles) & ~Q(passed=None) & ~self._own
        return {
            OPEN: to_do & _OWED,
            SENT: mine & _SENT,
            DONE: mine & ~_OWED & ~_SENT,
            PASSED: others & _OWED,
            UNITS: Q(unit__in=self._sight.units) & _OWED,
        }

    @cached_property
    def _awaiting(self) -> Q:
        """What was handed in and waits for the person to accept it."""
        viewer = self.viewer
        return awaiting(self._sight, viewer.roles, viewer.scope, viewer.today)

    @property
    def _own(self) -> Q:
        return Q(passed=self._sight.user)

    def duties(self, part: str) -> QuerySet[Duty]:
        """The duties of a part: to do the first due first, else the last due first.

        What is to be accepted comes by how long it has waited.
        """
        if part == AWAITING:
            return with_names(Duty.objects.filter(self._awaiting)).order_by("done_at", "pk")
        order = ("due", "pk") if part in (OPEN, PASSED, UNITS) else ("-due", "-pk")
        return with_names(Duty.objects.filter(self.parts[part])).order_by(*order)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many there are of the parts that are still owed; the others only grow."""
        tabs = tab_names(self.viewer)
        names = [name for name in tabs if name not in (SENT, DONE, AWAITING)]
        asked = {f"n_{name}": Count("pk", filter=self.parts[name]) for name in names}
        mine = owned(self._sight, self.viewer.roles)
        either = mine | Q(unit__in=self._sight.units) if UNITS in names else mine
        counted = Duty.objects.filter(either, _OWED).aggregate(**asked)
        found = dict(zip(names, counted.values(), strict=True))
        return {**found, AWAITING: self.n_awaiting} if AWAITING in tabs else found

    @cached_property
    def n_awaiting(self) -> int:
        """How many wait for the person to accept them."""
        if not accepts_here(self._sight):
            return 0
        return Duty.objects.filter(self._awaiting).count()


class OwnList:
    """The page of a person's duties that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self._asked = request.GET
        self.mine = Mine(viewer_of(request))

    @cached_property
    def part(self) -> str:
        """The part that is asked for.

        Raises:
            NotHereError: there is no such part.
        """
        part = self._asked.get("tab", OPEN)
        if part not in tab_names(self.mine.viewer):
            raise NotHereError(_("ไม่มีรายการนี้"), [Nearest(_("งานของฉัน"), reverse("office:duties"))])
        return part

    @cached_property
    def leaf(self) -> Page[int]:
        """The page of the list that is asked for, or the nearest: the keys of its duties."""
        paginator = Paginator(self.mine.duties(self.part).values_list("pk", flat=True), PER_PAGE)
        if self.part in self.mine.counts:
            paginator.count = self.mine.counts[self.part]
        return paginator.get_page(self._asked.get("page"))

    def rows(self, keys: Iterable[int]) -> list[Row]:
        """Duties as the list shows them, in the order of the keys."""
        listed = list(keys)
        found = with_names(Duty.objects.all()).in_bulk(listed)
        return rows_of(self.mine.viewer, [found[key] for key in listed if key in found])

    def groups(self) -> list[tuple[str, list[Row]]]:
        """The rows of the page; those to do by how pressing they are."""
        rows = self.rows(self.leaf)
        if self.part not in (OPEN, UNITS):
            return [("", rows)] if rows else []
        names = group_names()
        return [(names[key], list(found)) for key, found in groupby(rows, _pressing)]

    @property
    def tabs(self) -> list[tuple[str, int | None, str, bool]]:
        """The parts with how many they have, their addresses, and which is shown."""
        return [
            (label, self.mine.counts.get(part), f"?tab={part}", part == self.part)
            for part, label in tab_names(self.mine.viewer).items()
        ]


def _pressing(row: Row) -> Pressing:
    return row.pressing


@private
@require_safe
def show_duties(request: HttpRequest) -> HttpResponse:
    """The reader's own duties."""
    listed = OwnList(request)
    return render(
        request,
        "office/duties/duties.html",
        {
            "title": own_title(listed.mine.viewer),
            "part": listed.part,
            "tabs": listed.tabs,
            "groups": listed.groups(),
            "leaf": listed.leaf,
            "xlsx": f"{reverse('office:duties-xlsx')}?tab={listed.part}",
        },
    )


@private
@require_safe
def duties_xlsx(request: HttpRequest) -> HttpResponse:
    """The reader's own duties of a part as XLSX."""
    listed = OwnList(request)
    viewer = listed.mine.viewer
    sheet = Sheet(
        name=_("งานของฉัน"),
        heading=(str(viewer.area.name), own_title(viewer), tab_names(viewer)[listed.part]),
        columns=(_("งาน"), _("เจ้าของงาน"), _("กำหนด"), _("เกินกำหนด (วัน)"), _("สถานะ"), _("มอบให้")),
        rows=[
            (
                *(row.title, row.owner, be_date(row.duty.due), row.late or None),
                *(row.state, str(row.duty.passed or "")),
            )
            for row in listed.rows(listed.leaf.paginator.object_list)
        ],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(viewer.today)},),
    )
    return workbook_of(sheet, "duties")


def own_title(viewer: Viewer) -> str:
    """What a person's own duties are called: at a school by what they are there."""
    if not viewer.at_school:
        return _("งานของฉัน")
    head = any(role.role == "school-director" for role in viewer.roles)
    return _("งานที่ต้องส่งเขต") if head else _("งานที่ได้รับมอบหมาย")
