"""What stands beside the demonstration's visits: requests, records that cross, pictures."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from khet.jobs.demo.visit_course import at, record, uuid_of
from khet.jobs.demo.visit_posts import DEPUTY, Post
from khet.jobs.demo.visit_turns import Turn
from khet.jobs.evidence_files import take_in
from khet.records.learning.actions.visit_records import add_photo, record_visit
from khet.records.learning.actions.visit_requests import (
    RequestEntry,
    ask_visit,
    decline_request,
)
from khet.records.learning.models import Visit, VisitRequest
from khet.records.office.actions.evidence import EvidenceEntry, keep_brought
from khet.records.office.actions.search import Seen
from khet.records.office.models import Level
from khet.records.registry.models import Unit, User
from khet.rules.months import month_of

_WISHES = (
    ("การวัดและประเมินผล", "ขอให้ช่วยดูข้อสอบปลายภาคของ ป.4–ป.6", "open"),
    ("การสอนคณิตศาสตร์", "ครูคณิตศาสตร์ย้าย ขอคำแนะนำเรื่องสอนรวมชั้น", "open"),
    ("นักเรียนที่อ่านไม่ออกและสื่อสารไม่ได้", "ขอเครื่องมือทดสอบการอ่านและตัวอย่างการสอนซ่อม", "planned"),
    ("การประกันคุณภาพภายใน", "ขอให้ช่วยดูมาตรฐานด้านผู้เรียนก่อนประเมิน", "planned"),
    ("อาคารสถานที่และความปลอดภัย", "ขอให้ตรวจอาคารเรียนก่อนเปิดภาคเรียน", "declined"),
    ("การสรุปความรู้ด้วย Mind Map", "ขอวิทยากรช่วยครูทั้งโรงเรียนครึ่งวัน", "open"),
)
_DECLINED = "ให้ขอช่างของ อบต. ตรวจก่อน แล้วแจ้งผลมาที่กลุ่มนิเทศ"
_CROSSING = 2
_COLOURS = ("#8fb7a0", "#a3b9d6", "#e0c48f")


def make_requests(by: str, area: Unit, posts: Sequence[Post], today: date) -> list[VisitRequest]:
    """What schools ask for; gives those that are to be planned."""
    planned = []
    for place, (topic, wish, state) in enumerate(_WISHES):
        post, day = posts[(place + 1) % len(posts)], today - timedelta(45 - place * 6)
        asked = ask_visit(
            by=post.lead(day),
            area=area,
            school=post.schools[(place * 3 + 2) % len(post.schools)],
            entry=RequestEntry(topic, f"{wish} (สาธิต)", month_of(today) if place % 2 else None),
            at=at(day, 9),
        )
        if state == "declined":
            decline_request(by=by, asked=asked, reason=_DECLINED)
        elif state == "planned":
            planned.append(asked)
    return planned


def cross_records(went: Iterable[tuple[Turn, Visit]]) -> None:
    """A deputy who came along wrote the visit down, too, not knowing of the other's record."""
    deputy = User.objects.get(username=DEPUTY)
    untold = set(Visit.objects.filter(state=Visit.State.DONE).values_list("pk", flat=True))
    for turn, visit in [pair for pair in went if pair[1].pk in untold][-_CROSSING:]:
        other = record(replace(turn, number=turn.number + 1))
        own = replace(other, topics=[row["topic"] for row in turn.said], findings=())
        record_visit(by=deputy, visit=visit, record=own, base=0, at=at(turn.day, 17))


def add_photos(went: Sequence[tuple[Turn, Visit]], area: Unit) -> None:
    """Small drawn pictures for a few visits."""
    for place, colour in enumerate(_COLOURS):
        turn, visit = went[-1 - place // 2]
        brought = take_in(SimpleUploadedFile(f"ภาพ-{place + 1}.png", _picture(colour), "image/png"))
        seen = Seen(area, visit.school, Level.OFFICE, turn.lead)
        entry = EvidenceEntry(seen, "ภาพถ่าย", f"ภาพการนิเทศ {visit.school} (สาธิต)", turn.day)
        kept = keep_brought(by=turn.lead, entry=entry, brought=brought, at=at(turn.day))
        number = uuid_of("photo", place)
        add_photo(by=turn.lead, visit=visit, number=number, evidence=kept)


def _picture(colour: str) -> bytes:
    """A classroom in four shapes."""
    picture, out = Image.new("RGB", (640, 480), colour), BytesIO()
    draw = ImageDraw.Draw(picture)
    draw.rectangle((60, 60, 580, 260), fill="#2f5d50")
    for left in range(80, 560, 130):
        draw.rectangle((left, 340, left + 90, 400), fill="#8a5a2b")
        draw.ellipse((left + 25, 285, left + 65, 325), fill="#f1d3b3")
    picture.save(out, "PNG")
    return out.getvalue()
