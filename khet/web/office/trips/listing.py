"""The list of trips, and that of what they brought: filtered, page by page, as XLSX."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Trip
from khet.records.office.queries.trips import (
    Owed,
    in_phase,
    owed_of,
    reported_late,
    trips_seen,
)
from khet.rules.trips import ASKED, BACK, CIRCULATED, COMING, NOW, REPORTED
from khet.web.office.trips.asked import TripDesk, desk_of, office_desk
from khet.web.office.trips.filters import EssenceFilters, TripFilters
from khet.web.office.trips.words import LATE, people_told, phase_name
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A trip of the list: how far it is today, what is owed, and how late that is."""

    trip: Trip
    phase: str
    owed: Owed | None
    today: date

    @property
    def phase_name(self) -> str:
        """How far, in words."""
        return phase_name(self.phase)

    @property
    def people(self) -> str:
        """Who goes."""
        return people_told(self.trip)

    @property
    def late(self) -> int:
        """By how many days its report is late."""
        return self.owed.late(self.today) if self.owed else 0


class TripList:
    """The trips that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk: TripDesk = office_desk(request)
        self._asked = request.GET

    @cached_property
    def form(self) -> TripFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = TripFilters(self._asked, self.desk.viewer)
        if not form.is_valid():
            whole = Nearest(_("การไปราชการทั้งหมด"), reverse("office:trips"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการไปราชการ"), [whole])
        return form

    @cached_property
    def leaf(self) -> Page[Trip]:
        """The page of the list that is asked for, or the nearest."""
        seen = trips_seen(self.desk.viewer.office_sight)
        return Paginator(self.form.choose(seen), PER_PAGE).get_page(self._asked.get("page"))

    def rows(self, trips: Iterable[Trip]) -> list[Row]:
        """Trips as the list shows them."""
        listed = list(trips)
        owed, today = owed_of(listed), self.desk.viewer.today
        return [Row(one, self.desk.phase(one), owed.get(one.pk), today) for one in listed]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The phases to choose from: word, address, whether it is the one shown."""
        others = {k: v for k, v in self.form.chosen.items() if k != "phase"}
        now = self.form.cleaned_data["phase"]
        words = {
            "": _("ทั้งหมด"),
            ASKED: _("รออนุมัติ"),
            NOW: _("กำลังไป"),
            COMING: _("จะไป"),
            BACK: _("รอรายงาน"),
            LATE: _("รายงานเกินกำหนด"),
            REPORTED: _("รอแจ้งเวียน"),
            CIRCULATED: phase_name(CIRCULATED),
        }
        return [
            (word, f"?{urlencode({**others, 'phase': key} if key else others)}", key == now)
            for key, word in words.items()
        ]

    @property
    def late(self) -> int:
        """How many trips have a late report, of all."""
        seen = trips_seen(self.desk.viewer.office_sight)
        return seen.filter(reported_late(self.desk.viewer.today)).count()


@private
@require_safe
def show_trips(request: HttpRequest) -> HttpResponse:
    """The list of trips."""
    listed = TripList(request)
    return render(
        request,
        "office/trips/list.html",
        {
            "form": listed.form,
            "leaf": listed.leaf,
            "rows": listed.rows(listed.leaf),
            "tabs": listed.tabs,
            "late": listed.late,
            "xlsx": f"{reverse('office:trips-xlsx')}?{listed.form.query}".rstrip("?"),
        },
    )


@require_safe
def trips_xlsx(request: HttpRequest) -> HttpResponse:
    """The list of trips as it is seen, as XLSX."""
    listed = TripList(request)
    columns = (
        *(_("เรื่อง"), _("สถานที่"), _("ตั้งแต่วันที่"), _("ถึงวันที่"), _("ผู้เดินทาง"), _("กลุ่ม")),
        *(_("เดินทางโดย"), _("ค่าใช้จ่าย"), _("สถานะ"), _("ครบกำหนดรายงาน"), _("เกินกำหนด (วัน)")),
    )
    sheet = Sheet(
        name=_("ไปราชการ"),
        heading=(str(listed.desk.viewer.area.name), _("รายการไปราชการ"), *listed.form.told),
        columns=columns,
        rows=[_line(row) for row in listed.rows(listed.leaf.paginator.object_list)],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(listed.desk.viewer.today)},),
    )
    return workbook_of(sheet, "trips")


@private
@require_safe
def show_essences(request: HttpRequest) -> HttpResponse:
    """What circulated trips brought, for all staff of the area."""
    desk = desk_of(request)
    form = EssenceFilters(request.GET, desk.viewer)
    if not form.is_valid():
        whole = Nearest(_("สาระจากการไปราชการ"), reverse("office:trip-essences"))
        raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการ"), [whole])
    told = trips_seen(desk.viewer.office_sight).filter(in_phase(CIRCULATED, desk.viewer.today))
    found = form.choose(told).order_by("-circulated_at", "-pk")
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "leaf": leaf, "at_office": desk.at_office}
    return render(request, "office/trips/essences.html", context)


def _line(row: Row) -> tuple[int | str | None, ...]:
    trip = row.trip
    people = ", ".join(str(one.user) for one in trip.travellers.all())
    days = (be_date(trip.starts), be_date(trip.ends))
    due = be_date(row.owed.due) if row.owed else None
    told = (trip.travels_by or None, trip.costs or None, row.phase_name)
    return (trip.title, trip.place, *days, people, str(trip.unit), *told, due, row.late or None)
