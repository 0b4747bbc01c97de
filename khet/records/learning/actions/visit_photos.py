"""Keeping pictures of visits, which a phone may send more than once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from khet.records.learning.actions.visit_evidence import picture_of
from khet.records.learning.actions.visit_plan import KIND, held, tell
from khet.records.learning.models import Visit, VisitPhoto
from khet.records.office.actions.evidence import Brought, keep_brought, use_evidence
from khet.records.office.models import Evidence
from khet.records.registry.actions.audit import Actor


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
    evidence = keep_brought(by=by, entry=picture_of(kept), brought=brought, at=at)
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
