"""Doors of evidence."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from khet.jobs.evidence_files import take_in
from khet.records.office.models import Evidence, EvidenceUse, EvidenceVersion
from khet.records.registry.models import Unit, UnitKind
from tests.made_area import school_code
from tests.web.doors.who import WITH_ROLE

SAMPLE, OF_SCHOOL = 4_000_001, 4_000_002
KEEPERS = WITH_ROLE - {"administrator"}
OF_UNIT = {"school-director", "teacher"}
HEADS = {"director", "deputy"}
SEES_UNIT = OF_UNIT | HEADS | {"supervisor", "network-supervisor", "auditor"}
_PAGE = f"/office/evidence/{SAMPLE}"
_OF = f"/office/evidence/of?kind=registry.school&key={school_code(0)}"
DOORS = {
    "/office/evidence/": KEEPERS,
    "/office/evidence/list.xlsx": KEEPERS,
    "/office/evidence/checks": KEEPERS,
    _PAGE: KEEPERS,
    f"{_PAGE}/1/file": KEEPERS,
    f"/office/evidence/{OF_SCHOOL}": SEES_UNIT,
    f"/office/evidence/{OF_SCHOOL}/1/file": SEES_UNIT,
}
FORMS = {
    "/office/evidence/new": KEEPERS,
    _OF: KEEPERS,
    f"{_PAGE}/edit": OF_UNIT | HEADS,
    f"{_PAGE}/version": OF_UNIT | HEADS,
    f"{_PAGE}/withdraw": OF_UNIT | HEADS,
}


def keep_sample() -> None:
    """Two files of the first school: one for the whole area and referred to, one for itself."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    school = Unit.objects.get(code=school_code(0))
    for pk, level in ((SAMPLE, "area"), (OF_SCHOOL, "unit")):
        taken = take_in(SimpleUploadedFile(f"{level}.txt", f"บันทึกของโรงเรียน {level}".encode()))
        kept = Evidence.objects.create(
            pk=pk,
            area=area,
            unit=school,
            level=level,
            source="file",
            kind="บันทึกข้อความ",
            title=f"บันทึก {level}",
            about_day=date(2014, 2, 4),
            kept_by="ผู้ทดสอบ",
        )
        EvidenceVersion.objects.create(
            evidence=kept, number=1, brought_at=timezone.now(), brought_by="ผู้ทดสอบ", **vars(taken)
        )
    used = ("registry.school", school.code)
    EvidenceUse.objects.create(
        evidence_id=SAMPLE, about_kind=used[0], about_key=used[1], used_by="ผู้ทดสอบ"
    )
