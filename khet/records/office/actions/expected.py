"""Who is expected at a meeting: a row for whoever sits in its body."""

from collections.abc import Iterable, Iterator

from khet.records.office.models import Attendance, Meeting, Seat
from khet.records.office.queries.bodies import Seated, name_of_seated, seated
from khet.records.registry.models import UnitKind

_Key = tuple[int | None, int | None, int | None]


def expect(meeting: Meeting) -> None:
    """Expect whoever sits in the body on the meeting's day; what was said of anybody stays.

    Called inside the transaction of the write that it belongs to.
    """
    sitting = seated([meeting.body], meeting.begins)[meeting.body_id]
    wanted = {_key(one): one for one in sitting if name_of_seated(one)}
    listed = list(meeting.attendance.all())
    gone = [row for row in listed if not row.state and row.seat_id and _of(row) not in wanted]
    meeting.attendance.filter(pk__in=[row.pk for row in gone]).delete()
    stays = [row for row in listed if row not in gone]
    known = {_of(row) for row in stays}
    new = _once([one for key, one in wanted.items() if key not in known], stays)
    last = max((row.place for row in stays), default=0)
    Attendance.objects.bulk_create(_row(meeting, one, n) for n, one in enumerate(new, last + 1))


def _of(row: Attendance) -> _Key:
    return row.seat_id, row.person_id, row.unit_id


def _key(one: Seated) -> _Key:
    person, unit = one.person, one.unit
    return one.seat.pk, person.pk if person else None, unit.pk if unit else None


def _at_school(one: Seated) -> bool:
    return one.unit is not None and one.unit.kind == UnitKind.SCHOOL


def _once(new: Iterable[Seated], stays: Iterable[Attendance]) -> Iterator[Seated]:
    """A person of several seats once; one who heads several schools once for each."""
    known = {row.person_id for row in stays if row.person_id}
    for one in new:
        if one.person is None or one.person.pk not in known or _at_school(one):
            yield one
        if one.person is not None:
            known.add(one.person.pk)


def _row(meeting: Meeting, one: Seated, place: int) -> Attendance:
    return Attendance(
        meeting=meeting,
        seat=one.seat,
        place=place,
        part=Seat.Part(one.seat.part),
        person=one.person,
        unit=one.unit,
        name=name_of_seated(one),
        post=one.post if one.name else "",
    )
