"""Writing a visit down: what was seen, found and advised; records that cross."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from khet.records.learning.actions.visit_answers import use_crossed_answers
from khet.records.learning.actions.visit_evidence import keep_evidence_of
from khet.records.learning.actions.visit_plan import (
    VisitMovedError,
    held,
    set_topics,
    tell,
)
from khet.records.learning.models import Finding, FindingCheck, Visit, VisitConflict
from khet.records.learning.queries.visit_plan import TO_COME
from khet.records.registry.actions.audit import Actor

UNTOLD = (*TO_COME, Visit.State.DONE)
"""The states in which a record may be written: the school hasn't been told yet."""


@dataclass(frozen=True)
class FindingEntry:
    """What was found, what the school should do about it, and until when."""

    uuid: UUID
    text: str
    action: str
    due: date
    topic: str = ""


@dataclass(frozen=True)
class Looked:
    """What this visit saw of an earlier finding (its ``uuid``)."""

    uuid: UUID
    mended: bool
    note: str = ""


@dataclass(frozen=True)
class VisitRecord:
    """All that is written down of a visit; what was answered to instruments is kept apart."""

    day: date
    topics: Sequence[str] = ()
    strengths: str = ""
    advice: str = ""
    level: int | None = None
    follow_up_on: date | None = None
    findings: Sequence[FindingEntry] = ()
    looked: Sequence[Looked] = ()


@transaction.atomic
def record_visit(
    *, by: Actor, visit: Visit, record: VisitRecord, base: int, at: datetime
) -> VisitConflict | None:
    """Write a visit down, or write its record anew until the school is told.

    The same record twice is once. One that began from an earlier ``base`` than the revision kept,
    or comes after the school was told, changes nothing: both texts are kept as a conflict.

    Raises:
        VisitMovedError: the visit was cancelled.
    """
    kept = held(visit, *(state for state in Visit.State if state != Visit.State.CANCELLED))
    found = _numbered(kept, record.findings)
    known = replace(record, findings=found, looked=_known(kept, record.looked))
    before, now = record_of(kept), told_of(known)
    if before is not None and _alike(before, now):
        return None
    if kept.recorded_at and (base != kept.revision or kept.state not in UNTOLD):
        return _keep_both(by, kept, before, now, at)
    _write(by, kept, known, at)
    return None


@transaction.atomic
def settle_conflict(*, by: Actor, conflict: VisitConflict, use: bool, at: datetime) -> None:
    """Decide which of two texts a visit has; the other stays beside it.

    Raises:
        VisitMovedError: the text is to be used, but the school was told meanwhile.
    """
    known = VisitConflict.objects.select_for_update().get(pk=conflict.pk)
    if known.settled_at:
        return
    kept = held(conflict.visit, *Visit.State)
    if use:
        if kept.state not in UNTOLD:
            raise VisitMovedError(kept.state)
        _write(by, kept, record_in(known.content), at)
        use_crossed_answers(by=by, conflict=known, at=at)
    known.settled_at, known.settled_by, known.used = at, str(by), use
    known.save()
    tell(by, "settle-conflict", kept, {"conflict": known.pk, "used": use})


def told_of(record: VisitRecord) -> dict[str, Any]:
    """A record as JSON."""
    told = asdict(record)
    told["day"] = record.day.isoformat()
    told["follow_up_on"] = record.follow_up_on.isoformat() if record.follow_up_on else None
    told["topics"] = list(dict.fromkeys(record.topics))
    told["findings"] = [
        {**asdict(one), "uuid": str(one.uuid), "due": one.due.isoformat()}
        for one in record.findings
    ]
    told["looked"] = [{**asdict(one), "uuid": str(one.uuid)} for one in record.looked]
    return told


def record_in(told: Mapping[str, Any]) -> VisitRecord:
    """The record of that JSON."""
    findings = [
        FindingEntry(**{**one, "uuid": UUID(one["uuid"]), "due": date.fromisoformat(one["due"])})
        for one in told["findings"]
    ]
    looked = [Looked(**{**one, "uuid": UUID(one["uuid"])}) for one in told["looked"]]
    ends = told["follow_up_on"]
    days = {
        "day": date.fromisoformat(told["day"]),
        "follow_up_on": date.fromisoformat(ends) if ends else None,
    }
    return VisitRecord(**{**told, **days, "findings": findings, "looked": looked})


