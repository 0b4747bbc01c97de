"""Pages of files that people bring: the list, and one file from first look to kept."""

from collections.abc import Callable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khet.jobs.background import begin_check, begin_keep
from khet.jobs.uploads import remove_upload, report_path, upload_path
from khet.records.registry.access import IMPORT_SCORES, SEND_SCORES
from khet.records.registry.actions.imports import ImportMovedOnError, chosen, discarded
from khet.records.registry.models import Import
from khet.records.registry.queries.imports import find_import, imports_of
from khet.web.learning.collecting.part_page import part_page
from khet.web.learning.imports.bring import brought
from khet.web.learning.imports.forms import DropForm, ReasonForm
from khet.web.learning.imports.page import ImportPage
from khet.web.learning.imports.words import import_state
from khet.web.parts.private import XLSX, private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

WHAT = "scores"
_A_PAGE = 20


@private
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The files that were brought, and a place to drop another."""
    viewer = _may(request)
    form = DropForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        held = brought(request, WHAT, form.cleaned_data["file"])
        return redirect("learning:import", held.pk)
    pages = Paginator(imports_of(viewer.area, WHAT), _A_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    rows = [(held, import_state(held)) for held in shown]
    context = {"form": form, "shown": shown, "rows": rows}
    return render(request, "learning/imports/list.html", context)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file: what it is, how far the work is, what was found; each step is a form's ``do``."""
    page = _asked(request, pk)
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("do", ""))
        try:
            answer = step(request, page) if step else None
        except ImportMovedOnError:
            answer = _again(page.held)
        if answer is not None:
            return answer
    return render(request, "learning/imports/import.html", page.context())


def _confirm(request: HttpRequest, page: ImportPage) -> HttpResponse | None:
    if not page.look:
        return _again(page.held)
    form = page.asking(request.POST, {})
    if not form.is_valid():
        page.confirm_form = form
        return None
    begin_check(by=signed_in(request), held=page.held, choices=form.choices, total=page.steps)
    return _again(page.held)


def _accept(request: HttpRequest, page: ImportPage) -> HttpResponse | None:
    kind, form = request.POST.get("kind", ""), ReasonForm(request.POST)
    if kind not in page.to_accept:
        return _again(page.held)
    if not form.is_valid():
        page.refused = (kind, form)
        return None
    accepted = {**page.accepted, kind: form.cleaned_data["reason"]}
    choices = {**page.held.choices, "accepted": accepted}
    chosen(by=signed_in(request), held=page.held, choices=choices)
    return _again(page.held, f"#{kind}")


def _keep(request: HttpRequest, page: ImportPage) -> HttpResponse | None:
    if page.may_keep:
        begin_keep(by=signed_in(request), held=page.held, total=page.steps)
    return _again(page.held)


def _discard(request: HttpRequest, page: ImportPage) -> HttpResponse | None:
    discarded(by=signed_in(request), held=page.held)
    remove_upload(page.held)
    return redirect(page.home)


def _check_again(request: HttpRequest, page: ImportPage) -> HttpResponse | None:
    """After a failure: check once more what was chosen, where the file still is there."""
    if upload_path(page.held).exists():
        choices = page.held.choices
        begin_check(by=signed_in(request), held=page.held, choices=choices, total=page.steps)
    return _again(page.held)


_STEPS: dict[str, Callable[[HttpRequest, ImportPage], HttpResponse | None]] = {
    "confirm": _confirm,
    "accept": _accept,
    "keep": _keep,
    "discard": _discard,
    "again": _check_again,
}


def _again(held: Import, to: str = "") -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("learning:import", args=[held.pk]) + to)


@private
@require_safe
def progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How far the work is, asked again and again; a whole new page once it is done."""
    page = _asked(request, pk)
    response = render(request, "learning/imports/_progress.html", page.context())
    if not page.at_work:
        response.headers["HX-Refresh"] = "true"
    return response


@private
@require_safe
def report(request: HttpRequest, pk: UUID) -> HttpResponse | FileResponse:
    """What was found, as a workbook, as long as the file waits for a decision."""
    held = _asked(request, pk).held
    path = report_path(held)
    if not path.exists():
        raise Http404
    name = f"{held.name.rsplit('.', 1)[0]}-report.xlsx"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


def _may(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    viewer.require_everywhere(IMPORT_SCORES)
    return viewer


def _asked(request: HttpRequest, pk: UUID) -> ImportPage:
    """The file of that key: the office's own, or a part of the reader's own school."""
    viewer = viewer_of(request)
    if not (viewer.scope.may_everywhere(IMPORT_SCORES) or viewer.scope.may(SEND_SCORES)):
        raise PermissionDenied
    held = find_import(str(pk))
    if held is None or held.area not in viewer.scope.areas:
        raise Http404
    if held.what != WHAT:
        return part_page(viewer, held)
    viewer.require_everywhere(IMPORT_SCORES)
    return ImportPage(viewer, held)
