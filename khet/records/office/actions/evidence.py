"""Keeping evidence: a record made here, a file or a link; and what it is evidence of.

Whatever else is done with a piece of evidence waits while one of these does it: it is locked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from khet.records.office.actions.search import Seen, forget, make_findable
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


class CitedError(Exception):
    """The evidence is used for something, so it can't be withdrawn."""


class WithdrawnError(Exception):
    """The evidence was withdrawn, so nothing more can be done with it."""


@transaction.atomic
def keep_record(*, by: Actor, entry: EvidenceEntry, record: About) -> Evidence:
    """Let a record made here be evidence; kept once, told anew where it is evidence already."""
    named = {"record_kind": record[0], "record_key": record[1]}
    known = Evidence.objects.select_for_update().filter(area=entry.seen.area, **named).first()
    return _keep(by, known or Evidence(source=Evidence.Source.RECORD, **named), entry)


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
    kept = _held(evidence)
    number = kept.versions.count() + 1
    made = EvidenceVersion.objects.create(
        evidence=kept, number=number, brought_at=at, brought_by=str(by), **vars(brought)
    )
    _find(kept)
    after = {"version": number, "name": brought.name, "sha256": brought.sha256}
    _tell(by, "add-version", kept, {k: v for k, v in after.items() if v})
    return made


@transaction.atomic
def fill_text(*, by: Actor, version: EvidenceVersion, text: str) -> None:
    """Note what is read in a file, so that it is found by it.

    Raises:
        WithdrawnError: the evidence was withdrawn.
    """
    kept = _held(version.evidence)
    version.text = text
    version.save(update_fields=["text"])
    _find(kept)
    _tell(by, "read-evidence", kept, {"version": version.number, "letters": len(text)})


@transaction.atomic
def change_evidence(*, by: Actor, evidence: Evidence, entry: EvidenceEntry) -> Evidence:
    """Say otherwise of evidence what it is; files and links stay as they are.

    Raises:
        WithdrawnError: it was withdrawn.
    """
    kept = _held(evidence)
    before = _told(kept)
    _set(kept, entry)
    kept.save()
    _find(kept)
    if before != (after := _told(kept)):
        changed = [name for name in after if before[name] != after[name]]
        told = {name: before[name] for name in changed}
        _tell(by, "change-evidence", kept, {name: after[name] for name in changed}, told)
    return kept


@transaction.atomic
def withdraw_evidence(*, by: Actor, evidence: Evidence, at: datetime, reason: str) -> None:
    """Take evidence out of every list, and say why; its files and its history stay.

    Raises:
        CitedError: it is used for something.
        WithdrawnError: it was withdrawn before.
    """
    kept = _held(evidence)
    if kept.uses.exists():
        raise CitedError
    kept.withdrawn_at = at
    kept.save()
    forget(area=kept.area, kind="office.evidence", key=str(kept.pk))
    _tell(by, "withdraw-evidence", kept, {"title": kept.title, "reason": reason})


@transaction.atomic
def use_evidence(*, by: Actor, evidence: Iterable[Evidence], about: About) -> list[Evidence]:
    """Say that evidence shows something of a record; what says so already is left.

    Returns those of which it wasn't said before.

    Raises:
        WithdrawnError: one of them was withdrawn.
    """
    new = []
    for one in evidence:
        used, made = EvidenceUse.objects.get_or_create(
            evidence=_held(one),
            about_kind=about[0],
            about_key=about[1],
            defaults={"used_by": str(by)},
        )
        if made:
            _tell(by, "use-evidence", one, {"about": f"{used.about_kind} {used.about_key}"})
            new.append(one)
    return new


@transaction.atomic
def attach_evidence(*, by: Actor, evidence: Iterable[Evidence], about: About) -> None:
    """Use evidence for a record, which remembers it too, with the keys of what is new.

    Raises:
        WithdrawnError: one of them was withdrawn.
    """
    if new := use_evidence(by=by, evidence=evidence, about=about):
        after = {"evidence": [one.pk for one in new]}
        record_event(by=by, action="use-evidence", kind=about[0], key=about[1], after=after)


@transaction.atomic
def end_use(*, by: Actor, evidence: Evidence, about: About) -> None:
    """Say that evidence shows nothing of a record after all, at both; it stays kept."""
    uses = EvidenceUse.objects.filter(evidence=evidence, about_kind=about[0], about_key=about[1])
    if uses.delete()[0]:
        action, before = "end-use-of-evidence", {"about": f"{about[0]} {about[1]}"}
        _tell(by, action, evidence, None, before)
        was = {"evidence": [evidence.pk]}
        record_event(by=by, action=action, kind=about[0], key=about[1], before=was)


def tell_opened(*, by: Actor, version: EvidenceVersion) -> None:
    """Leave the event that somebody opened a file that only few may see."""
    _tell(by, "open-evidence", version.evidence, {"version": version.number})


def _keep(by: Actor, kept: Evidence, entry: EvidenceEntry) -> Evidence:
    _set(kept, entry)
    if kept.pk is None:
        kept.kept_by = str(by)
    kept.save()
    _find(kept)
    after = {"title": kept.title, "kind": kept.kind, "about_day": kept.about_day.isoformat()}
    _tell(by, "keep-evidence", kept, after)
    return kept


def _set(kept: Evidence, entry: EvidenceEntry) -> None:
    seen = entry.seen
    kept.area, kept.unit, kept.level = seen.area, seen.unit, seen.level
    kept.owner, kept.body = seen.owner, seen.body
    kept.kind, kept.title, kept.note = entry.kind, entry.title, entry.note
    kept.about_day = entry.about_day


def _held(evidence: Evidence) -> Evidence:
    held = Evidence.objects.select_for_update(of=("self",)).select_related("area", "unit")
    kept = held.get(pk=evidence.pk)
    if kept.withdrawn_at:
        raise WithdrawnError
    return kept


def _told(evidence: Evidence) -> dict[str, str]:
    """What is said of evidence, as its events tell it."""
    return {
        "title": evidence.title,
        "kind": evidence.kind,
        "about_day": evidence.about_day.isoformat(),
        "note": evidence.note,
        "unit": evidence.unit.code,
        "level": evidence.level,
    }


def _find(evidence: Evidence) -> None:
    newest = evidence.versions.order_by("number").last()
    inside = f"{newest.name} {newest.link} {newest.text}" if newest else ""
    seen = Seen(evidence.area, evidence.unit, evidence.level, evidence.owner, evidence.body)
    make_findable(
        seen=seen,
        kind="office.evidence",
        key=str(evidence.pk),
        title=evidence.title,
        day=evidence.about_day,
        text=f"{evidence.kind} {evidence.note} {inside}",
    )


def _tell(
    by: Actor,
    action: str,
    evidence: Evidence,
    after: Mapping[str, object] | None,
    before: Mapping[str, object] | None = None,
) -> None:
    record_event(
        by=by,
        action=action,
        kind="office.evidence",
        key=str(evidence.pk),
        before=before,
        after=after,
    )
