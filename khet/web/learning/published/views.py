"""Pages of what others told of sittings: the list, a form for one value, taking one back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.records.learning.actions import publish, withdraw_published
from khet.records.learning.models import Published, Sitting
from khet.records.learning.queries import published_in
from khet.records.registry.access import IMPORT_SCORES, SEE_AREA_RESULTS, SEE_UNANNOUNCED
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.entries import units_of
from khet.web.learning.asked import address
from khet.web.learning.published.asked import PAGE, Held
from khet.web.learning.published.forms import PublishedForm, WithdrawForm
from khet.web.learning.published.listed import groups, told_to
from khet.web.learning.published.words import told_title, told_value
from khet.web.learning.words import sitting_title
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_ABOUT = ("what", "subject", "school")


@private
@require_safe
def show_published(request: HttpRequest) -> HttpResponse:
    """What was told of a sitting, by matter."""
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    viewer.require(SEE_UNANNOUNCED)
    held = Held(viewer)
    sitting = held.asked(request.GET)
    context = {
        "title": sitting_title(sitting),
        "sitting": sitting,
        "years": held.years(sitting.academic_year),
        "tabs": held.tabs(sitting),
        "groups": groups(viewer, sitting, request.GET.get("subject", "")),
        "may_change": viewer.scope.may_everywhere(IMPORT_SCORES),
        "add": address("learning:published-add", sitting),
    }
    return render(request, "learning/published/list.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def add_published(request: HttpRequest) -> HttpResponse:
    """A value to add; in the place of what is there, where the address names that."""
    viewer = _may_change(request)
    sitting = Held(viewer).asked(request.GET)
    before = _before(viewer, sitting, request.GET)
    schools = units_of(viewer.area, UnitKind.SCHOOL)
    start = _start(before, request.GET)
    form = PublishedForm(request.POST or None, sitting, schools, viewer.tables, start)
    if request.method == "POST" and form.is_valid():
        publish(by=signed_in(request), area=viewer.area, entries=[form.entry])
        messages.success(request, _("บันทึกแล้ว"))
        return redirect(address(PAGE, sitting, subject=form.entry.subject))
    context = {
        "form": form,
        "title": sitting_title(sitting),
        "before": before,
        "back": address(PAGE, sitting),
    }
    return render(request, "learning/published/add.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a value back, with a reason."""
    viewer = _may_change(request)
    row = published_in(viewer.area).filter(pk=pk).first()
    if row is None:
        raise Http404
    back = address(PAGE, row.sitting, subject=row.subject)
    form = WithdrawForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        _withdraw(request, row, form.cleaned_data["reason"])
        return redirect(back)
    context = {
        "form": form,
        "title": sitting_title(row.sitting),
        "told": told_title(row),
        "value": told_value(row, viewer.tables),
        "row": row,
        "back": back,
    }
    return render(request, "learning/published/withdraw.html", context)


def _withdraw(request: HttpRequest, row: Published, reason: str) -> None:
    """Take it back; somebody else may have done so just before."""
    try:
        withdraw_published(by=signed_in(request), published=row, reason=reason)
    except Published.DoesNotExist:
        return
    messages.success(request, _("ถอนค่านี้แล้ว"))


def _may_change(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    viewer.require_everywhere(IMPORT_SCORES)
    return viewer


def _before(viewer: Viewer, sitting: Sitting, asked: QueryDict) -> Published | None:
    """What is there already of the matter, subject and school that an address names."""
    what, subject, school = (asked.get(name, "") for name in _ABOUT)
    found = (row for row in told_to(viewer, sitting) if (row.what, row.subject) == (what, subject))
    return next((row for row in found if (row.school.code if row.school else "") == school), None)


def _start(before: Published | None, asked: QueryDict) -> dict[str, object]:
    """What the form begins with."""
    start: dict[str, object] = {name: asked.get(name, "") for name in _ABOUT}
    if before:
        value = "" if before.value is None else f"{before.value:.2f}"
        start |= {"value": value, "colour": before.colour, "source": before.source}
    return start
