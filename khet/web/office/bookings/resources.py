"""The rooms and vehicles themselves, and how much they were used, as XLSX."""

from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet, Value
from khet.records.office.actions.resources import (
    ResourceEntry,
    SameNameError,
    add_resource,
    change_resource,
)
from khet.records.office.models import Booking, Resource
from khet.records.office.queries.bookings import State, bookings_of, resources_of
from khet.records.office.queries.visitors import start_of
from khet.rules.bookings import QUARTER
from khet.rules.calendar import fiscal_year
from khet.rules.months import Month, fiscal_months, month_of
from khet.rules.thai import arabic_digits
from khet.web.office.bookings.asked import Desk, desk_of, keeper_of
from khet.web.office.bookings.short_forms import ResourceForm
from khet.web.office.bookings.words import kind_words, resource_name
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.filter_form import choose
from khet.web.parts.private import private, workbook_of
from khet.web.public.errors import Nearest, NotHereError

_FAR = 20
_FIELDS = ("kind", "name", "seats", "note", "closed")


@private
@require_safe
def show_resources(request: HttpRequest) -> HttpResponse:
    """The rooms and vehicles of the office, those closed too."""
    desk = keeper_of(request)
    words = kind_words()
    found = resources_of(desk.viewer.area, closed=True)
    rows = [(one, words[Resource.Kind(one.kind)]) for one in found]
    return render(request, "office/bookings/resources.html", {"rows": rows})


@private
@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Add a room or vehicle."""
    desk = keeper_of(request)
    form = _form(request, None)

    def do() -> str:
        add_resource(by=desk.user, area=desk.viewer.area, entry=_entry(form))
        return reverse("office:resources")

    return _filled(request, form, _("เพิ่มห้องหรือรถ"), do)


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is said of one, or close it."""
    desk = keeper_of(request)
    resource = get_object_or_404(Resource, pk=pk, area=desk.viewer.area)
    form = _form(request, resource)

    def do() -> str:
        change_resource(by=desk.user, resource=resource, entry=_entry(form))
        return reverse("office:resources")

    title = _("แก้ %(room)s") % {"room": resource_name(resource)}
    return _filled(request, form, title, do)


@private
@require_safe
def usage_xlsx(request: HttpRequest) -> HttpResponse:
    """How many hours each was booked in each month of a fiscal year."""
    desk = desk_of(request)
    year = _year(request, desk)
    months = fiscal_months(year)
    hours, times = _used(desk, months)
    words = kind_words()
    rows: list[list[Value]] = []
    for one in resources_of(desk.viewer.area, closed=True):
        if one.kind in desk.kinds:
            spent = [hours[one.pk, month.key] for month in months]
            told = [resource_name(one), words[Resource.Kind(one.kind)]]
            rows.append([*told, *spent, sum(spent, Decimal(0)), times[one.pk]])
    title = _("การใช้ห้องและรถ ปีงบประมาณ %(year)s (ชั่วโมง)") % {"year": year}
    named = [month.named(short=True) for month in months]
    sheet = Sheet(
        name=_("การใช้ห้องและรถ"),
        heading=(desk.viewer.area.name, title),
        columns=(_("ห้องหรือรถ"), _("ประเภท"), *named, _("รวมชั่วโมง"), _("จำนวนครั้ง")),
        rows=rows,
        notes=(_("นับการจองที่อนุญาตแล้วและใช้แล้ว ในเดือนที่เริ่มใช้"),),
    )
    return workbook_of(sheet, f"room-usage-{year}")


def _used(desk: Desk, months: list[Month]) -> tuple[dict[tuple[int, str], Decimal], dict[int, int]]:
    """Hours by resource and month, and how often each was booked, in the month that it began."""
    hours: dict[tuple[int, str], Decimal] = defaultdict(Decimal)
    times: dict[int, int] = defaultdict(int)
    begins, ends = start_of(months[0].first), start_of(months[-1].plus(1).first)
    found = bookings_of(desk.viewer.area).filter(state__in=(State.ALLOWED, State.CLOSED))
    for one in found.filter(starts__gte=begins, starts__lt=ends):
        hours[one.resource_id, _month(one)] += Decimal((one.ends - one.starts) // QUARTER) / 4
        times[one.resource_id] += 1
    return hours, times


def _month(booking: Booking) -> str:
    return month_of(timezone.localdate(booking.starts)).key


def _year(request: HttpRequest, desk: Desk) -> int:
    this = fiscal_year(desk.viewer.today).be
    text = arabic_digits(request.GET.get("year", str(this)))
    if not text.isascii() or not text.isdecimal() or abs(int(text[:6]) - this) > _FAR:
        near = Nearest(_("จองห้องและรถ"), reverse("office:bookings"))
        raise NotHereError(_("ไม่มีปีงบประมาณนี้ในตารางการจอง"), [near])
    return int(text)


def _form(request: HttpRequest, resource: Resource | None) -> ResourceForm:
    initial = {name: getattr(resource, name) for name in _FIELDS} if resource else None
    form = ResourceForm(request.POST or None, label_suffix="", initial=initial)
    choose(form, "kind", kind_words().items())
    return form


def _entry(form: ResourceForm) -> ResourceEntry:
    return ResourceEntry(**{name: form.cleaned_data[name] for name in _FIELDS})


def _filled(
    request: HttpRequest, form: ResourceForm, title: str, do: Callable[[], str]
) -> HttpResponse:
    def told(_fault: Exception) -> dict[str, str]:
        return {"name": _("มีชื่อนี้แล้วในประเภทเดียวกัน: ใช้ชื่ออื่น หรือแก้รายการเดิม")}

    page = Page(title, _("บันทึก"), reverse("office:resources"), done=_("บันทึกแล้ว"))
    return filled(request, form, page, do, (SameNameError,), told)
