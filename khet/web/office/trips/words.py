"""What is said of trips: how far they are, what can be done, and why something can't be."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.actions.trip_reports import NotBackError
from khet.records.office.actions.trips import TripMovedError
from khet.records.office.models import Traveller, Trip
from khet.rules import trips as rule
from khet.web.parts.tags import be_date, days_told

FAULTS = (NotBackError, TripMovedError)
LATE = "late"
"""The choice of trips of which a report is late."""


class StepWords(NamedTuple):
    """A step as a button says it, and what is said before and after it is taken."""

    button: str
    lead: str = ""
    warning: str = ""
    done: str = ""


def phase_name(phase: str) -> str:
    """How far a trip is, in words."""
    return {
        rule.ASKED: _("ขออนุมัติ"),
        rule.APPROVED: _("อนุมัติแล้ว"),
        rule.COMING: _("อนุมัติแล้ว ยังไม่ถึงวันไป"),
        rule.NOW: _("อยู่ระหว่างไปราชการ"),
        rule.BACK: _("กลับแล้ว รอรายงาน"),
        rule.REPORTED: _("รายงานแล้ว ยังไม่แจ้งเวียน"),
        rule.CIRCULATED: _("แจ้งเวียนแล้ว"),
        rule.REFUSED: _("ไม่อนุมัติ"),
        rule.CANCELLED: _("ยกเลิก"),
    }[phase]


def step_words(step: str) -> StepWords:
    """A step in the language of the page."""
    return {
        rule.APPROVE: StepWords(_("อนุมัติ"), done=_("อนุมัติแล้ว")),
        rule.REFUSE: StepWords(_("ไม่อนุมัติ"), _("ผู้ขอจะเห็นเหตุผลนี้"), done=_("บันทึกว่าไม่อนุมัติแล้ว")),
        rule.MOVE_END: StepWords(
            _("เปลี่ยนวันกลับ"),
            _("วันครบกำหนดรายงานเลื่อนตามวันกลับใหม่"),
            done=_("เปลี่ยนวันกลับและกำหนดรายงานแล้ว"),
        ),
        rule.CANCEL: StepWords(
            _("ยกเลิกการไปราชการ"),
            warning=_("ยกเลิกแล้วเปิดใหม่ไม่ได้ งานรายงานที่ค้างจะได้รับยกเว้น"),
            done=_("ยกเลิกการไปราชการแล้ว"),
        ),
        rule.CIRCULATE: StepWords(
            _("แจ้งเวียน"),
            warning=_("เมื่อแจ้งเวียนแล้ว ทุกคนในเขตเห็นสาระและไฟล์ของรายงาน แก้ไม่ได้ และถอนกลับไม่ได้"),
            done=_("แจ้งเวียนแล้ว ทุกคนในเขตเห็นสาระนี้"),
        ),
    }[step]


def reason_of(trip: Trip) -> str:
    """What the reason is of that stands with a trip: words with an approval, or why not."""
    off = trip.state in (rule.REFUSED, rule.CANCELLED)
    return phase_name(trip.state) if off else _("ข้อสั่งการ")


def reports_told(reports: str) -> str:
    """Whether ``one`` report is written for all, or one by ``each``."""
    return {"one": _("รายงานร่วมกันหนึ่งฉบับ"), "each": _("รายงานคนละฉบับ")}[reports]


def fault_told(fault: Exception) -> str:
    """Why something can't be done and what to do."""
    if isinstance(fault, NotBackError):
        told = _("รายงานได้ตั้งแต่วันสุดท้ายของการไปราชการ (%(day)s): ถ้ากลับก่อน ให้เปลี่ยนวันกลับก่อน")
        return told % {"day": be_date(date.fromisoformat(str(fault)))}
    now = _("ทำรายการนี้ไม่ได้แล้ว เพราะการไปราชการนี้อยู่ในสถานะ “%(state)s”: กลับไปดูรายการ")
    return now % {"state": phase_name(str(fault))}


def trip_name(trip: Trip) -> str:
    """A trip in a line: what for, and when."""
    return f"{trip.title} {days_told(trip.starts, trip.ends)}"


def trip_url(trip: Trip) -> str:
    """The address of a trip's page."""
    return reverse("office:trip", args=[trip.pk])


def people_told(trip: Trip) -> str:
    """Who goes: who leads first, and how many more."""
    people = list(trip.travellers.all())
    return with_others(str(people[0].user) if people else "", len(people))


def with_others(leader: str, people: int) -> str:
    """Who leads several people, and how many more go."""
    if people < 2:
        return leader or "–"
    return _("%(name)s และอีก %(n)s คน") % {"name": leader, "n": people - 1}


def meeting_told(found: Iterable[Traveller]) -> str:
    """Who is on another trip on one of the days, in one sentence; empty where nobody is."""
    told = [f"{one.user}: {trip_name(one.trip)}" for one in found]
    return (
        _("มีผู้เดินทางไปราชการเรื่องอื่นในวันเดียวกัน: %(trips)s") % {"trips": " · ".join(told)}
        if told
        else ""
    )
