"""What becomes of the demonstration's visits: written down, told, answered, mended, closed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from khet.jobs.demo.visit_turns import FINDINGS, Row, Turn, course_of, fate_of
from khet.records.learning.actions.visit_records import (
    FindingEntry,
    Looked,
    VisitRecord,
    record_visit,
)
from khet.records.learning.actions.visit_steps import (
    FindingsOpenError,
    acknowledge_visit,
    answer_visit,
    close_visit,
    tell_school,
)
from khet.records.learning.models import Finding, Visit
from khet.records.office.actions.duties import accept_duty, finish_duty, return_duty
from khet.records.office.models import Duty

HEAD = "ผู้อำนวยการโรงเรียน (สาธิต)"
_MENDED = "แก้ไขแล้ว เห็นผลที่โรงเรียน (สาธิต)"
_NOT_YET = "ยังทำไม่ครบทุกห้อง ขอหลักฐานเพิ่มก่อนติดตามอีกครั้ง"
_LEVELS = (3, 4, 3, 2, 4, 5, 3, 4, 1, 3, 4, 2)
_FOLLOW = 5
"""Every so many-th visit says when it is followed up."""


def uuid_of(*names: object) -> UUID:
    """A number that is the same whenever the demonstration is made."""
    return uuid5(NAMESPACE_URL, " ".join(map(str, ("khet-demo", *names))))


def at(day: date, hour: int = 15) -> datetime:
    """A time of a day."""
    return timezone.make_aware(datetime.combine(day, time(hour, 30)))


def go_through(turn: Turn, visit: Visit, today: date) -> None:
    """Have a visit made, and all that followed it by today."""
    course = course_of(turn, today)
    record_visit(by=turn.lead, visit=visit, record=record(turn), base=0, at=at(turn.day))
    if course.told is None:
        return
    tell_school(by=turn.lead, visit=visit, today=course.told, at=at(course.told, 9))
    if course.read:
        acknowledge_visit(by=HEAD, visit=visit, at=at(course.read, 10))
    if course.answered:
        answer = " ".join(row["answer"] for row in turn.said)
        answer_visit(by=HEAD, visit=visit, answer=answer, at=at(course.answered, 14))
        _mend(turn, visit, today)
        if course.closes:
            _close(turn, visit, min(course.answered + timedelta(14), today - timedelta(1)))


def record(turn: Turn, looked: Sequence[Looked] = ()) -> VisitRecord:
    """What is written down of a visit."""
    follows = turn.number % _FOLLOW == 0
    return VisitRecord(
        turn.day,
        [row["topic"] for row in turn.said],
        " ".join(row["strength"] for row in turn.said) + " (สาธิต)",
        "\n".join(row["advice"] for row in turn.said),
        _LEVELS[turn.number % len(_LEVELS)] if turn.number % 9 else None,
        turn.day + timedelta(60) if follows else None,
        list(_findings(turn)),
        looked,
    )


def _findings(turn: Turn) -> list[FindingEntry]:
    """One of each topic; each fourth visit has nothing to mend unless its fate says so."""
    if turn.number % 4 == 3 and not turn.fate.startswith(FINDINGS):
        return []
    return [_finding(turn, place, row) for place, row in enumerate(turn.said)]


def _finding(turn: Turn, place: int, row: Row) -> FindingEntry:
    due = turn.day + timedelta(21 + turn.number % 3 * 7 + place * 7)
    number = uuid_of("finding", turn.number, place)
    return FindingEntry(number, row["finding"], row["action"], due, row["topic"])


def _mend(turn: Turn, visit: Visit, today: date) -> None:
    found = Finding.objects.filter(visit=visit).select_related("duty")
    for place, finding in enumerate(found):
        fate = fate_of(turn, place, finding.due, today)
        if fate and finding.duty:
            _work_on(turn, finding, finding.duty, fate, today)


def _work_on(turn: Turn, finding: Finding, duty: Duty, fate: str, today: date) -> None:
    """The school sends what it did; the supervisor looks at it some days later."""
    sent = min(finding.due - timedelta(turn.number % 9), today - timedelta(1))
    finish_duty(by=HEAD, duty=duty, at=at(sent, 11), note=_note(turn, finding))
    seen = at(min(sent + timedelta(3), today - timedelta(1)), 16)
    if fate == "mended":
        accept_duty(by=turn.lead, duty=duty, at=seen)
    elif fate == "returned":
        return_duty(by=turn.lead, duty=duty, at=seen, reason=_NOT_YET)


def _note(turn: Turn, finding: Finding) -> str:
    return next(row["answer"] for row in turn.said if row["topic"] == finding.topic)


def _close(turn: Turn, visit: Visit, day: date) -> None:
    try:
        close_visit(by=turn.lead, visit=visit, at=at(day))
    except FindingsOpenError:
        return


def look_again(turn: Turn, visit: Visit, earlier: Visit, today: date) -> None:
    """A visit that follows up another: half of what was found is mended, the school is told."""
    looked = [
        Looked(one.uuid, bool(turn.number % 2), _MENDED if turn.number % 2 else _NOT_YET)
        for one in earlier.findings.all()
    ]
    again = record(turn, looked)
    record_visit(by=turn.lead, visit=visit, record=again, base=0, at=at(turn.day))
    told = min(turn.day + timedelta(2), today)
    tell_school(by=turn.lead, visit=visit, today=told, at=at(told, 9))
