"""A visit as evidence, and as the search finds it."""

from khet.records.learning.actions.visit_plan import KIND
from khet.records.learning.models import Visit
from khet.records.office.actions.evidence import EvidenceEntry, keep_record
from khet.records.office.actions.search import Seen, make_findable
from khet.records.office.models import Level
from khet.records.registry.actions.audit import Actor

EVIDENCE_KIND = "บันทึกการนิเทศ"


def keep_evidence_of(*, by: Actor, visit: Visit) -> None:
    """Let a visit be evidence, and be found by what was written.

    Its words are found by the lead alone until the school is told, then by the school and who sees
    what is the school's own.
    """
    day, title = visit.day or visit.month, f"นิเทศ {visit.school}"
    entry = EvidenceEntry(_seen(visit, Level.OFFICE), EVIDENCE_KIND, title, day)
    keep_record(by=by, entry=entry, record=(KIND, str(visit.pk)))
    found = [f"{one.topic} {one.text} {one.action}" for one in visit.findings.all()]
    topics = [topic.name for topic in visit.topics.all()]
    text = " ".join([*topics, visit.strengths, visit.advice, *found])
    seen = _seen(visit, Level.PERSON if visit.told_at is None else Level.UNIT)
    make_findable(seen=seen, kind=KIND, key=str(visit.pk), title=title, day=day, text=text)


def _seen(visit: Visit, level: str) -> Seen:
    return Seen(visit.area, visit.school, level, visit.lead)
