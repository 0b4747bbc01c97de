"""One brought file: what it would change, what speaks against it, and what became of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khet.documents.sheets import Sheet
from khet.jobs.background import begin_keep
from khet.jobs.registers.kinds import kind_title
from khet.jobs.registers.people import People
from khet.jobs.registers.register import Register
from khet.jobs.registers.take_in import keep_now
from khet.jobs.uploads import remove_upload
from khet.records.registry.actions.imports import ImportMovedOnError, chosen, discarded
from khet.records.registry.models import Import
from khet.rules.calendar import thai_date
from khet.web.parts.private import private, workbook_of
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.registry.imports.asked import brought, schools_to_touch
from khet.web.registry.imports.forms import ReasonsForm, TermsForm
from khet.web.registry.imports.index import next_kind
from khet.web.registry.imports.views import LARGE, check

_State = Import.State
_WORKING = {_State.WAITING, _State.CHECKING, _State.KEEPING}
_FIRST, _A_PAGE = 20, 100


@dataclass
class Brought:
    """A brought file as its page shows it."""

    viewer: Viewer
    kind: type[Register]
    held: Import
    reasons: ReasonsForm | None = None
    terms: TermsForm | None = None
    page: str = "1"

    @property
    def report(self) -> dict[str, Any]:
        """What checking found."""
        return self.held.report or {}

    def context(self) -> dict[str, Any]:
        """Everything that the template shows."""
        report, choices = self.report, self.held.choices
        on = choices.get("on")
        return {
            "held": self.held,
            "kind": self.kind,
            "next": next_kind(self.viewer, self.kind),
            "report": report,
            "working": self.held.state in _WORKING,
            "errors": self._found("error"),
            "doubts": self._found("warning"),
            "shown": self._changes(),
            "slips": self.kind is People,
            "reasons": self.reasons or ReasonsForm(report),
            "given": [(kind_title(k), text) for k, text in choices.get("reasons", {}).items()],
            "terms": self.terms or self._terms(),
            "on": date.fromisoformat(on) if on and self.kind.dated else None,
            "year": choices.get("year") if self.kind.yearly else None,
        }

    def _found(self, level: str) -> list[dict[str, Any]]:
        """Findings by kind and column: how many, and the first of each."""
        groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for found in self.report.get("problems", []):
            if found["level"] == level:
                groups.setdefault((found["kind"], found["column"]), []).append(found)
        counts = {(k, c): n for at, k, c, n in self.report.get("kinds", []) if at == level}
        return [_group(level, *of, found, counts.get(of)) for of, found in groups.items()]

    def _changes(self) -> Page[Any]:
        """The page of changes that is asked for."""
        return Paginator(self.report.get("changes", []), _A_PAGE).get_page(self.page)

    def _terms(self) -> TermsForm | None:
        if not (self.kind.dated or self.kind.yearly):
            return None
        choices = self.held.choices
        start = {"on": date.fromisoformat(choices["on"])} if choices.get("on") else {}
        year = {"year": choices["year"]} if choices.get("year") else {}
        return TermsForm(self.kind, self.viewer.today, initial={**start, **year})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def show_import(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A brought file; ``do`` of its forms says what becomes of it."""
    viewer = viewer_of(request)
    page = Brought(viewer, *brought(viewer, pk), page=request.GET.get("page", "1"))
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("do", ""))
        try:
            answer = step(request, page) if step else None
        except ImportMovedOnError:
            answer = redirect("registry:import", pk)
        if answer is not None:
            return answer
    return render(request, "registry/imports/import.html", page.context())


@private
@require_safe
def take_report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was found, as a workbook: each problem with its row, cell and how to mend it."""
    _kind, held = brought(viewer_of(request), pk)
    return workbook_of(_report_sheet(held), f"{held.what}-report")


def _group(
    level: str, kind: str, column: str, found: list[dict[str, Any]], count: int | None
) -> dict[str, Any]:
    """Findings of one kind at one column; an error is told by its column."""
    title = kind_title(kind) if level == "warning" else column or _("ทั้งแถวหรือทั้งไฟล์")
    times = count or len(found)
    first = found[:_FIRST]
    return {"title": title, "count": times, "first": first, "more": times - len(first)}


def _report_sheet(held: Import) -> Sheet:
    levels = {"error": _("ผิด"), "warning": _("เตือน")}
    problems = (held.report or {}).get("problems", [])
    return Sheet(
        _("สิ่งที่พบ"),
        [held.name, _("ตรวจเมื่อ %(day)s") % {"day": thai_date(held.moved_at.date())}],
        [_("ระดับ"), _("แถว"), _("คอลัมน์"), _("ค่าในไฟล์"), _("สิ่งที่พบและวิธีแก้")],
        [[levels[p["level"]], p["row"], p["column"], p["value"], p["message"]] for p in problems],
        frozen=2,
    )


def _keep(request: HttpRequest, page: Brought) -> HttpResponse | None:
    """Keep what was shown, with a reason for each kind of warning."""
    form = ReasonsForm(page.report, request.POST)
    if not form.is_valid() or _not_as_seen(page, form):
        page.reasons = form
        return None
    by, held = signed_in(request), page.held
    held = chosen(by=by, held=held, choices={**held.choices, "reasons": form.reasons})
    if held.size > LARGE:
        begin_keep(by=by, held=held)
    elif keep_now(by=by, held=held):
        messages.success(request, _("บันทึกแล้ว"))
    return redirect("registry:import", held.pk)


def _not_as_seen(page: Brought, form: ReasonsForm) -> bool:
    """Whether the person saw something else, or may touch other schools by now."""
    seen = page.report.get("print"), page.held.choices.get("schools")
    if (form.cleaned_data["seen"], schools_to_touch(page.viewer, page.kind)) == seen:
        return False
    form.add_error(None, _("สิ่งที่จะเปลี่ยนไม่เหมือนที่เห็นแล้ว: กดตรวจใหม่"))
    return True


def _check(request: HttpRequest, page: Brought) -> HttpResponse | None:
    """Check anew with another day or year."""
    form = TermsForm(page.kind, page.viewer.today, request.POST)
    if not form.is_valid():
        page.terms = form
        return None
    schools = schools_to_touch(page.viewer, page.kind)
    check(signed_in(request), page.held, {**form.choices, "schools": schools})
    return redirect("registry:import", page.held.pk)


def _discard(request: HttpRequest, page: Brought) -> HttpResponse:
    """Throw the file away."""
    discarded(by=signed_in(request), held=page.held)
    remove_upload(page.held)
    messages.success(request, _("ยกเลิกไฟล์แล้ว ไม่มีข้อมูลใดเปลี่ยน"))
    return redirect("registry:bring", page.kind.key)


_STEPS: dict[str, Callable[[HttpRequest, Brought], HttpResponse | None]] = {
    "keep": _keep,
    "check": _check,
    "discard": _discard,
}
