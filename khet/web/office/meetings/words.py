"""What bodies, meetings and attendance are called on pages."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from khet.records.office.models import Attendance, Body, Meeting
from khet.rules.meetings import ACADEMIC, CALENDAR, FISCAL


def state_words() -> Mapping[str, str]:
    """The states of meetings."""
    return {
        Meeting.State.PLANNED: _("กำหนดไว้ ยังไม่เชิญ"),
        Meeting.State.CALLED: _("เชิญแล้ว"),
        Meeting.State.HELD: _("ประชุมแล้ว"),
        Meeting.State.CANCELLED: _("ยกเลิกแล้ว"),
    }


def attendance_words() -> Mapping[str, str]:
    """How one came to a meeting."""
    return {
        Attendance.State.EXPECTED: _("ยังไม่บันทึก"),
        Attendance.State.PRESENT: _("มา"),
        Attendance.State.ABSENT: _("ไม่มา"),
        Attendance.State.SUBSTITUTE: _("มาแทน"),
        Attendance.State.ACTING: _("รักษาการมา"),
    }


def kind_words() -> Mapping[str, str]:
    """The kinds of bodies."""
    return {
        Body.Kind.STATUTORY: _("องค์คณะบุคคล"),
        Body.Kind.JOINT: _("ประชุมร่วมองค์คณะ"),
        Body.Kind.BOARD: _("คณะกรรมการบริหารสำนักงาน"),
        Body.Kind.DIRECTORS: _("ประชุมผู้บริหารสถานศึกษา"),
        Body.Kind.EXCHANGE: _("แลกเปลี่ยนเรียนรู้"),
        Body.Kind.COMMITTEE: _("คณะกรรมการตามคำสั่ง"),
        Body.Kind.OTHER: _("คณะอื่น"),
    }


def numbering_words() -> Mapping[str, str]:
    """How meetings are numbered."""
    return {
        Body.Numbering.FISCAL: _("นับตามปีงบประมาณ"),
        Body.Numbering.CALENDAR: _("นับตามปี พ.ศ."),
        Body.Numbering.ACADEMIC: _("นับตามปีการศึกษา"),
        Body.Numbering.RUNNING: _("นับต่อเนื่อง"),
    }


def year_word(numbering: str) -> str:
    """What the year of a numbering is called."""
    words = {FISCAL: _("ปีงบประมาณ"), CALENDAR: _("ปี พ.ศ."), ACADEMIC: _("ปีการศึกษา")}
    return words[numbering]


def quorum_words() -> Mapping[str, str]:
    """How many must come."""
    return {
        Body.Quorum.OVER_HALF: _("เกินกึ่งหนึ่ง"),
        Body.Quorum.HALF: _("ไม่น้อยกว่ากึ่งหนึ่ง"),
        Body.Quorum.TWO_THIRDS: _("ไม่น้อยกว่าสองในสาม"),
        Body.Quorum.NONE: _("ไม่กำหนด"),
    }


def rhythm_words() -> Mapping[str, str]:
    """How often a body meets."""
    return {
        Body.Every.WEEK: _("ทุกสัปดาห์"),
        Body.Every.MONTH: _("ทุกเดือน"),
        Body.Every.TWO_MONTHS: _("ทุกสองเดือน"),
        Body.Every.YEAR: _("ปีละครั้ง"),
        Body.Every.NONE: _("ตามที่นัด"),
    }


def weekday_words() -> list[str]:
    """The days of the week, from Monday."""
    return [
        *(_("วันจันทร์"), _("วันอังคาร"), _("วันพุธ"), _("วันพฤหัสบดี")),
        *(_("วันศุกร์"), _("วันเสาร์"), _("วันอาทิตย์")),
    ]
