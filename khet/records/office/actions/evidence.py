"""Keeping evidence: a record made here, a file or a link; and what it is evidence of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khet.records.office.actions.search import Seen, make_findable
from khet.records.office.models import Evidence, EvidenceUse, EvidenceVersion
from khet.records.registry.actions.audit import Actor, record_event

About = tuple[str, str]
"""The kind and the key of the record that evidence is of, or that a duty is about."""


@dataclass(frozen=True)
class EvidenceEntry:
    """What is said of a piece of evidence; ``about_day`` is the day that it tells of."""

    seen: Seen
    kind: str
    title: str
    about_day: date
    note: str = ""


@dataclass(frozen=True)
class Brought:
    """A file that was received, checked and stored under its hash, or a link; with its text."""

    name: str = ""
    type: str = ""
    size: int = 0
    sha256: str = ""
    link: str = ""
    text: str = ""


@transaction.atomic
def keep_record(*, by: Actor, entry: EvidenceEntry, record: About) -> Evidence:
    """Let a record made here be evidence; kept once, told anew where it is evidence already."""
    kept = Evidence.objects.filter(
        area=entry.seen.area, record_kind=record[0], record_key=record[1]
    ).first() or Evidence(
        source=Evidence.Source.RECORD, record_kind=record[0], record_key=record[1]
    )
    return _keep(by, kept, entry)


@transaction.atomic
def keep_brought(*, by: Actor, entry: EvidenceEntry, brought: Brought, at: datetime) -> Evidence:
    """Keep a file or link as evidence."""
    source = Evidence.Source.LINK if brought.link else Evidence.Source.FILE
    kept = _keep(by, Evidence(source=source), entry)
    add_version(by=by, evidence=kept, brought=brought, at=at)
    return kept


@transaction.atomic
def add_version(
    *, by: Actor, evidence: Evidence, brought: Brought, at: datetime
) -> EvidenceVersion:
    """Let a further file or link take the place of the one before, which stays."""
    number = evidence.versions.count() + 1
    made = EvidenceVersion.objects.create(
        evidence=evidence, number=number, brought_at=at, brought_by=str(by), **vars(brought)
    )
    _find(evidence, f"{brought.name} {brought.text}")
    after = {"version": number, "name": brought.name, "sha256": brought.sha256}
    _tell(by, "add-version", evidence, after)
    return made


@transaction.atomic
def use_evidence(*, by: Actor, evidence: Iterable[Evidence], about: About) -> None:
    """Say that evidence shows something of a record; what says so already is left."""
    for one in evidence:
        used, made = EvidenceUse.objects.get_or_create(
            evidence=one,
            about_kind=about[0],
            about_key=about[1],
            defaults={"used_by": str(by)},
        )
        if made:
            _tell(by, "use-evidence", one, {"about": f"{used.about_kind} {used.about_key}"})


def _keep(by: Actor, kept: Evidence, entry: EvidenceEntry) -> Evidence:
    seen = entry.seen
    kept.area, kept.unit, kept.level = seen.area, seen.unit, seen.level
    kept.owner, kept.body = seen.owner, seen.body
    kept.kind, kept.title, kept.note = entry.kind, entry.title, entry.note
    kept.about_day = entry.about_day
    if kept.pk is None:
        kept.kept_by = str(by)
    kept.save()
    _find(kept, "")
    after = {"title": kept.title, "kind": kept.kind, "about_day": kept.about_day.isoformat()}
    _tell(by, "keep-evidence", kept, after)
    return kept


def _find(evidence: Evidence, text: str) -> None:
    seen = Seen(evidence.area, evidence.unit, evidence.level, evidence.owner, evidence.body)
    make_findable(
        seen=seen,
        kind="office.evidence",
        key=str(evidence.pk),
        title=evidence.title,
        day=evidence.about_day,
        text=f"{evidence.kind} {evidence.note} {text}",
    )


def _tell(by: Actor, action: str, evidence: Evidence, after: Mapping[str, object]) -> None:
    record_event(by=by, action=action, kind="office.evidence", key=str(evidence.pk), after=after)
