"""Bodies and meetings for tests of minutes, made as rows: no other subject is needed."""

from datetime import date, time
from typing import Any

from khet.records.office.actions.duties import Owner, open_duties
from khet.records.office.models import Attendance, Body, Duty, Item, Meeting
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import MINUTES

SECTIONS = [
    "เรื่องประธานแจ้งให้ที่ประชุมทราบ",
    "เรื่องรับรองรายงานการประชุม",
    "เรื่องสืบเนื่อง",
    "เรื่องเพื่อทราบ",
    "เรื่องเพื่อพิจารณา",
    "เรื่องอื่น ๆ",
]


def make_body(kind: str = "directors", name: str = "ผู้บริหารสถานศึกษา", **more: Any) -> Body:
    """A body of the made area."""
    area = Unit.objects.get(kind=UnitKind.AREA, code="9302")
    return Body.objects.create(area=area, kind=kind, name=name, since=date(2013, 10, 1), **more)


def make_meeting(body: Body, day: date, number: int = 1, **more: Any) -> Meeting:
    """A meeting that was held, with an item in each of two sections and three attenders."""
    told = {"state": "held", "ends": day, "sections": SECTIONS, "place": "ห้องประชุมสาธิต", **more}
    meeting = Meeting.objects.create(
        body=body, number=number, year=2557, begins=day, starts=time(9), finishes=time(12), **told
    )
    for section, title in ((4, "ผลการทดสอบ"), (5, "กำหนดการนิเทศ")):
        Item.objects.create(meeting=meeting, section=section, place=1, title=title)
    for place, (name, state) in enumerate(
        (("ผู้ทดสอบ ก", "present"), ("ผู้ทดสอบ ข", "absent"), ("ผู้ทดสอบ ค", "substitute"))
    ):
        Attendance.objects.create(
            meeting=meeting,
            place=place,
            name=name,
            post=f"ตำแหน่ง {place}",
            state=state,
            instead="ผู้แทนสาธิต" if state == "substitute" else "",
            reason="ไปราชการ" if state == "absent" else "",
        )
    return meeting


def owe_minutes(meeting: Meeting, due: date) -> Duty:
    """The duty that holding the meeting opens."""
    unit = meeting.body.secretariat or meeting.body.area
    return open_duties(
        by="ทดสอบ",
        rule=MINUTES,
        owners=[Owner(unit, "clerk")],
        about=("office.meeting", str(meeting.pk)),
        opened=meeting.ends,
        due=due,
    )[0]
