"""Duties, meetings and days off for tests of the calendar and its feeds."""

from datetime import date, time

from khet.records.office.actions.duties import Owner, open_duties
from khet.records.office.models import Body, Duty, Holiday, Meeting, Seat
from khet.records.registry.models import Unit, User
from khet.rules.deadlines import MINUTES


def area() -> Unit:
    """The made area."""
    return Unit.objects.get(code="9302")


def duty(due: date, title: str, *, unit: Unit | None = None, of: str = "", key: str = "1") -> Duty:
    """A duty of a person (a user name), or without one of the director at the unit."""
    place = unit or area()
    role = "school-director" if place.kind == "school" else "director"
    owner = Owner(place, person=User.objects.get(username=of)) if of else Owner(place, role)
    (made,) = open_duties(
        by="ทดสอบ",
        rule=MINUTES,
        owners=[owner],
        about=("office.meeting", key),
        opened=due,
        due=due,
        title=title,
    )
    return made


def body(name: str, *, closed: bool = False, person: str = "") -> Body:
    """A body, in which that person sits."""
    made = Body.objects.create(
        area=area(), kind="board", name=name, closed=closed, since=date(2010, 1, 1)
    )
    if person:
        Seat.objects.create(body=made, place=1, person=User.objects.get(username=person))
    return made


def meeting(of: Body, begins: date, ends: date | None = None, **more: object) -> Meeting:
    """A meeting from half past eight to noon."""
    hours = {"starts": time(8, 30), "finishes": time(12), **more}
    number = Meeting.objects.filter(body=of).count() + 1
    return Meeting.objects.create(
        body=of, number=number, year=2557, begins=begins, ends=ends or begins, **hours
    )


def holiday(day: date, name: str, closed: bool = True) -> Holiday:
    """A day off, or one on which the office opens instead."""
    return Holiday.objects.create(area=area(), day=day, name=name, closed=closed)
