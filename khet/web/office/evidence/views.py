"""One piece of evidence: what it is, its versions, and what it is used for."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.office.models import Evidence, EvidenceVersion
from khet.records.office.queries.evidence import evidence_seen, has_double
from khet.rules.calendar import fiscal_year
from khet.rules.file_kinds import KINDS, PICTURES
from khet.web.office.evidence.asked import FIXED, Asked, asked_for
from khet.web.office.evidence.keeping import year_doubt
from khet.web.office.evidence.words import level_name, level_sentence, source_name
from khet.web.parts.kinds import Named, Ref, kinds, named
from khet.web.parts.private import private

PICTURE_TYPES = frozenset(KINDS[code].type for code in PICTURES)


@dataclass(frozen=True)
class Use:
    """What evidence is used for: the record where its reader may see it, else only its kind."""

    word: str
    record: Named | None
    by: str


@private
@require_safe
def show_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a piece of evidence."""
    asked = asked_for(request, pk)
    one, viewer = asked.evidence, asked.viewer
    context = {
        "evidence": one,
        "year": fiscal_year(one.about_day).be,
        "doubt": year_doubt(one.about_day, viewer),
        "source": source_name(one.source),
        "level": level_name(one.level),
        "level_sentence": level_sentence(one.level),
        "versions": asked.versions,
        "picture": _picture(asked.versions),
        "record": _record(asked),
        "uses": uses_told(asked),
        "alike": has_double(evidence_seen(viewer.office_sight), one),
        "may_change": asked.may_change,
        "fixed": FIXED if asked.keeps and asked.is_fixed else "",
    }
    return render(request, "office/evidence/evidence.html", context)


def _picture(versions: list[EvidenceVersion]) -> EvidenceVersion | None:
    return next((v for v in versions[:1] if v.type in PICTURE_TYPES), None)


def _record(asked: Asked) -> Named | None:
    """The record that the evidence is, where its reader may see it."""
    one = asked.evidence
    if one.source != Evidence.Source.RECORD:
        return None
    ref = Ref(one.record_kind, one.record_key)
    return named(asked.viewer, [ref]).get(ref)


def uses_told(asked: Asked) -> list[Use]:
    """What the evidence is used for; each source is asked once."""
    uses = asked.uses
    names = named(asked.viewer, [Ref(use.about_kind, use.about_key) for use in uses])
    known = kinds()
    return [
        Use(
            known[use.about_kind].word if use.about_kind in known else use.about_kind,
            names.get(Ref(use.about_kind, use.about_key)),
            use.used_by,
        )
        for use in uses
    ]