def record_of(visit: Visit) -> dict[str, Any] | None:
    """What is written down of a visit as JSON; nothing before it was made."""
    if visit.day is None or visit.recorded_at is None:
        return None
    findings = [
        FindingEntry(one.uuid, one.text, one.action, one.due, one.topic)
        for one in visit.findings.all()
    ]
    checks = visit.checked.select_related("finding").order_by("pk")
    return told_of(
        VisitRecord(
            visit.day,
            [topic.name for topic in visit.topics.all()],
            visit.strengths,
            visit.advice,
            visit.level,
            visit.follow_up_on,
            findings,
            [Looked(one.finding.uuid, one.mended, one.note) for one in checks],
        )
    )


def _alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two records say the same, whatever the order of what was found and looked at."""
    return _in_order(one) == _in_order(other)


def _in_order(told: Mapping[str, Any]) -> dict[str, Any]:
    lists = {name: sorted(told[name], key=itemgetter("uuid")) for name in ("findings", "looked")}
    return {**told, **lists}


def _known(kept: Visit, looked: Sequence[Looked]) -> list[Looked]:
    """What was seen of findings that earlier visits told the school of, each once."""
    told = Finding.objects.filter(visit__school=kept.school, duty__isnull=False)
    uuids = set(told.exclude(visit=kept).values_list("uuid", flat=True))
    return list({one.uuid: one for one in looked if one.uuid in uuids}.values())


def _numbered(kept: Visit, entries: Sequence[FindingEntry]) -> list[FindingEntry]:
    """What was found, each with a number of its own, which stays when it is sent again.

    A page that was prepared once for several visits gives its first finding the same number.
    """
    numbers = [entry.uuid for entry in entries]
    others = Finding.objects.filter(uuid__in=numbers).exclude(visit=kept)
    taken = set(others.values_list("uuid", flat=True))
    found = []
    for place, entry in enumerate(entries):
        twice = entry.uuid in taken
        taken.add(entry.uuid)
        number = uuid5(kept.uuid, f"{entry.uuid} {place}") if twice else entry.uuid
        found.append(replace(entry, uuid=number))
    return found


def _keep_both(by: Actor, kept: Visit, before: Any, now: Any, at: datetime) -> VisitConflict:
    """Keep the text that came beside the one there is; the same twice is once."""
    for known in kept.conflicts.all():
        if _alike(known.content, now):
            return known
    made = VisitConflict.objects.create(
        visit=kept, content=now, before=before, sent_at=at, sent_by=str(by)
    )
    tell(by, "cross-records", kept, {"conflict": made.pk})
    return made


def _write(by: Actor, kept: Visit, record: VisitRecord, at: datetime) -> None:
    kept.day, kept.level, kept.follow_up_on = record.day, record.level, record.follow_up_on
    kept.strengths, kept.advice = record.strengths, record.advice
    kept.state = Visit.State.DONE
    kept.recorded_at, kept.recorded_by = kept.recorded_at or at, str(by)
    kept.revision += 1
    kept.save()
    set_topics(kept, record.topics)
    _set_findings(kept, record.findings)
    _set_checks(kept, record.looked)
    keep_evidence_of(by=by, visit=kept)
    after = {"day": record.day.isoformat(), "revision": kept.revision}
    tell(by, "record-visit", kept, after | {"findings": len(record.findings)})


def _set_findings(kept: Visit, entries: Sequence[FindingEntry]) -> None:
    kept.findings.exclude(uuid__in=[entry.uuid for entry in entries]).delete()
    for entry in entries:
        values = {"text": entry.text, "action": entry.action, "due": entry.due}
        Finding.objects.update_or_create(
            uuid=entry.uuid, visit=kept, defaults={**values, "topic": entry.topic}
        )


def _set_checks(kept: Visit, looked: Sequence[Looked]) -> None:
    """Keep what was seen of earlier findings of the same school."""
    kept.checked.all().delete()
    found = {
        one.uuid: one for one in Finding.objects.filter(uuid__in=[seen.uuid for seen in looked])
    }
    FindingCheck.objects.bulk_create(
        FindingCheck(finding=found[one.uuid], visit=kept, mended=one.mended, note=one.note)
        for one in looked
    )
