"""Instructions over all bodies: the list, as XLSX, DOCX and PDF, and one with its duties."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khet.documents.minutes_paper import FollowLine, follow_up_paper, follow_up_sheet
from khet.records.office.models import Body, Duty, Instruction
from khet.records.office.queries.duties import listed
from khet.records.office.queries.instructions import (
    Followed,
    duties_of_instruction,
    followed,
    instructions_seen,
)
from khet.records.office.queries.owner_choices import units_under
from khet.records.office.queries.owners import owned
from khet.records.registry.access import SEE_MEETINGS
from khet.records.registry.models import UnitKind
from khet.rules.duties import OWED
from khet.web.office.minutes.asked import asked_instruction, reader_of
from khet.web.office.minutes.filters import InstructionFilters
from khet.web.office.minutes.follow_up import Row, rows_of
from khet.web.office.minutes.recommendations import recommendation_page
from khet.web.office.minutes.views import PER_PAGE
from khet.web.parts.private import paper_of, private, workbook_of
from khet.web.parts.viewer import Viewer, viewer_of

_SETTLED = (Duty.State.ACCEPTED, Duty.State.WAIVED)


class InstructionsPage:
    """The instructions that an address asks for, as the viewer sees them."""

    def __init__(self, viewer: Viewer, data: Any) -> None:
        self._viewer, self._data = viewer, data
        user = viewer.user
        if user is None:
            raise PermissionDenied
        own = owned(viewer.office_sight, viewer.roles)
        self._seen = instructions_seen(reader_of(viewer), own)

    @cached_property
    def form(self) -> InstructionFilters:
        """The filters."""
        bodies = Body.objects.filter(pk__in=self._seen.order_by().values("meeting__body"))
        groups = units_under(self._viewer.area, UnitKind.GROUP, self._viewer.today)
        return InstructionFilters(self._data, bodies.order_by("sort_key"), groups)

    @cached_property
    def _all(self) -> list[Followed]:
        return followed(self.form.choose(self._seen), self._viewer.today)

    @cached_property
    def found(self) -> list[Followed]:
        """Those that pass the filters."""
        return self.form.in_state(self._all)

    @cached_property
    def leaf(self) -> Page[Followed]:
        """The page that is asked for, or the nearest."""
        return Paginator(self.found, PER_PAGE).get_page(self._data.get("page"))

    def rows(self, found: Iterable[Followed]) -> list[Row]:
        """Instructions as the table shows them."""
        return rows_of(found)

    @property
    def lines(self) -> list[FollowLine]:
        """All that pass, as papers show them."""
        return [row.line for row in rows_of(self.found)]


@private
@require_safe
def instructions(request: HttpRequest) -> HttpResponse:
    """The list of instructions."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    page = InstructionsPage(viewer, request.GET)
    form = page.form
    query = form.query if form.is_valid() else ""
    context = {
        "form": form,
        "leaf": page.leaf,
        "rows": page.rows(page.leaf),
        "files": [
            (label, f"{reverse('office:instructions-file', args=[ending])}?{query}".rstrip("?"))
            for label, ending in (("XLSX", "xlsx"), ("DOCX", "docx"), ("PDF", "pdf"))
        ],
    }
    return render(request, "office/minutes/instructions.html", context)


@private
@require_safe
def instructions_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The instructions as they are seen, as a sheet of the office."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    page = InstructionsPage(viewer, request.GET)
    title = " ".join(page.form.told) if page.form.is_valid() else ""
    area = str(viewer.area.name)
    if ending == "xlsx":
        sheet = follow_up_sheet(f"{area} {title}".strip(), page.lines, viewer.today)
        return workbook_of(sheet, "instructions")
    paper = follow_up_paper(f"{area} {title}".strip(), page.lines, viewer.today)
    return paper_of(paper, ending, viewer.today, "instructions")


@private
@require_safe
def show_instruction(request: HttpRequest, pk: int) -> HttpResponse:
    """An instruction with its duties: who hasn't done it first; whoever owes one sees the own."""
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    asked = asked_instruction(viewer, pk)
    if asked.kind == Instruction.Kind.RECOMMENDATION:
        return recommendation_page(request, viewer, asked)
    own = owned(viewer.office_sight, viewer.roles) if viewer.user else None
    if own is None or not instructions_seen(reader_of(viewer), own).filter(pk=pk).exists():
        raise PermissionDenied
    duties = duties_of_instruction(asked)
    shown = duties if viewer.office_sight.office else duties.filter(own)
    told = listed(shown, viewer.today)
    [row] = rows_of(followed([asked], viewer.today))
    context = {
        "row": row,
        "instruction": asked,
        "owed": [one for one in told if one.duty.state in OWED],
        "sent": [one for one in told if one.duty.state == Duty.State.DONE],
        "others": [one for one in told if one.duty.state in _SETTLED],
        "whole": viewer.office_sight.office,
    }
    return render(request, "office/minutes/instruction.html", context)
