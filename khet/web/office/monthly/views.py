"""The grid of what schools send each month, and from which month on they do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.jobs.open_months import open_months
from khet.records.office.actions.monthly import start_monthly
from khet.records.registry.access import SEE_WORK
from khet.records.registry.actions.settings import UnsoundTableError
from khet.rules.deadlines import first_month
from khet.web.office.monthly.asked import asked_rule, may_start
from khet.web.office.monthly.forms import StartForm
from khet.web.office.monthly.grid import Grid
from khet.web.office.monthly.sheet import grid_sheet
from khet.web.office.monthly.words import tab_name
from khet.web.parts.kept import drawn
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import signed_in, viewer_of


@private
@require_safe
def show_months(request: HttpRequest) -> HttpResponse:
    """What the schools that the reader sees sent in each month of a fiscal year."""
    viewer = viewer_of(request)
    viewer.require(SEE_WORK)
    grid = Grid(request, viewer)
    board = drawn(request, "office/monthly/_grid.html", grid.content, grid.key)
    title = _("%(name)s ปีงบประมาณ %(year)s") % {"name": tab_name(grid.rule), "year": grid.year}
    return render(request, "office/monthly/grid.html", {"title": title, "board": board})


@require_safe
def export_months(request: HttpRequest) -> HttpResponse:
    """The grid as it is seen, as XLSX."""
    viewer = viewer_of(request)
    viewer.require(SEE_WORK)
    grid = Grid(request, viewer)
    return workbook_of(grid_sheet(grid), f"{grid.rule.code}-{grid.year}")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say from which month on schools send, and open what is due already."""
    viewer, rule = viewer_of(request), asked_rule(request)
    if not may_start(viewer, rule):
        raise PermissionDenied
    begun = first_month(rule.code, viewer.tables)
    form = StartForm(request.POST or None, viewer.today, begun)
    back = f"{reverse('office:monthly')}?rule={rule.code}"
    if request.method == "POST" and form.is_valid():
        by, first = signed_in(request), form.cleaned_data["first"]
        try:
            start_monthly(by=by, area=viewer.area, rule=rule, first=first, today=viewer.today)
        except UnsoundTableError as exc:
            for fault in exc.faults:
                form.add_error("first", _(fault.message) % fault.values)
        else:
            opened = open_months(by=by, today=viewer.today, area=viewer.area)
            messages.success(request, _("เริ่มแล้ว เปิดงานให้โรงเรียน %(n)s งาน") % {"n": opened})
            return redirect(back)
    page = {"form": form, "title": _("เดือนแรกที่ต้องส่ง"), "back": back, "button": _("เริ่ม")}
    page |= {"section": tab_name(rule), "lead": _("ระบบเปิดงานของทุกเดือนตั้งแต่เดือนนี้ให้ทุกโรงเรียน สพฐ.")}
    return render(request, "office/form.html", page)
