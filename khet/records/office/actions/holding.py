"""Writing down that a meeting was held: its minutes are owed from then on."""

from datetime import date, datetime, time

from django.db import transaction

from khet.records.office.actions.duties import Owner, open_duties, waive_duty
from khet.records.office.actions.expected import expect
from khet.records.office.actions.meetings import (
    keep_invitation,
    let_find,
    locked,
    tell,
    told,
    unproposed,
)
from khet.records.office.models import Body, Duty, Meeting, Seat
from khet.records.office.queries.bodies import term_on
from khet.records.office.queries.calendar import due_of
from khet.records.office.queries.meetings import TO_COME, name_of
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit, UnitKind
from khet.rules.deadlines import BODY_REPORT, MINUTES

_WRITES = {
    UnitKind.AREA: "clerk",
    UnitKind.GROUP: "group-director",
    UnitKind.SCHOOL: SCHOOL_HEAD,
    UnitKind.NETWORK: "network-chair",
}


class NotYetError(Exception):
    """The meeting's first day is still to come."""


class ReportDayMissingError(Exception):
    """The body reports to another, so the day of its report must be said."""


@transaction.atomic
def hold_meeting(
    *,
    by: Actor,
    meeting: Meeting,
    at: datetime,
    today: date,
    times: tuple[time | None, time | None] | None = None,
    report_due: date | None = None,
) -> Meeting:
    """Write down that a meeting was held; who keeps its minutes owes them from now on.

    Args:
        at: when this is written down.
        times: when it began and ended; as planned where that isn't said.
        report_due: until when the body reports to the one above it, where it has one.

    Raises:
        NotYetError: its first day is still to come.
        ReportDayMissingError: the body has one above it, and no day is said.
        MeetingMovedError: it was held before, or cancelled.
    """
    kept = locked(meeting, *TO_COME)
    if kept.begins > today:
        raise NotYetError
    if kept.body.upper and report_due is None:
        raise ReportDayMissingError
    expect(kept)
    kept.state = Meeting.State.HELD
    kept.starts, kept.finishes = times or (kept.starts, kept.finishes)
    kept.save()
    tell(by, "hold-meeting", kept, {**told(kept), "at": at.isoformat(timespec="minutes")})
    keep_invitation(by, kept)
    let_find(kept)
    _owe(by, kept, report_due)
    return kept


@transaction.atomic
def withdraw_holding(*, by: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Take back that a meeting was held, written down by mistake; its duties are waived.

    Raises:
        MinutesProposedError: its minutes were proposed.
        MeetingMovedError: it wasn't held.
    """
    kept = unproposed(meeting, Meeting.State.HELD)
    rules = [MINUTES.code, BODY_REPORT.code]
    about = {"about_kind": "office.meeting", "about_key": str(kept.pk)}
    for duty in Duty.objects.filter(rule__in=rules, **about):
        waive_duty(by=by, duty=duty, reason=reason)
    kept.state = Meeting.State.CALLED
    kept.save()
    tell(by, "withdraw-holding", kept, {**told(kept), "reason": reason})
    return kept


def minutes_owner(meeting: Meeting, on: date) -> Owner:
    """Who keeps the minutes: the host; else the body's secretary, a person of the office.

    Where there is neither, the head of the secretariat, else the office's clerks.
    """
    body = meeting.body
    if meeting.host is not None:
        return _post(meeting.host)
    seats = Seat.objects.filter(term_on(on), body=body, part=Seat.Part.SECRETARY)
    secretary = seats.filter(person__isnull=False).select_related("person").first()
    at = body.secretariat or body.area
    return Owner(at, person=secretary.person) if secretary else _post(at)


def _post(unit: Unit) -> Owner:
    return Owner(unit, _WRITES[UnitKind(unit.kind)])


def _owe(by: Actor, meeting: Meeting, report_due: date | None) -> None:
    body: Body = meeting.body
    owner, about = minutes_owner(meeting, meeting.ends), ("office.meeting", str(meeting.pk))
    name = name_of(meeting)
    dues = [(MINUTES, due_of(body.area, MINUTES, meeting.ends), f"รายงานการ{name}")]
    if body.upper and report_due is not None:
        dues.append((BODY_REPORT, report_due, f"รายงานผล{name}ต่อ{body.upper}"))
    for rule, due, title in dues:
        open_duties(
            by=by,
            rule=rule,
            owners=[owner],
            about=about,
            opened=meeting.ends,
            due=due,
            title=title,
        )
