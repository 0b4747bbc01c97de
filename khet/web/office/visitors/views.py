"""The counter: visitors sign in on a tablet, and the staff see who waits."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.documents.sheets import Sheet
from khet.records.office.actions.visitors import (
    BACK,
    LEFT,
    SERVED,
    VisitorMovedError,
    move_visitor,
    sign_in_visitor,
    tell_exported,
)
from khet.records.office.models import Visitor
from khet.rules.calendar import calendar_year
from khet.rules.visitors import HEIGHT, WIDTH, counter_hours, minutes_waited, path_of
from khet.web.office.visitors.asked import asked, counter_of
from khet.web.office.visitors.forms import SignForm
from khet.web.office.visitors.words import state_of, waited
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private, workbook_of
from khet.web.parts.session import at_counter
from khet.web.parts.tags import be_date, hour
from khet.web.parts.viewer import signed_in

PER_PAGE = 50
_STEPS = (SERVED, LEFT, BACK)


@dataclass(frozen=True)
class Row:
    """A visitor as the list shows it."""

    visitor: Visitor
    state: str
    waited: str


@private
@form_page
def sign(request: HttpRequest) -> HttpResponse:
    """The page of the tablet: after each visitor it thanks, and is empty again by itself."""
    counter = counter_of(request, keep=True)
    viewer, now = counter.viewer, timezone.now()
    service = counter_hours(viewer.tables, calendar_year(viewer.today).be)
    held = at_counter(request)
    form = SignForm(request.POST or None, now, service, held)

    def do() -> str:
        sign_in_visitor(by=signed_in(request), area=viewer.area, entry=form.entry, at=now)
        return reverse("office:visitor-sign")

    done = _("ขอบคุณ บันทึกแล้ว กรุณารอเจ้าหน้าที่เรียก")
    title, button = _("ลงชื่อผู้มาติดต่อ"), _("บันทึก")
    back = "" if held else reverse("office:visitors")
    page = Page(title, button, back, done=done, template="office/visitors/sign.html")
    return filled(request, form, page, do)


@private
@require_safe
def visitors(request: HttpRequest) -> HttpResponse:
    """Who came, today unless asked for otherwise."""
    counter = counter_of(request)
    wanted = asked(request, counter.viewer.today)
    found = wanted.found(counter)
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "counter": counter,
        "wanted": wanted,
        "leaf": leaf,
        "rows": [Row(one, state_of(one), waited(one)) for one in leaf],
        "waiting": found.filter(served_at=None, left_at=None).count(),
    }
    return render(request, "office/visitors/list.html", context)


@private
@require_safe
def visitor(request: HttpRequest, pk: int) -> HttpResponse:
    """One visitor, with the signature."""
    counter = counter_of(request)
    one = get_object_or_404(Visitor, pk=pk, area=counter.viewer.area)
    context = {
        "one": one,
        "state": state_of(one),
        "waited": waited(one),
        "path": path_of(one.signature),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render(request, "office/visitors/visitor.html", context)


@private
@require_POST
def take_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Write down that a visitor is served, has left, or that the last step was a slip."""
    counter = counter_of(request, keep=True)
    one = get_object_or_404(Visitor, pk=pk, area=counter.viewer.area)
    if step not in _STEPS:
        raise Http404
    try:
        move_visitor(by=signed_in(request), visitor=one, step=step, at=timezone.now())
    except VisitorMovedError:
        messages.error(request, _("มีผู้บันทึกขั้นนี้ไปแล้ว: ดูสถานะในรายการ"))
    day = timezone.localdate(one.came_at).isoformat()
    return redirect(f"{reverse('office:visitors')}?day={day}")


@private
@require_safe
def visitors_xlsx(request: HttpRequest) -> HttpResponse:
    """The list by name as XLSX; who took it away is written down."""
    counter = counter_of(request, keep=True)
    area = counter.viewer.area
    wanted = asked(request, counter.viewer.today)
    found = list(wanted.found(counter))
    columns = (_("วันที่"), _("มาเวลา"), _("ชื่อ"), _("มาจาก"), _("จำนวนคน"), _("เรื่อง"), _("พบ"))
    sheet = Sheet(
        name=_("ผู้มาติดต่อ"),
        heading=(area.name, _("สมุดผู้มาติดต่อ"), wanted.told, *filter(None, [wanted.purpose])),
        columns=(*columns, _("รอกี่นาที"), _("สถานะ")),
        rows=[
            (
                *(be_date(one.came_at), hour(one.came_at), one.name, one.from_where, one.people),
                *(one.purpose, one.to_meet),
                *(minutes_waited(one.came_at, one.served_at), state_of(one)),
            )
            for one in found
        ],
    )
    answer = workbook_of(sheet, f"visitors-{wanted.first}")
    days, keys = (wanted.first, wanted.last), [one.pk for one in found]
    tell_exported(by=signed_in(request), area=area, days=days, keys=keys)
    return answer
