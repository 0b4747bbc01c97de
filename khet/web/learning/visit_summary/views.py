"""What visits say together, by network, size and topic: the page, its papers, kept as evidence."""

from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from khet.documents.paper import pdf_of
from khet.jobs.evidence_files import keep, take_in
from khet.records.office.actions.evidence import EvidenceEntry
from khet.records.office.actions.search import Seen
from khet.records.office.models import Level
from khet.records.registry.access import KEEP_EVIDENCE, SEE_VISITS
from khet.web.learning.visit_summary.asked import Summary
from khet.web.learning.visit_summary.forms import group_names
from khet.web.learning.visit_summary.papers import notes_of, summary_paper, summary_sheet
from khet.web.learning.visit_summary.table import Tables
from khet.web.parts.kept import remembered
from khet.web.parts.private import PDF, paper_of, private, workbook_of
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.public.errors import Nearest, NotHereError

EVIDENCE_KIND = "สรุปผลการนิเทศ"


@private
@require_safe
def show_summary(request: HttpRequest) -> HttpResponse:
    """The summary, or what is wrong with what was asked."""
    summary = Summary(viewer_of(request), request.GET)
    context: dict[str, object] = {"content": _kept(request, summary)}
    if summary.viewer.scope.may_everywhere(KEEP_EVIDENCE) and summary.form.is_valid():
        context["keeps"] = sorted(summary.form.chosen.items()) or [("by", summary.by)]
    return render(request, "learning/visit_summary/summary.html", context)


@private
@require_safe
def summary_file(request: HttpRequest, form: str) -> HttpResponse:
    """The summary as DOCX, PDF or XLSX."""
    tables = _asked(viewer_of(request), request.GET)
    name = f"visits-{tables.summary.months[0].key}-{tables.summary.months[1].key}"
    if form == "xlsx":
        return workbook_of(summary_sheet(tables), name)
    with override("th"):
        paper = summary_paper(tables)
    return paper_of(paper, form, tables.summary.viewer.today, name)


@require_POST
def keep_summary(request: HttpRequest) -> HttpResponse:
    """Keep the summary as it is now as evidence: the figures of its PDF never change."""
    viewer, user = viewer_of(request), signed_in(request)
    viewer.require_everywhere(KEEP_EVIDENCE)
    tables = _asked(viewer, request.POST)
    with override("th"):
        paper = summary_paper(tables)
    content = pdf_of(paper, viewer.today)
    brought = take_in(SimpleUploadedFile("visits.pdf", content, PDF))
    about = min(viewer.today, tables.summary.months[1].last)
    seen = Seen(viewer.area, viewer.area, Level.PERSON, user)
    kept = keep(
        by=user, entry=EvidenceEntry(seen, EVIDENCE_KIND, paper.title, about), brought=brought
    )
    messages.success(request, _("เก็บสรุปผลนิเทศเป็นหลักฐานแล้ว"))
    return redirect("office:evidence", kept.pk)


def _asked(viewer: Viewer, asked: QueryDict) -> Tables:
    """The tables that an address asks for.

    Raises:
        NotHereError: it asks for what isn't there.
    """
    summary = Summary(viewer, asked)
    if not summary.form.is_valid():
        whole = Nearest(_("สรุปผลนิเทศ"), reverse("learning:visit-summary"))
        raise NotHereError(_("ไม่มีสรุปผลนิเทศตามที่เลือก"), [whole])
    return Tables(summary)


def _kept(request: HttpRequest, summary: Summary) -> SafeString:
    """The page as it was drawn for the same reach since the last event about visits.

    It is drawn anew each minute all the same, as the board of late duties is.
    """
    viewer = summary.viewer
    minute = timezone.now().replace(second=0, microsecond=0)
    seen = viewer.scope.reach[SEE_VISITS]
    whose = None if seen is None else (viewer.user and viewer.user.pk, sorted(seen))
    key = (request.get_full_path(), viewer.area.pk, whose, viewer.today, summary.state, minute)

    def draw() -> SafeString:
        return render_to_string("learning/visit_summary/_summary.html", _told(summary), request)

    return remembered(key, draw)


def _told(summary: Summary) -> dict[str, object]:
    form = summary.form
    if not form.is_valid():
        return {"form": form}
    tables = Tables(summary)
    return {
        "form": form,
        "summary": summary,
        "by": group_names()[summary.by],
        "tables": list(tables.drawn()),
        "notes": notes_of(tables),
        "files": [(label, _file_url(summary, label.lower())) for label in ("XLSX", "DOCX", "PDF")],
    }


def _file_url(summary: Summary, form: str) -> str:
    query = summary.form.query
    return f"{reverse('learning:visit-summary-file', args=[form])}?{query}".rstrip("?")
