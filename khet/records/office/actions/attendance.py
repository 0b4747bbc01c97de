"""Writes about who came to a meeting."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from khet.records.office.actions.meetings import tell, unproposed
from khet.records.office.models import Attendance, Meeting
from khet.records.registry.actions.audit import Actor


@dataclass(frozen=True)
class Mark:
    """How one came: a state of ``Attendance``; who came instead, or why nobody did."""

    state: str
    instead: str = ""
    reason: str = ""


@transaction.atomic
def mark_attendance(*, by: Actor, row: Attendance, mark: Mark) -> Attendance:
    """Say whether one who is expected came; an empty state takes it back.

    Raises:
        MeetingMovedError: the meeting isn't called, or was cancelled.
        MinutesProposedError: its minutes are proposed.
    """
    meeting = _taking(row.meeting)
    kept = Attendance.objects.select_for_update().get(pk=row.pk)
    before = _told(kept)
    for name, value in vars(mark).items():
        setattr(kept, name, value)
    kept.save()
    if before != (after := _told(kept)):
        tell(by, "mark-attendance", meeting, after, before)
    return kept


@transaction.atomic
def mark_rest(*, by: Actor, meeting: Meeting, acting: Collection[int]) -> int:
    """Say that all came of whom nothing was said yet; tells how many they were.

    Args:
        acting: the keys of the rows of those who act in a post.
    """
    kept = _taking(meeting)
    rest = list(kept.attendance.select_for_update().filter(state=Attendance.State.EXPECTED))
    for row in rest:
        acts = row.pk in acting
        row.state = Attendance.State.ACTING if acts else Attendance.State.PRESENT
    Attendance.objects.bulk_update(rest, ["state"])
    tell(by, "mark-rest-present", kept, {"count": len(rest)})
    return len(rest)


def _taking(meeting: Meeting) -> Meeting:
    """The meeting, called or held, whose attendance can still be taken."""
    return unproposed(meeting, Meeting.State.CALLED, Meeting.State.HELD)


def _told(row: Attendance) -> dict[str, str]:
    said = {
        "name": row.name,
        "attendance": row.state,
        "instead": row.instead,
        "reason": row.reason,
    }
    return {name: value for name, value in said.items() if value}
