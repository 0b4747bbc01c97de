"""The page of one instrument: as it will be filled in, its versions, where it was answered."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import InstrumentVersion
from khet.records.office.queries.instruments import answer_counts
from khet.rules.instrument_changes import Difference, difference
from khet.rules.instrument_checks import flaws
from khet.rules.instrument_scores import bands, schemes
from khet.rules.instruments import Content, content_of
from khet.rules.ready_instruments import ReadyInstrument, ready_instruments
from khet.web.office.instruments.answering import AnswerForm
from khet.web.office.instruments.asked import Asked, asked_of, desk_of
from khet.web.office.instruments.listing import state_of
from khet.web.office.instruments.words import plain


@dataclass(frozen=True)
class VersionRow:
    """A version with what it changed from the one before, where there is one."""

    version: InstrumentVersion
    items: int
    change: Difference | None

    @property
    def told(self) -> list[tuple[str, tuple[str, ...]]]:
        """What changed: in which way, which items by their labels."""
        if self.change is None:
            return []
        said = (
            (_("เพิ่ม"), self.change.added),
            (_("เอาออก"), self.change.removed),
            (_("แก้"), self.change.changed),
        )
        return [(word, labels) for word, labels in said if labels]


@require_safe
def show_instrument(request: HttpRequest, pk: int) -> HttpResponse:
    """One instrument, in the version that is asked for: else the one to be filled in."""
    asked = asked_of(desk_of(request), pk)
    viewer, versions = asked.desk.viewer, list(asked.instrument.versions.all())
    shown = _version(asked, versions, request.GET.get("version", ""))
    content = content_of(shown.content) if shown else Content(())
    known = schemes(viewer.today, viewer.tables)
    whole = not flaws(content, known)
    return render(
        request,
        "office/instruments/instrument.html",
        {
            "asked": asked,
            "state": state_of(asked.instrument),
            "shown": shown,
            "form": AnswerForm(content, tables=viewer.tables) if whole else None,
            "versions": _rows(versions),
            "answered": answer_counts(viewer.area, asked.desk.schools).get(pk, 0),
            "scheme": known.get(content.bands, ""),
            "bands": bands(content.bands, viewer.today, viewer.tables),
            "possible": plain(sum((item.weight for item in content.items), Decimal(0))),
            "ready": _ready(asked.instrument.ready),
        },
    )


def _version(
    asked: Asked, versions: list[InstrumentVersion], said: str
) -> InstrumentVersion | None:
    if not said:
        return asked.released or asked.draft
    found = next((one for one in versions if str(one.number) == said), None)
    if found is None:
        raise Http404
    return found


def _rows(versions: list[InstrumentVersion]) -> list[VersionRow]:
    """Versions with what each changed, the newest first."""
    contents = [content_of(one.content) for one in versions]
    changes = [None, *(difference(a, b) for a, b in pairwise(contents))]
    rows = [
        VersionRow(one, len(list(content.items)), change)
        for one, content, change in zip(versions, contents, changes, strict=True)
    ]
    return rows[::-1]


def _ready(code: str) -> ReadyInstrument | None:
    return next((one for one in ready_instruments() if one.code == code), None)
