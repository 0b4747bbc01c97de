"""Minutes of the demonstration: every held meeting but the newest of the directors has some.

All of it is invented. Whatever a person wrote since then stays.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from khet.records.office.actions.duties import finish_duty
from khet.records.office.actions.instructions import InstructionEntry, add_instruction
from khet.records.office.actions.minutes import (
    adopt_minutes,
    circulate_minutes,
    propose_minutes,
    publish_minutes,
)
from khet.records.office.actions.minutes_items import ItemText, add_item, save_item
from khet.records.office.models import Body, Duty, Instruction, Item, Meeting
from khet.records.office.queries.instructions import duties_of_instruction
from khet.records.office.queries.minutes import adopting, minutes_duties
from khet.records.office.queries.owner_choices import EVERY_SCHOOL
from khet.records.registry.models import Unit
from khet.rules.minutes import DAYS, usual_day

_SAID = (
    ItemText("ประธานแจ้งเรื่องที่ได้รับจากหน่วยเหนือ (สาธิต)", "ที่ประชุมรับทราบ"),
    ItemText("กลุ่มที่รับผิดชอบรายงานความก้าวหน้า และที่ประชุมซักถาม (สาธิต)", "ที่ประชุมรับทราบ"),
    ItemText("ที่ประชุมอภิปรายแนวทางและระยะเวลา (สาธิต)", "เห็นชอบตามที่เสนอ"),
)
_TO_SCHOOLS = "ส่งแผนยกระดับผลสัมฤทธิ์ของโรงเรียน (สาธิต)"
_TO_OFFICE = "สรุปความก้าวหน้าของงานเสนอที่ประชุม (สาธิต)"
_ADVICE = "ควรแลกเปลี่ยนวิธีสอนที่ได้ผลระหว่างโรงเรียน (สาธิต)"
_SPOKEN = "เรื่องทั่วไป (สาธิต)"
_SECTION = 4


def write_minutes(*, by: str, office: Unit, today: date) -> None:
    """Write, propose, circulate and adopt the minutes of the meetings that have none yet."""
    held = Meeting.objects.filter(
        body__area=office, state=Meeting.State.HELD, ends__lt=today, minutes=None
    )
    found = list(held.select_related("body__area", "body__secretariat").order_by("begins", "pk"))
    newest, duties = _newest_of_directors(office), minutes_duties(found)
    written = [m for m in found if m.pk != newest and not _on_paper(duties.get(m.pk))]
    for meeting in written:
        _write(by, meeting, today)
    for meeting in written:
        _adopt(by, meeting)


def _on_paper(duty: Duty | None) -> bool:
    """Whether the minutes needn't be written here: that was waived."""
    return duty is not None and duty.state == Duty.State.WAIVED


def _newest_of_directors(office: Unit) -> int | None:
    """The meeting whose minutes stay late."""
    held = Meeting.objects.filter(body__area=office, body__kind=Body.Kind.DIRECTORS)
    newest = held.filter(state=Meeting.State.HELD).order_by("-begins", "-pk").first()
    return newest.pk if newest else None


def _write(by: str, meeting: Meeting, today: date) -> None:
    items = list(meeting.items.all()) or [
        add_item(by=by, meeting=meeting, section=_SECTION, title=_SPOKEN)
    ]
    for place, item in enumerate(items):
        item.meeting = meeting
        save_item(by=by, item=item, text=_SAID[place % len(_SAID)])
    given = _instruct(by, meeting, items[-1])
    at = _at(min(meeting.ends + timedelta(2), today))
    propose_minutes(by=by, meeting=meeting, at=at)
    circulate_minutes(by=by, meeting=meeting, at=at)
    _do_half(by, given, at)
    if meeting.body.kind == Body.Kind.DIRECTORS and not meeting.body.closed:
        publish_minutes(by=by, meeting=meeting, published=True)


def _instruct(by: str, meeting: Meeting, item: Item) -> list[Instruction]:
    """One to every school by the directors' meeting, one to the office by all others."""
    to_schools = meeting.body.kind == Body.Kind.DIRECTORS
    owner = EVERY_SCHOOL if to_schools else _secretary(meeting.body)
    text, due = _TO_SCHOOLS if to_schools else _TO_OFFICE, usual_day(meeting.ends, None)
    entries = [InstructionEntry(Instruction.Kind.INSTRUCTION, text, [owner], due)]
    if to_schools:
        entries.append(InstructionEntry(Instruction.Kind.RECOMMENDATION, _ADVICE))
    return [add_instruction(by=by, meeting=meeting, item=item, entry=entry) for entry in entries]


def _secretary(body: Body) -> str:
    """Who does the work of a body: the head of its secretariat, else a deputy of the office."""
    unit = body.secretariat
    if unit is None or unit.pk == body.area_id:
        return f"post:deputy:{body.area.kind}:{body.area.code}"
    return f"post:group-director:{unit.kind}:{unit.code}"


def _do_half(by: str, given: list[Instruction], at: datetime) -> None:
    """Every other one of those who owe an instruction to schools has done it in time."""
    for instruction in given:
        for duty in list(duties_of_instruction(instruction))[::2]:
            if duty.role == "school-director":
                finish_duty(by=by, duty=duty, at=at + timedelta(DAYS // 2))


def _adopt(by: str, meeting: Meeting) -> None:
    """By the next meeting that was held, where there is one."""
    after = adopting(meeting).first()
    if after:
        on = after.begins
        adopt_minutes(by=by, meeting=meeting, adopting=after, on=on, at=_at(on))


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15)))
