"""Keeping pictures of visits, which a phone may send more than once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from khet.records.learning.actions.visit_plan import KIND, held, tell
from khet.records.learning.models import Visit, VisitPhoto
from khet.records.office.actions.evidence import Brought, EvidenceEntry, keep_brought, use_evidence
from khet.records.office.actions.search import Seen
from khet.records.office.models import Evidence, Level
from khet.records.registry.actions.audit import Actor

PICTURE = "ภาพถ่าย"


@transaction.atomic
def keep_photo(
    *, by: Actor, visit: Visit, number: UUID, brought: Brought, at: datetime
) -> VisitPhoto:
    """Keep a picture that was received as evidence of a visit, once for each number.

    The visit is held meanwhile, so that the same picture sent twice at once is kept once.
    """
    kept = held(visit, *Visit.State)
    known = VisitPhoto.objects.filter(uuid=number).first()
    if known:
        return known
    seen = Seen(kept.area, kept.school, Level.OFFICE, kept.lead)
    day = kept.day or kept.planned_on or kept.month
    entry = EvidenceEntry(seen, PICTURE, f"ภาพการนิเทศ {kept.school}", day)
    evidence = keep_brought(by=by, entry=entry, brought=brought, at=at)
    return add_photo(by=by, visit=kept, number=number, evidence=evidence)


@transaction.atomic
def add_photo(*, by: Actor, visit: Visit, number: UUID, evidence: Evidence) -> VisitPhoto:
    """Have a picture that is evidence be of a visit; the same number again is the same picture."""
    photo, made = VisitPhoto.objects.get_or_create(
        uuid=number, defaults={"visit": visit, "evidence": evidence}
    )
    if made:
        use_evidence(by=by, evidence=[evidence], about=(KIND, str(visit.pk)))
        tell(by, "add-photo", visit, {"photo": str(number)})
    return photo
