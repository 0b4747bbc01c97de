"""News of the demonstration, some in every state, and how its office is reached: all invented."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from khet.jobs.evidence_files import take_in
from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.news import NewsEntry, NewsStep, move_news, propose_news
from khet.records.office.actions.news_pictures import PictureEntry, add_picture
from khet.records.office.models import News
from khet.records.office.queries.trips import staff_of
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import RoleHeld, Unit
from khet.records.registry.queries.people import roles_on_in
from khet.records.registry.queries.settings import last_change
from khet.rules.calendar import academic_year
from khet.rules.news import ARCHIVE, CHECK, NEWS, NOTICE, PLAN, PUBLISH, REPORT, RETURN

_CONTACT = {
    "address": "(สาธิต) เลขที่ 0 ถนนตัวอย่าง ตำบลตัวอย่าง อำเภอตัวอย่าง 00000",
    "phone": "(สาธิต) 0 0000 0000",
    "email": "office@example.invalid",
    "hours": "(สาธิต) จันทร์–ศุกร์ 08.30–16.30 น. เว้นวันหยุดราชการ",
    "map": "",
}
_DONE = (CHECK, PUBLISH)


class _Item(NamedTuple):
    """News: who proposes, of which kind and day, what it says, and its steps, a day each."""

    by: str
    kind: str
    days: int
    title: str
    text: str
    steps: tuple[str, ...] = ()
    pinned: bool = False
    paper: str = ""
    picture: str = ""


_ITEMS = (
    _Item(
        "planner",
        NOTICE,
        12,
        "(สาธิต) เปิดให้เข้าชมห้องสมุดตัวอย่างของสำนักงาน",
        "ขอเชิญผู้สนใจเข้าชมห้องสมุดตัวอย่างได้ในวันดังกล่าว\n\nข้อความนี้สมมติขึ้นเพื่อการสาธิต ดูตัวอย่างเว็บได้ที่ https://example.org/",
        _DONE,
        pinned=True,
    ),
    _Item(
        "supervisor",
        NEWS,
        -6,
        "(สาธิต) ศึกษานิเทศก์ร่วมจัดทำสื่อการอ่าน",
        "ศึกษานิเทศก์และครูร่วมกันจัดทำสื่อการอ่านตัวอย่าง\n\nข้อความและภาพนี้สมมติขึ้นเพื่อการสาธิต",
        _DONE,
        picture="ภาพสมมติ: แถบสีแทนหนังสือบนชั้น",
    ),
    _Item("teacher", NEWS, -20, "(สาธิต) โรงเรียนตัวอย่างปลูกผักสวนครัว", "ข่าวสมมติ", _DONE),
    _Item("planner", PLAN, -40, "(สาธิต) แผนตัวอย่าง", "แผนสมมติ", _DONE, paper="แผนตัวอย่าง.txt"),
    _Item("clerk", REPORT, -30, "(สาธิต) รายงานตัวอย่าง", "รอตรวจ", paper="รายงานตัวอย่าง.txt"),
    _Item("planner", NOTICE, -2, "(สาธิต) ประกาศที่ตรวจแล้ว", "รอเผยแพร่", (CHECK,)),
    _Item("teacher", NEWS, -3, "(สาธิต) ข่าวกีฬาของโรงเรียน", "รอตรวจ"),
    _Item("teacher", NEWS, -9, "(สาธิต) ข่าวที่ส่งกลับแก้ไข", "ขาดรายละเอียด", (RETURN,)),
    _Item("planner", NEWS, -400, "(สาธิต) ข่าวเก่าที่เก็บถาวร", "ข่าวสมมติ", (*_DONE, ARCHIVE)),
)


def tell_news(*, by: str, office: Unit, today: date) -> None:
    """Make the news and the contact data, where there are none yet and the people are there."""
    people = {held.role: held for held in reversed(staff_of(office, today))}
    teacher = roles_on_in(office, today).filter(role="teacher").first()
    if teacher is not None:
        people["teacher"] = teacher
    needed = {"director", "clerk", *(item.by for item in _ITEMS)}
    if News.objects.filter(area=office).exists() or not needed <= set(people):
        return
    for item in _ITEMS:
        _make(office, item, people, today)
    seen = last_change(office, "office_contact")
    year, reason = academic_year(today).be, "ข้อมูลสมมติเพื่อการสาธิต"
    change = TableChange(office, "office_contact", year, _CONTACT, reason, seen)
    if not seen:
        change_table(by=by, change=change)


def _make(office: Unit, item: _Item, people: dict[str, RoleHeld], today: date) -> None:
    """An item as it is proposed, and the steps that were taken since."""
    held, told = people[item.by], today + timedelta(item.days)
    first = min(told, today - timedelta(len(item.steps) + 1))
    papers = [_paper(item.paper)] if item.paper else []
    entry = NewsEntry(item.kind, item.title, told, item.text, _at(first), papers)
    made = propose_news(by=held.user, area=office, unit=held.unit, entry=entry)
    if item.picture:
        shown = PictureEntry(item.picture, False, "")
        picture = take_in(SimpleUploadedFile("ภาพ.png", _picture(), "image/png"))
        add_picture(by=held.user, news=made, brought=picture, entry=shown, at=_at(first))
    for place, step in enumerate(item.steps, 1):
        who = "clerk" if step in (CHECK, RETURN) else "director"
        reason = "ขอรายละเอียดเพิ่ม (สาธิต)" if step == RETURN else ""
        taken = NewsStep(step, _at(first + timedelta(place)), reason, item.pinned)
        made = move_news(by=people[who].user, news=made, step=taken)


def _paper(name: str) -> Brought:
    text = "เอกสารสมมติเพื่อการสาธิต".encode()
    return take_in(SimpleUploadedFile(name, text, "text/plain"))


def _picture() -> bytes:
    """A drawn picture: stripes for books on a shelf."""
    picture, out = Image.new("RGB", (960, 640), "#efe6d8"), BytesIO()
    draw = ImageDraw.Draw(picture)
    for place, colour in enumerate(("#4a2a7b", "#237a3b", "#c2540a", "#1d5fae", "#9a7400") * 3):
        left, top = 60 + place * 56, 120 + (place * 37) % 90
        draw.rectangle((left, top, left + 44, 540), fill=colour)
    draw.rectangle((40, 540, 920, 565), fill="#6b4f33")
    picture.save(out, "PNG")
    return out.getvalue()


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
