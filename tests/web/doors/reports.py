"""Doors of checked reports: one of a clerk's with something found, one of a teacher's."""

from datetime import datetime

from django.utils import timezone

from khet.records.office.models import AttachedFile
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.reports.models import CheckedReport, ReportFinding, ReportVersion
from khet.records.reports.queries import KIND
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.reading.packed import pack
from khet.rules.checking.reading.stream import Line
from tests.papers import stored_text
from tests.web.doors.who import WITH_ROLE

REPORT, OF_TEACHER = 7_900_001, 7_900_002
FINDING = 7_900_001
CHECKS = WITH_ROLE - {"administrator"}
SEES = {"clerk", "director", "deputy", "planner"}
NAME, OWN_NAME = "รายงานประจำปีสมมติ.txt", "รายงานของครูสมมติ.txt"
_HERE = "/reports/check"
DOORS = {
    f"{_HERE}/{REPORT}": SEES,
    f"{_HERE}/{REPORT}?show=all&kind=total&sure=certain&v=1": SEES,
    f"{_HERE}/{OF_TEACHER}": {"teacher", "school-director"},
    f"{_HERE}/{REPORT}/findings.xlsx": SEES,
    f"{_HERE}/{REPORT}/comments.docx": SEES,
}
FORMS = {
    f"{_HERE}/?list=all": {"director", "deputy", "planner", "school-director"},
    f"{_HERE}/": CHECKS,
    f"{_HERE}/{REPORT}/version": {"clerk"},
    f"{_HERE}/{REPORT}/delete": {"clerk"},
}
POSTS = {
    f"{_HERE}/{REPORT}/findings/{FINDING}": SEES,
    f"{_HERE}/{REPORT}/again": {"clerk"},
}
TEXT = ("รายงานสมมติ", "โรงเรียนขนาดเล็ก 20 แห่ง", "โรงเรียนขนาดกลาง 10 แห่ง", "รวม 31 แห่ง")
LINES = tuple(Line(number, text) for number, text in enumerate(TEXT, 1))
TOTAL = Finding(
    *(4, TEXT[3], Kind.TOTAL, "31", "30", Sure.CERTAIN, "รวมพิมพ์ไว้ 31 แต่ 20 + 10 = 30"),
    others=(2, 3),
)
BLANK = Finding(1, TEXT[0], Kind.BLANK, "รายงานสมมติ", "", Sure.LOOK, "ไม่บอกปีของรายงาน")
_AT = timezone.make_aware(datetime(2014, 8, 5, 9))


def bring_sample() -> None:
    """A report of a clerk's with two findings, one of a teacher's without any."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    school = Unit.objects.filter(kind=UnitKind.SCHOOL).order_by("code")[0]
    version = _version(REPORT, area, area, "clerk", NAME)
    for number, found in enumerate((TOTAL, BLANK)):
        said = {**vars(found), "others": list(found.others)}
        ReportFinding.objects.create(pk=FINDING + number, version=version, rank=number + 1, **said)
    _version(OF_TEACHER, area, school, "teacher", OWN_NAME)


def _version(pk: int, area: Unit, unit: Unit, username: str, name: str) -> ReportVersion:
    user = User.objects.get(username=username)
    report = CheckedReport.objects.create(
        pk=pk, area=area, unit=unit, brought_by=user, name=name, year_kind="fiscal", year=2557
    )
    file = AttachedFile.objects.create(
        pk=pk,
        about_kind=KIND,
        about_key=str(pk),
        attached_at=_AT,
        attached_by=str(user),
        **{**stored_text(name, "\n".join(TEXT)), "text": ""},
    )
    return ReportVersion.objects.create(
        pk=pk,
        report=report,
        number=1,
        file=file,
        lines=pack(LINES),
        length=len(LINES),
        checked=5,
        engine="ทดสอบ",
        brought_at=_AT,
    )
