"""The paper of the board's Tuesday: seen, taken away, pasted into a chat, kept as evidence."""

from datetime import date

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_POST, require_safe

from khet.documents.paper import pdf_of
from khet.jobs.evidence_files import keep, take_in
from khet.records.office.actions.evidence import EvidenceEntry
from khet.records.office.actions.papers import record_paper
from khet.records.office.actions.search import Seen
from khet.records.office.models import Level
from khet.records.office.queries.calendar import closed_days
from khet.records.registry.access import KEEP_EVIDENCE, MANAGE_WORK, SEE_WORK
from khet.rules.board_paper import TUESDAY, next_board
from khet.rules.calendar import BUDDHIST_ERA, thai_date
from khet.rules.holidays import is_closed
from khet.web.office.gathered.paper import as_of, board_paper
from khet.web.parts.fields import DayField
from khet.web.parts.gathered import BOARD, About, Section, sections_of
from khet.web.parts.private import PDF, paper_of, private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

EVIDENCE_KIND = "วาระการประชุมบอร์ด"


class BoardForm(forms.Form):
    """The day of the board's meeting."""

    error_css_class = "wrong"
    day = DayField(label=gettext_lazy("วันประชุม"), required=False)


@private
@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """The paper of the Tuesday to come, or of a chosen day, on a page."""
    viewer = _viewer(request)
    start = {"day": next_board(viewer.today)}
    form = BoardForm(request.GET if "day" in request.GET else None, initial=start, label_suffix="")
    day = _day(form, viewer)
    sections, at = _sections(viewer, day), timezone.now()
    context = {
        "form": form,
        "day": day,
        "unusual": _unusual(viewer, day),
        "sections": sections,
        "typed": _typed(day),
        "as_of": as_of(at),
        "chat": _chat(request, day, sections),
        "may_keep": viewer.scope.may_everywhere(KEEP_EVIDENCE),
    }
    return render(request, "office/gathered/board.html", context)


@require_safe
def board_file(request: HttpRequest, form: str) -> HttpResponse:
    """The paper as PDF or DOCX."""
    viewer = _viewer(request)
    day = _asked_day(request, viewer)
    with override("th"):
        paper = board_paper(viewer.area, day, _sections(viewer, day), timezone.now())
    made = paper_of(paper, form, viewer.today, f"board-{day.isoformat()}")
    record_paper(by=signed_in(request), key=f"board {day.isoformat()}", form=form)
    return made


@require_POST
def keep_board(request: HttpRequest) -> HttpResponse:
    """Keep the paper as it is now as evidence of the board's meeting."""
    viewer, user = _viewer(request), signed_in(request)
    viewer.require_everywhere(KEEP_EVIDENCE)
    day, now = _asked_day(request, viewer), timezone.now()
    with override("th"):
        paper = board_paper(viewer.area, day, _sections(viewer, day), now)
    content = pdf_of(paper, viewer.today)
    brought = take_in(SimpleUploadedFile(f"board-{day.isoformat()}.pdf", content, PDF))
    seen = Seen(viewer.area, viewer.area, Level.OFFICE, user)
    entry = EvidenceEntry(seen, EVIDENCE_KIND, paper.title, day)
    kept = keep(by=user, entry=entry, brought=brought)
    messages.success(request, _("เก็บแฟ้มวาระเป็นหลักฐานแล้ว"))
    return redirect("office:evidence", kept.pk)


@private
@require_safe
def board_panel(request: HttpRequest) -> HttpResponse:
    """The next Tuesday's paper, for the home of heads: its sections with their counts."""
    viewer = _viewer(request)
    viewer.require_everywhere(MANAGE_WORK)
    day = next_board(viewer.today)
    context = {"day": day, "sections": _sections(viewer, day)}
    return render(request, "office/gathered/_panel_board.html", context)


def _viewer(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    viewer.require_everywhere(SEE_WORK)
    return viewer


def _day(form: BoardForm, viewer: Viewer) -> date:
    """The chosen day, or the Tuesday to come."""
    chosen: date | None = form.cleaned_data.get("day") if form.is_valid() else None
    return chosen or next_board(viewer.today)


def _asked_day(request: HttpRequest, viewer: Viewer) -> date:
    """The day that a file is asked for.

    Raises:
        Http404: it can't be read.
    """
    form = BoardForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        raise Http404
    return _day(form, viewer)


def _unusual(viewer: Viewer, day: date) -> list[str]:
    """Why the board would hardly meet on a day: it is no Tuesday, or the office is closed."""
    told = []
    if day.weekday() != TUESDAY:
        told.append(_("ไม่ใช่วันอังคาร ซึ่งเป็นวันประชุมบอร์ดตามปกติ"))
    if is_closed(day, closed_days(viewer.area, day, day, viewer.tables)):
        told.append(_("ไม่ใช่วันทำการของสำนักงาน"))
    return told


def _sections(viewer: Viewer, day: date) -> list[Section]:
    return sections_of(BOARD, viewer, About(viewer.area, day))


def _typed(day: date) -> str:
    """A day as an address tells it: ``1/12/2569``."""
    return f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA}"


def _chat(request: HttpRequest, day: date, sections: list[Section]) -> str:
    """A few lines for a chat group, with the address of the page."""
    page = f"{reverse('office:board-paper')}?day={_typed(day)}"
    address = f"{settings.ADDRESS.rstrip('/')}{page}" if settings.ADDRESS else ""
    told = [f"- {section.chat}" for section in sections if section.chat]
    title = f"วาระบอร์ด {thai_date(day, short=True)}"
    return "\n".join(
        filter(
            None, [title, *(told or ["- ไม่มีเรื่องค้าง"]), address or request.build_absolute_uri(page)]
        )
    )
