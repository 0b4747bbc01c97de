"""Doors of news: one item in each state, of the first school, and what everybody may open."""

from datetime import date, datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from khet.jobs.evidence_files import take_in
from khet.records.office.models import AttachedFile, News, NewsPicture
from khet.records.registry.models import Unit, UnitKind, User
from tests.cast import SCHOOL
from tests.papers import picture_bytes, stored_text
from tests.web.doors.who import EVERYONE, WITH_ROLE

PROPOSED, RETURNED, CHECKED, PUBLISHED, ARCHIVED = (7_500_001 + k for k in range(5))
STATES = {
    PROPOSED: "proposed",
    RETURNED: "returned",
    CHECKED: "checked",
    PUBLISHED: "published",
    ARCHIVED: "archived",
}
DAY = date(2014, 8, 4)
PUBLISHES = {"director", "deputy"}
CHECKS = PUBLISHES | {"clerk"}
AT_SCHOOL = {"school-director", "teacher"}
SEES = CHECKS | AT_SCHOOL
PROPOSES = WITH_ROLE - {"administrator"}
_HERE = "/office/news"
DOORS = {
    f"{_HERE}/": PROPOSES,
    f"{_HERE}/?list=check": CHECKS,
    f"{_HERE}/?list=publish": CHECKS,
    f"{_HERE}/?list=all&unit=1": CHECKS,
    f"{_HERE}/panel": CHECKS,
    f"{_HERE}/ages": CHECKS,
    f"{_HERE}/ages/schools": CHECKS,
    f"{_HERE}/{PROPOSED}": SEES,
    f"{_HERE}/{ARCHIVED}": SEES,
    "/public": EVERYONE,
    "/public/calendar": EVERYONE,
    "/news": EVERYONE,
    "/news?kind=notice": EVERYONE,
    f"/news/{PUBLISHED}": EVERYONE,
    f"/news/{ARCHIVED}": EVERYONE,
    f"/news/{PUBLISHED}/files/{PUBLISHED}": EVERYONE,
    "/plans": EVERYONE,
    "/schools": EVERYONE,
    "/schools?q=ตัวอย่าง": EVERYONE,
    "/complain": EVERYONE,
    "/contact": EVERYONE,
}
FORMS = {
    f"{_HERE}/propose": PROPOSES,
    f"{_HERE}/{RETURNED}/change": SEES,
    f"{_HERE}/{CHECKED}/change": CHECKS,
    f"{_HERE}/{PUBLISHED}/change": PUBLISHES,
    f"{_HERE}/{PROPOSED}/pictures/add": SEES,
    f"{_HERE}/{PROPOSED}/pictures/{PROPOSED}": SEES,
    f"{_HERE}/{PROPOSED}/step/check": CHECKS,
    f"{_HERE}/{PROPOSED}/step/return": CHECKS,
    f"{_HERE}/{PROPOSED}/step/take-back": AT_SCHOOL,
    f"{_HERE}/{CHECKED}/step/publish": PUBLISHES,
    f"{_HERE}/{PUBLISHED}/step/pin": PUBLISHES,
    f"{_HERE}/{PUBLISHED}/step/archive": PUBLISHES,
    f"{_HERE}/{PUBLISHED}/step/take-back": SEES,
}
POSTS = {f"{_HERE}/{RETURNED}/files/{RETURNED}/off": SEES}


def bring_sample() -> None:
    """News of a teacher's school in each state, each with a picture and a document of its key."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    school = Unit.objects.get(kind=SCHOOL[0], code=SCHOOL[1])
    teacher = User.objects.get(username="teacher")
    at = timezone.make_aware(datetime(2014, 8, 5, 9))
    for pk, state in STATES.items():
        public = state in ("published", "archived")
        made = News.objects.create(
            pk=pk,
            area=area,
            unit=school,
            kind="notice" if pk == CHECKED else "news",
            title=f"ข่าวตัวอย่าง {state}",
            text=f"เนื้อหาของ {state}",
            day=DAY,
            state=state,
            proposed_by=teacher,
            proposed_at=at,
            checked_at=at if public or state == "checked" else None,
            published_at=at if public else None,
        )
        picture = SimpleUploadedFile("ภาพ.png", picture_bytes(), "image/png")
        taken_in = vars(take_in(picture))
        told = {name: value for name, value in taken_in.items() if name != "link"}
        file = _file(pk, made, "picture", told, at)
        NewsPicture.objects.create(pk=pk, news=made, file=file, caption=f"ภาพของ {state}")
        _file(document_of(pk), made, "document", stored_text(f"เอกสาร {state}.txt"), at)


def document_of(pk: int) -> int:
    """The key of the document of the sample news of that key."""
    return pk + 100


def _file(pk: int, news: News, part: str, told: dict[str, object], at: datetime) -> AttachedFile:
    return AttachedFile.objects.create(
        pk=pk,
        about_kind="office.news",
        about_key=str(news.pk),
        part=part,
        **told,
        attached_at=at,
        attached_by="ผู้ทดสอบ",
    )
