"""Doors of the office's workbook: attached to a circular, answered by a school, put together."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from khet.jobs.evidence_files import take_in
from khet.records.office.actions.workbook_answers import set_template
from khet.records.office.models import Circular, Letter, Receipt
from khet.records.registry.models import Unit, UnitKind, User
from tests.made_area import school_code
from tests.made_books import form_book
from tests.web.doors.who import WITH_ROLE

DRAFT, SENT = 7_400_001, 7_400_002
RECEIPT = 7_400_001
SCHOOLS = 4
DUE = date(2014, 9, 15)
OFFICE = WITH_ROLE - {"network-supervisor", "network-chair", "school-director", "teacher"}
DRAFTS = OFFICE - {"administrator"}
_HERE = "/office/returned"
DOORS = {
    f"{_HERE}/{SENT}/merged": OFFICE,
    f"{_HERE}/{SENT}/merged.xlsx": OFFICE,
    f"{_HERE}/{SENT}/template": OFFICE,
    f"{_HERE}/{DRAFT}/template": OFFICE,
    f"{_HERE}/receipts/{RECEIPT}": OFFICE | {"school-director", "teacher"},
}
FORMS = {
    f"{_HERE}/{DRAFT}/attach": DRAFTS,
    f"{_HERE}/receipts/{RECEIPT}/send": {"school-director"},
}
BY_KEY = (f"{_HERE}/receipts/{RECEIPT}/marked.xlsx",)


def bring_sample() -> None:
    """A circular still to be sent, and one that asked four schools for the workbook."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    clerk = User.objects.get(username="clerk")
    at = timezone.make_aware(datetime(2014, 8, 22, 9))
    for pk, state in ((DRAFT, "draft"), (SENT, "sent")):
        Letter.objects.create(
            pk=pk, area=area, unit=area, owner=clerk, book="open", state=state,
            subject="สำรวจน้ำดื่มโรงเรียน",
        )  # fmt: skip
        circular = Circular.objects.create(pk=pk, letter_id=pk, asks="workbook", due=DUE)
        upload = SimpleUploadedFile("แบบสำรวจน้ำดื่ม.xlsx", form_book())
        set_template(by=clerk, circular=circular, brought=take_in(upload), at=at)
    Circular.objects.filter(pk=SENT).update(sent_at=at)
    schools = [Unit.objects.get(code=school_code(number)) for number in range(SCHOOLS)]
    Receipt.objects.bulk_create(
        Receipt(pk=RECEIPT + number, circular_id=SENT, unit=school, sent_at=at)
        for number, school in enumerate(schools)
    )
