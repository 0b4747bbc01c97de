"""Doors of bodies and meetings: one of the schools' heads, one open, one closed."""

from datetime import date, time

from khet.records.office.models import Attendance, Body, Item, Meeting, Seat
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.meetings import SECTIONS
from tests.web.doors.who import WITH_ROLE

HEADS, BOARD, CLOSED = 5_000_001, 5_000_002, 5_000_003
"""The keys of the bodies, and of the meeting of each."""
DAY = date(2014, 4, 8)
SEES = WITH_ROLE - {"administrator"}
OFFICE = SEES - {"network-supervisor", "network-chair", "school-director", "teacher"}
HOLDS = {"director", "deputy", "supervisor", "planner", "personnel", "clerk"}
KEEPS = {"clerk"}
"""Who keeps agendas: nobody else is of a secretariat, or sits as secretary."""
SEES_CLOSED = {"director", "deputy", "clerk"}
_BODIES, _MEETINGS = "/office/bodies", "/office/meetings"


def _pages(key: int, sees: set[str]) -> dict[str, set[str]]:
    at = f"{_MEETINGS}/{key}"
    return {
        f"{_BODIES}/{key}": sees,
        at: sees,
        f"{at}/agenda": sees,
        f"{at}/attendance": sees,
        f"{at}/papers.docx": sees,
        f"{at}/papers.pdf": sees,
    }


def _forms(key: int, holds: set[str], enters: set[str]) -> dict[str, set[str]]:
    at, body = f"{_MEETINGS}/{key}", f"{_BODIES}/{key}"
    return {
        f"{body}/change": holds,
        f"{body}/hosts": holds,
        f"{body}/plan": holds,
        f"{body}/plan-many": holds,
        f"{at}/change": holds,
        f"{at}/cancel": holds,
        f"{at}/hold": holds,
        f"{at}/withdraw": holds,
        f"{at}/agenda/sections": KEEPS,
        f"{at}/agenda/add": enters,
        f"{at}/agenda/{key}": enters,
    }


def _posts(key: int, holds: set[str], enters: set[str]) -> dict[str, set[str]]:
    at = f"{_MEETINGS}/{key}"
    return {
        f"{at}/call": holds,
        f"{at}/attendance/all": holds,
        f"{at}/attendance/{key}": holds,
        f"{at}/agenda/{key}/move": enters,
    }


DOORS = {
    f"{_BODIES}/": SEES,
    f"{_MEETINGS}/": SEES,
    f"{_MEETINGS}/list.xlsx": SEES,
    f"{_MEETINGS}/panels/hosting": SEES,
    f"{_MEETINGS}/panels/coming": SEES,
    **_pages(HEADS, SEES),
    **_pages(BOARD, OFFICE),
    **_pages(CLOSED, SEES_CLOSED),
    f"{_MEETINGS}/{BOARD}/attendance.xlsx": HOLDS,
    f"{_MEETINGS}/{CLOSED}/attendance.xlsx": {"clerk"},
}
FORMS = {
    f"{_BODIES}/new": HOLDS,
    **_forms(HEADS, HOLDS, OFFICE),
    **_forms(BOARD, HOLDS, OFFICE),
    **_forms(CLOSED, {"clerk"}, SEES_CLOSED),
}
POSTS = {
    **_posts(HEADS, HOLDS, OFFICE),
    **_posts(BOARD, HOLDS, OFFICE),
    **_posts(CLOSED, {"clerk"}, SEES_CLOSED),
}


def call_sample() -> None:
    """The bodies, each with one meeting that was called, an item and somebody expected."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    chair = {"part": Seat.Part.CHAIR, "role": "director", "unit": area}
    kinds = {HEADS: Body.Kind.DIRECTORS, BOARD: Body.Kind.BOARD, CLOSED: Body.Kind.STATUTORY}
    names = {HEADS: "ประชุมผู้บริหารสถานศึกษา", BOARD: "บอร์ดทดสอบ", CLOSED: "คณะบุคคลทดสอบ"}
    for key, kind in kinds.items():
        closed = key == CLOSED
        body = Body.objects.create(
            pk=key,
            area=area,
            kind=kind,
            name=names[key],
            closed=closed,
            since=date(2013, 5, 1),
            upper="หน่วยเหนือทดสอบ" if closed else "",
        )
        if not closed:
            Seat.objects.create(body=body, place=1, **chair)
        _meeting(body, area)
    clerk = User.objects.get(username="clerk")
    Seat.objects.create(body_id=CLOSED, place=1, part=Seat.Part.SECRETARY, person=clerk)
    Seat.objects.create(body_id=HEADS, place=2, role="school-director")


def _meeting(body: Body, area: Unit) -> None:
    meeting = Meeting.objects.create(
        pk=body.pk,
        body=body,
        number=1,
        year=2557,
        begins=DAY,
        ends=DAY,
        starts=time(9),
        finishes=time(12),
        sections=list(SECTIONS),
        state=Meeting.State.CALLED,
    )
    Item.objects.create(
        pk=body.pk, meeting=meeting, section=4, place=1, title="ข้อราชการทดสอบ", unit=area
    )
    Attendance.objects.create(pk=body.pk, meeting=meeting, place=1, name="ผู้ถูกเชิญ", unit=area)
