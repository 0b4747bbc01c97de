"""A visit as evidence, and as the search finds it."""

from django.utils import timezone

from khet.records.learning.actions.visit_plan import KIND
from khet.records.learning.models import Visit
from khet.records.office.actions.evidence import EvidenceEntry, change_evidence, keep_record
from khet.records.office.actions.search import Seen, make_findable
from khet.records.office.models import Level
from khet.records.registry.actions.audit import Actor

EVIDENCE_KIND = "บันทึกการนิเทศ"
PICTURE = "ภาพถ่าย"


def keep_evidence_of(*, by: Actor, visit: Visit) -> None:
    """Let a visit be evidence, and be found by what was written."""
    day, title, seen = visit.day or visit.month, f"นิเทศ {visit.school}", seen_of(visit)
    entry = EvidenceEntry(seen, EVIDENCE_KIND, title, day)
    keep_record(by=by, entry=entry, record=(KIND, str(visit.pk)))
    found = [f"{one.topic} {one.text} {one.action}" for one in visit.findings.all()]
    topics = [topic.name for topic in visit.topics.all()]
    text = " ".join([*topics, visit.strengths, visit.advice, *found])
    make_findable(seen=seen, kind=KIND, key=str(visit.pk), title=title, day=day, text=text)


def seen_of(visit: Visit) -> Seen:
    """Who finds a visit, and the pictures of it, outside of its page.

    The lead alone until the school is told, then the school and who sees what is the school's own:
    never the whole office, of which not everybody sees visits.
    """
    level = Level.PERSON if visit.told_at is None else Level.UNIT
    return Seen(visit.area, visit.school, level, visit.lead)


def picture_of(visit: Visit) -> EvidenceEntry:
    """What is said of a picture of a visit; of one that isn't recorded yet it tells of today."""
    day = visit.day or timezone.localdate()
    return EvidenceEntry(seen_of(visit), PICTURE, f"ภาพการนิเทศ {visit.school}", day)


def show_pictures(*, by: Actor, visit: Visit) -> None:
    """Let the pictures that were the lead's until now be seen as the visit is, once it is told."""
    kept = visit.photos.filter(
        evidence__level=Level.PERSON,
        evidence__kind=PICTURE,
        evidence__owner=visit.lead_id,
        evidence__withdrawn_at=None,
    )
    for photo in kept.select_related("evidence"):
        change_evidence(by=by, evidence=photo.evidence, entry=picture_of(visit))
