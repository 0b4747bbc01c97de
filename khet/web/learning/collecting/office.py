"""The office's pages of results that schools send: opened, followed, closed, mended."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.jobs.collect_parts import NoPartsError, UnfitPartsError, close, take_in
from khet.records.learning.actions import (
    AlreadyOpenError,
    ClosedError,
    PartsSentError,
    change_due,
    open_collections,
    withdraw_collection,
)
from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import collection_of, versions_of
from khet.records.registry.access import IMPORT_SCORES
from khet.web.learning.asked import address
from khet.web.learning.collecting.forms import DueForm, OpenForm, WithdrawForm
from khet.web.learning.collecting.listing import Listing, counted
from khet.web.learning.words import grade_name
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import Viewer, signed_in, viewer_of


@private
@require_safe
def show_collections(request: HttpRequest) -> HttpResponse:
    """What the schools were asked to send, with how many did."""
    return render(request, "learning/collecting/list.html", {"rows": counted(_office(request))})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Ask the schools for the results of a test, of several grades at once."""
    viewer = _office(request)
    form = OpenForm(request.POST or None, viewer.today, viewer.tables)
    if request.method == "POST" and form.is_valid() and _opened(request, viewer, form):
        return redirect("learning:collecting")
    return render(request, "learning/collecting/open.html", {"form": form})


def _opened(request: HttpRequest, viewer: Viewer, form: OpenForm) -> bool:
    """Whether it was opened; where one of the grades was open before, the form says so."""
    grades, due = form.cleaned_data["grades"], form.cleaned_data["due"]
    try:
        open_collections(
            by=signed_in(request),
            area=viewer.area,
            asked=form.asked,
            grades=grades,
            due=due,
            on=viewer.today,
        )
    except AlreadyOpenError as exc:
        told = _("เปิดรับผลชั้น %(grade)s ของการสอบนี้ไปแล้ว: เอาชั้นนี้ออก โรงเรียนส่งหรือแก้ไขได้ที่รายการเดิม")
        form.add_error("grades", told % {"grade": grade_name(exc.grade)})
        return False
    messages.success(request, _("เปิดรับผลแล้ว โรงเรียนที่มีชั้นนี้เห็นในหน้าแรกของตน"))
    return True


@private
@require_safe
def show_collection(request: HttpRequest, pk: int) -> HttpResponse:
    """One collection: who has sent and who has not."""
    listing = _listing(request, pk)
    context = listing.context(request.GET)
    return render(request, "learning/collecting/collection.html", context)


@private
@require_safe
def export_collection(request: HttpRequest, pk: int) -> HttpResponse:
    """The same list as XLSX."""
    return workbook_of(_listing(request, pk).sheet(request.GET), f"collecting-{pk}")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def close_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a collection, after saying who is missing."""
    told = _("ปิดรับและรวมผลแล้ว ยังไม่ประกาศ")
    return _joined(request, pk, partial(close, at=timezone.now()), told, "close")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def take_in_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a further version with the corrections of schools."""
    return _joined(request, pk, take_in, _("รวมฉบับแก้ไขแล้ว ยังไม่ประกาศ"), "take_in")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def change_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the schools until another day."""
    listing = _listing(request, pk)
    collection, today = listing.collection, listing.viewer.today
    form = DueForm(request.POST or None, today, initial={"due": collection.due})
    if request.method == "POST" and form.is_valid():
        with suppress(ClosedError):
            change_due(by=signed_in(request), collection=collection, due=form.cleaned_data["due"])
            messages.success(request, _("เปลี่ยนกำหนดส่งแล้ว"))
        return redirect("learning:collection", pk)
    return _form_page(request, listing, form, "change")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was asked by mistake."""
    listing = _listing(request, pk)
    form = WithdrawForm(request.POST or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            withdraw_collection(by=signed_in(request), collection=listing.collection, reason=reason)
        except (ClosedError, PartsSentError):
            return redirect("learning:collection", pk)
        messages.success(request, _("ยกเลิกแล้ว โรงเรียนไม่เห็นรายการนี้อีก"))
        return redirect("learning:collecting")
    return _form_page(request, listing, form, "withdraw")


def _form_page(request: HttpRequest, listing: Listing, form: Form, page: str) -> HttpResponse:
    context = {"listing": listing, "title": listing.title, "form": form}
    return render(request, f"learning/collecting/{page}.html", context)


def _joined(
    request: HttpRequest, pk: int, join: Callable[..., ScoreFile], told: str, page: str
) -> HttpResponse:
    """The page that asks for a yes, and what follows it; what somebody else did before stays."""
    listing, fault = _listing(request, pk), ""
    if request.method == "POST":
        try:
            file = join(by=signed_in(request), collection=listing.collection)
            return _made(request, file, told)
        except (ClosedError, NoPartsError):
            return redirect("learning:collection", pk)
        except UnfitPartsError as exc:
            fault = str(exc)
    context = {"listing": listing, "title": listing.title, "fault": fault}
    return render(request, f"learning/collecting/{page}.html", context)


def _made(request: HttpRequest, file: ScoreFile, told: str) -> HttpResponseRedirect:
    """Lead to what changed since the version before, or to the first results."""
    messages.success(request, told)
    older = [v for v in versions_of(file.sitting) if v.version < file.version]
    before = next((v for v in older if v.content == file.content), None)
    if before is None:
        return redirect(address("learning:overview", file.sitting))
    between = {"before": str(before.version), "after": str(file.version)}
    return redirect(address("learning:differences", file.sitting, **between))


def _office(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    viewer.require_everywhere(IMPORT_SCORES)
    return viewer


def _listing(request: HttpRequest, pk: int) -> Listing:
    viewer = _office(request)
    found = collection_of(viewer.area, pk)
    if found is None:
        raise Http404
    return Listing(viewer, found)
