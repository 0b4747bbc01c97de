"""What meetings, duties, seats and orders add to the board's paper and the hand-over book."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from khet.records.office.models import Duty, Meeting
from khet.records.office.queries.agenda import duties_of_area, meetings_in, owed_in
from khet.records.office.queries.hand_over import orders_in_force, seats_of
from khet.records.office.queries.meetings import bodies_seen, span_of
from khet.records.office.queries.minutes_content import number_of
from khet.records.registry.models import UnitKind
from khet.rules.duties import week_end
from khet.rules.finding import search_text
from khet.rules.thai import sort_key
from khet.web.office.bodies.seat_words import part_name
from khet.web.office.kinds import duty_name
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import hours, short_date
from khet.web.parts.viewer import Viewer

_DAYS = timedelta(6)
_NONE = "–"


def meetings_of_week(viewer: Viewer, about: About) -> Section:
    """The meetings of the week in which the board meets.

    The paper is passed on, so those of closed bodies are only counted, for their members.
    """
    ends = week_end(about.day)
    bodies = bodies_seen(viewer.office_sight, office=True, heads=False, of="body__")
    seen = meetings_in(bodies & ~Q(state=Meeting.State.CANCELLED), ends - _DAYS, ends)
    found = [meeting for meeting in seen if not meeting.body.closed]
    rows = [[_when(meeting), _called(meeting), _where(meeting, found)] for meeting in found]
    closed = len(seen) - len(found)
    aside = _("และการประชุมที่ไม่เปิดเผย %(n)s ครั้ง") % {"n": closed} if closed else ""
    told = _("%(n)s การประชุม") % {"n": len(rows)} if rows else _("ไม่มีการประชุมในสัปดาห์นี้")
    chat = _("ประชุมสัปดาห์นี้ %(n)s เรื่อง") % {"n": len(rows)} if rows else ""
    heads = (_("วันและเวลา"), _("การประชุม"), _("สถานที่"))
    return Section(_("ประชุมสัปดาห์นี้"), told, heads, rows, chat, aside)


def due_this_week(_viewer: Viewer, about: About) -> Section:
    """What is still owed and falls due in that week, counted by group, work and day."""
    ends = week_end(about.day)
    found = list(owed_in(duties_of_area(about.area), ends - _DAYS, ends))
    counted = Counter((_group(one), one.title or duty_name(one.rule), one.due) for one in found)
    rows = [
        [group, what, _day(due), str(n)]
        for (group, what, due), n in sorted(counted.items(), key=lambda pair: _placed(pair[0]))
    ]
    told = _("%(n)s งาน") % {"n": len(found)} if found else _("ไม่มีงานครบกำหนดในสัปดาห์นี้")
    chat = _("ครบกำหนดสัปดาห์นี้ %(n)s งาน") % {"n": len(found)} if found else ""
    heads = (_("กลุ่ม"), _("งาน"), _("ครบกำหนด"), _("จำนวน"))
    return Section(_("งานครบกำหนดสัปดาห์นี้"), told, heads, rows, chat)


def seats(_viewer: Viewer, about: About) -> Section | None:
    """The bodies in which the person of a hand-over sits, by the own name or by a post."""
    if about.person is None:
        return None
    found = seats_of(about.area, about.person, about.handed, about.day)
    rows = [
        [
            seat.body.name,
            part_name(seat.part),
            str(seat.body.order.number) if seat.body.order and seat.body.order.number else _NONE,
            _day(seat.until) if seat.until else _NONE,
        ]
        for seat in found
    ]
    heads = (_("คณะ"), _("ทำหน้าที่"), _("คำสั่งที่"), _("ครบวาระ"))
    told = "" if rows else _("ไม่ได้เป็นสมาชิกของคณะใด")
    return Section(_("คณะกรรมการและคณะที่เป็นสมาชิก"), told, heads, rows)


def orders(_viewer: Viewer, about: About) -> Section | None:
    """The orders in force that concern the person of a hand-over or the units."""
    if about.person is None:
        return None
    found = orders_in_force(about.area, about.person, about.units, about.day)
    rows = [
        [
            str(order.number or _NONE),
            order.title,
            _day(order.day) if order.day else _NONE,
            _day(order.ends) if order.ends else _("ไม่กำหนดวันสิ้นสุด"),
        ]
        for order in found
    ]
    heads = (_("คำสั่งที่"), _("เรื่อง"), _("สั่ง ณ วันที่"), _("ใช้ถึง"))
    told = "" if rows else _("ไม่มีคำสั่งที่ยังมีผล")
    return Section(_("คำสั่งที่เกี่ยวข้องซึ่งยังมีผล"), told, heads, rows)


def _placed(counted: tuple[str, str, date]) -> tuple[str, date, str]:
    """Groups in Thai order, then by day."""
    group, what, due = counted
    return sort_key(group), due, sort_key(what)


def _called(meeting: Meeting) -> str:
    return f"{meeting.body} {number_of(meeting)}"


def _where(meeting: Meeting, found: Sequence[Meeting]) -> str:
    """The place, with a mark where another of those found is there at the same time."""
    place, span = search_text(meeting.place), span_of(meeting)
    others = (one for one in found if one != meeting and search_text(one.place) == place)
    if place and any(span.meets(span_of(one)) for one in others):
        return _("%(place)s (ชนกัน)") % {"place": meeting.place}
    return meeting.place or _NONE


def _when(meeting: Meeting) -> str:
    days = _day(meeting.begins)
    if meeting.ends != meeting.begins:
        days = f"{days} – {_day(meeting.ends)}"
    return f"{days} {hours(meeting.starts, meeting.finishes)}".strip()


def _group(duty: Duty) -> str:
    if duty.unit.kind == UnitKind.SCHOOL:
        return _("โรงเรียน")
    return duty.unit.short_name or duty.unit.name


def _day(day: date) -> str:
    return short_date(day)
