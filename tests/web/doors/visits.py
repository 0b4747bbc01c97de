"""Doors of visits and what they found: the first school's in each state, one of another."""

from datetime import UTC, date, datetime
from io import BytesIO
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from khet.jobs.evidence_files import take_in
from khet.records.learning.models import Finding, Visit, VisitConflict, VisitPhoto
from khet.records.office.actions.evidence import EvidenceEntry, keep_brought
from khet.records.office.actions.search import Seen
from khet.records.office.models import Level
from khet.records.registry.models import Unit, UnitKind, User
from tests.made_area import school_code

PLANNED, DONE, TOLD, ANSWERED, OTHER = (3_200_001 + k for k in range(5))
CONFLICT = FINDING = PHOTO = 3_200_001
RECORDS = {"director", "deputy", "supervisor", "network-supervisor"}
SEES_DONE = RECORDS | {"planner", "auditor"}
SEES = SEES_DONE | {"network-chair", "school-director"}
HEAD = {"school-director"}
_HERE = "/learning/visits"
DOORS = {
    f"{_HERE}/list": SEES,
    f"{_HERE}/list?state=open&mine=": SEES,
    f"{_HERE}/list.xlsx": SEES,
    f"{_HERE}/findings": SEES,
    f"{_HERE}/findings.xlsx": SEES,
    f"{_HERE}/{PLANNED}": SEES,
    f"{_HERE}/{DONE}": SEES_DONE,
    f"{_HERE}/{TOLD}": SEES,
    f"{_HERE}/{OTHER}": SEES - {"network-supervisor", "network-chair", "school-director"},
    f"{_HERE}/{TOLD}/photos": SEES,
    f"{_HERE}/{TOLD}/photos/{PHOTO}": SEES,
    f"{_HERE}/{TOLD}/history": SEES,
    f"{_HERE}/panels/week": RECORDS,
    f"{_HERE}/panels/unanswered": RECORDS,
    f"{_HERE}/panels/school?school={school_code(0)}": SEES,
    f"{_HERE}/panels/advice": HEAD,
}
FORMS = {
    f"{_HERE}/{DONE}/tell": RECORDS,
    f"{_HERE}/{DONE}/conflicts/{CONFLICT}": RECORDS,
    f"{_HERE}/{TOLD}/acknowledge": HEAD,
    f"{_HERE}/{TOLD}/answer": HEAD,
    f"{_HERE}/{TOLD}/follow-up": RECORDS,
    f"{_HERE}/{ANSWERED}/close": RECORDS,
}


def bring_sample() -> None:
    """The visits, one of them with two texts and one with a finding."""
    first = _visit(PLANNED, 0, Visit.State.PLANNED)
    for pk, state in (
        (DONE, Visit.State.DONE),
        (TOLD, Visit.State.TOLD),
        (ANSWERED, Visit.State.ANSWERED),
    ):
        _visit(pk, 0, state)
    _visit(OTHER, 5, Visit.State.TOLD)
    Finding.objects.create(
        pk=FINDING, visit_id=TOLD, text="มุมอ่านไม่มี", action="จัดมุมอ่าน", due=date(2014, 3, 18)
    )
    said = {"day": "2014-02-18", "topics": ["อ่านออก"], "strengths": "", "advice": "ฝึกอ่าน"}
    text = {**said, "level": 4, "follow_up_on": None, "findings": [], "looked": []}
    VisitConflict.objects.create(
        pk=CONFLICT, visit_id=DONE, content=text, before=text, sent_at=_AT, sent_by=str(first.lead)
    )
    _picture()


def _picture() -> None:
    visit = Visit.objects.get(pk=TOLD)
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    seen = Seen(visit.area, visit.school, Level.OFFICE, visit.lead)
    entry = EvidenceEntry(seen, "ภาพถ่าย", "ภาพการนิเทศ", date(2014, 2, 18))
    brought = take_in(SimpleUploadedFile("ภาพ.jpg", file.getvalue()))
    kept = keep_brought(by="ผู้ทดสอบ", entry=entry, brought=brought, at=_AT)
    VisitPhoto.objects.create(pk=PHOTO, uuid=uuid4(), visit=visit, evidence=kept)


_AT = datetime(2014, 2, 20, 3, 0, tzinfo=UTC)


def _visit(pk: int, school: int, state: str) -> Visit:
    made = state != Visit.State.PLANNED
    told = state in (Visit.State.TOLD, Visit.State.ANSWERED)
    return Visit.objects.create(
        pk=pk,
        area=Unit.objects.get(kind=UnitKind.AREA),
        school=Unit.objects.get(kind=UnitKind.SCHOOL, code=school_code(school)),
        lead=User.objects.get(username="supervisor"),
        state=state,
        month=date(2014, 2, 1),
        day=date(2014, 2, 18) if made else None,
        recorded_at=_AT if made else None,
        recorded_by="ผู้ทดสอบ" if made else "",
        revision=1 if made else 0,
        advice="ฝึกอ่าน" if made else "",
        level=4 if made else None,
        told_at=_AT if told else None,
        acknowledged_at=_AT if state == Visit.State.ANSWERED else None,
        answered_at=_AT if state == Visit.State.ANSWERED else None,
    )
