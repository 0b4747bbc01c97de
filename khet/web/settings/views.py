"""Pages of the dated tables: seen by many, changed by few, with what a change affects."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from khet.jobs.redraw_charts import redraw_charts
from khet.records.registry.access import CHANGE_SETTINGS, SEE_REGISTERS
from khet.records.registry.actions.settings import (
    ChangedMeanwhileError,
    TableChange,
    UnsoundTableError,
    change_table,
)
from khet.records.registry.queries.settings import changes_of, last_change, newest_changes
from khet.rules.calendar import academic_year
from khet.rules.sittings import YEARS
from khet.rules.thai import arabic_digits
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.settings.about import about
from khet.web.settings.editions import editions, history
from khet.web.settings.effects import effects
from khet.web.settings.forms import FORMS, BackForm, TableForm
from khet.web.settings.shown import changes


@require_safe
def show_tables(request: HttpRequest) -> HttpResponse:
    """Every dated table: what it decides, and whose edition counts now."""
    viewer = viewer_of(request)
    viewer.require(SEE_REGISTERS)
    year, newest = _year_now(viewer), newest_changes(viewer.area)
    rows = [
        {
            "about": told,
            "url": reverse("settings:table", args=[name]),
            "begins": viewer.tables.begins(name, year),
            "last": newest.get(name),
        }
        for name, told in about().items()
    ]
    return render(request, "settings/tables.html", {"rows": rows, "year": year})


@require_safe
def show_table(request: HttpRequest, table: str) -> HttpResponse:
    """A table's editions and the history of its changes."""
    viewer = viewer_of(request)
    viewer.require(SEE_REGISTERS)
    frame, made = _frame(table), changes_of(viewer.area, table)
    context = {
        **frame,
        "editions": editions(table, viewer.tables, made),
        "history": history(table, made),
        "may_change": viewer.scope.may_everywhere(CHANGE_SETTINGS),
        "year": _year_now(viewer),
    }
    return render(request, "settings/table.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def edit_table(request: HttpRequest, table: str, back: bool = False) -> HttpResponse:
    """Change a table, or go back to Khet's: the form, then what it affects, then it counts."""
    viewer = viewer_of(request)
    viewer.require_everywhere(CHANGE_SETTINGS)
    context: dict[str, Any] = {**_frame(table), "back": back, "year": _year_now(viewer)}
    form = context["form"] = _form(viewer, request, table, back)
    if request.method == "POST" and "edit" not in request.POST and form.is_valid():
        before = viewer.tables
        change = _change(viewer, table, form)
        after = before.with_edition(table, change.year, change.content)
        context["changes"] = changes(
            table, before.of(table, change.year), after.of(table, change.year)
        )
        if not context["changes"]:
            form.add_error(None, _("ตารางนี้เหมือนกับที่ใช้อยู่ในปีนั้นแล้ว จึงไม่มีอะไรให้บันทึก"))
        elif "confirm" in request.POST and _saved(request, form, change):
            return redirect("settings:table", table)
        elif not form.errors:
            context["effects"] = effects(table, viewer.area, before, after)
            return render(request, "settings/preview.html", context)
    return render(request, "settings/edit.html", context)


def _form(viewer: Viewer, request: HttpRequest, table: str, back: bool) -> TableForm:
    """The form as it is first drawn, or as it was sent."""
    asked = arabic_digits(request.GET.get("year", ""))
    year = int(asked) if asked.isdecimal() and int(asked) in YEARS else _year_now(viewer)
    kind = BackForm if back else FORMS[table]
    return kind(
        request.POST if request.method == "POST" else None,
        tables=viewer.tables,
        shown=viewer.tables.of(table, year),
        initial={"year": year, "seen": last_change(viewer.area, table)},
    )


def _change(viewer: Viewer, table: str, form: TableForm) -> TableChange:
    told = form.cleaned_data
    content = form.content()
    return TableChange(viewer.area, table, told["year"], content, told["reason"], told["seen"])


def _saved(request: HttpRequest, form: TableForm, change: TableChange) -> bool:
    """Whether the change counts now; if not, the form says why."""
    try:
        change_table(by=signed_in(request), change=change)
    except ChangedMeanwhileError:
        form.add_error(None, _("มีผู้อื่นเปลี่ยนตารางนี้ไปก่อน กรุณาเปิดตารางใหม่แล้วแก้อีกครั้ง"))
        return False
    except UnsoundTableError as exc:
        form.refuse(list(exc.faults))
        return False
    redraw_charts.enqueue()
    messages.success(request, _("บันทึกแล้ว ทุกหน้าใช้เกณฑ์ใหม่ตั้งแต่ปี %(year)s") % {"year": change.year})
    return True


def _frame(table: str) -> dict[str, Any]:
    told = about().get(table)
    if told is None:
        raise Http404
    return {"about": told, "name": table}


def _year_now(viewer: Viewer) -> int:
    """Today's academic year (BE), the first that is not over: years before it stay as they are."""
    return academic_year(viewer.today).be
