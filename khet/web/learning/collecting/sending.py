"""A school's pages of the results that the office asks for: what is asked, sent, uploaded."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from khet.jobs.check_part import Sender
from khet.jobs.collect_parts import part_rows
from khet.jobs.take_in_part import part_of
from khet.records.learning.models import Collection, SchoolPart
from khet.records.learning.queries import collections_of, parts_of_school
from khet.records.registry.access import SEND_SCORES
from khet.records.registry.models import Import, Unit
from khet.records.registry.queries.grades import registered_in
from khet.records.registry.queries.imports import imports_of
from khet.rules.rounding import half_up, shown
from khet.web.learning.asked import subjects_of
from khet.web.learning.collecting.asked import asked_of, asked_sender, send_url, sending_schools
from khet.web.learning.collecting.words import due_words
from khet.web.learning.imports.bring import brought
from khet.web.learning.imports.forms import DropForm
from khet.web.learning.imports.words import import_state
from khet.web.learning.words import sitting_title, subject_name
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of

_WAITING = (Import.State.KEPT, Import.State.DISCARDED)
_MOST_WAITING = 10


@dataclass(frozen=True)
class AskedFor:
    """Results that a school is asked for, and what it sent last."""

    collection: Collection
    title: str
    due: str
    part: SchoolPart | None
    url: str


@private
@require_safe
def show_asked(request: HttpRequest) -> HttpResponse:
    """What the office asks of the person's schools, what was opened last first."""
    viewer = viewer_of(request)
    viewer.require(SEND_SCORES)
    context = {"schools": asked_of_schools(viewer)}
    return render(request, "learning/collecting/asked.html", context)


def asked_of_schools(viewer: Viewer, open_only: bool = False) -> list[tuple[Unit, list[AskedFor]]]:
    """The person's schools, each with what is asked of it."""
    held = collections_of(viewer.area)
    held = [one for one in held if one.closed_at is None] if open_only else held
    return [(school, _asked(viewer, school, held)) for school in sending_schools(viewer)]


def _asked(viewer: Viewer, school: Unit, held: Iterable[Collection]) -> list[AskedFor]:
    own = asked_of(school, held)
    sent = {p.collection_id: p for p in parts_of_school(school.code, *own) if p.current}
    return [
        AskedFor(
            one,
            sitting_title(one.sitting),
            due_words(one, viewer.today),
            sent.get(one.pk),
            send_url(Sender(one, school)),
        )
        for one in own
    ]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """One collection as a school sees it: what it sent, and the ways to send."""
    sender = asked_sender(request, pk)
    form = DropForm(request.POST or None, request.FILES or None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        what = part_of(pk, sender.school.code)
        held = brought(request, what, form.cleaned_data["file"])
        return redirect("learning:import", held.pk)
    context = {"form": form, **_context(viewer_of(request), sender)}
    return render(request, "learning/collecting/send.html", context)


def _context(viewer: Viewer, sender: Sender) -> dict[str, Any]:
    held, sitting = sender.collection, sender.sitting
    parts = parts_of_school(sender.school.code, held)
    current = next((part for part in parts if part.current), None)
    registered = registered_in(viewer.area, sitting.academic_year, sitting.grade)
    files = imports_of(viewer.area, part_of(held.pk, sender.school.code))
    files = files.exclude(state__in=_WAITING)[:_MOST_WAITING]
    return {
        "sender": sender,
        "collection": held,
        "title": sitting_title(sitting),
        "due": due_words(held, viewer.today),
        "part": current,
        "means": means_of(current, subjects_of(sitting, viewer.tables)) if current else [],
        "registered": registered.get(sender.school.code),
        "earlier": [part for part in parts if not part.current],
        "waiting": [(file, import_state(file)) for file in files],
        "type_url": send_url(sender, "learning:type"),
    }


def means_of(part: SchoolPart, subjects: Iterable[str]) -> list[tuple[str, int, Decimal | None]]:
    """Each subject's name with how many pupils have a score, and their mean (2 decimals)."""
    rows = part_rows(part)
    return [(subject_name(code), *_mean(rows, code)) for code in subjects]


def _mean(rows: pa.Table, subject: str) -> tuple[int, Decimal | None]:
    scores = rows.filter(pc.field("subject") == subject)["score"].drop_null()
    if not len(scores):
        return 0, None
    return len(scores), shown(half_up(pc.sum(scores).as_py(), len(scores)), 2)
