"""Words for minutes and instructions."""

from django.utils.translation import gettext as _

from khet.records.office.models import Attendance, Meeting, Minutes
from khet.records.office.queries.instructions import Followed
from khet.records.office.queries.minutes_content import number_of
from khet.rules.minutes import ASSIGNED, CLOSED, DONE, LATE, TROUBLE, WORKING


def state_word(state: str) -> str:
    """The word for a state of minutes."""
    return {
        Minutes.State.DRAFT: _("ร่าง"),
        Minutes.State.PROPOSED: _("เสนอผู้บริหารแล้ว"),
        Minutes.State.CIRCULATED: _("แจ้งเวียนแล้ว ยังไม่รับรอง"),
        Minutes.State.ADOPTED: _("รับรองแล้ว"),
    }[Minutes.State(state)]


def attendance_words() -> dict[str, str]:
    """The words for ways of coming to a meeting, in the order of the paper."""
    states = Attendance.State
    return {
        states.PRESENT: _("ผู้มาประชุม"),
        states.SUBSTITUTE: _("ผู้มาประชุมแทน"),
        states.ACTING: _("ผู้รักษาการ"),
        states.ABSENT: _("ผู้ไม่มาประชุม"),
        states.EXPECTED: _("ยังไม่บันทึกการมาประชุม"),
    }


def instruction_states() -> dict[str, str]:
    """The words for the states of instructions, the worst first."""
    return {
        LATE: _("เกินกำหนด"),
        TROUBLE: _("มีปัญหา"),
        WORKING: _("กำลังทำ"),
        ASSIGNED: _("มอบหมาย"),
        DONE: _("เสร็จ"),
        CLOSED: _("ปิดเรื่องแล้ว"),
    }


def standing(one: Followed) -> str:
    """How an instruction stands, with its days late."""
    if one.state == LATE:
        return _("เกินกำหนด %(n)s วัน") % {"n": one.late}
    if one.state == ASSIGNED and not one.tally.of:
        return _("ยังไม่มอบ")
    if one.state == DONE and not one.settled:
        return _("เสร็จแล้ว รอตรวจ")
    return instruction_states()[one.state]


def done_of(one: Followed) -> str:
    """How many of those who owe it have done so: ``87/117``."""
    return f"{one.tally.done}/{one.tally.of}" if one.tally.of else "–"


def meeting_name(meeting: Meeting) -> str:
    """A meeting in a line: its body and number."""
    return f"{meeting.body} {number_of(meeting)}"
