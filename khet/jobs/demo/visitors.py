"""Visitors of the demonstration: some of the days before, three of today; all invented."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from khet.records.office.actions.visitors import (
    LEFT,
    SERVED,
    VisitorEntry,
    move_visitor,
    sign_in_visitor,
)
from khet.records.office.queries.visitors import first_visit
from khet.records.registry.models import Unit
from khet.rules.visitors import PURPOSES

_DAYS, _A_DAY = 20, 3
_SATURDAY = 5
_BY = time(11)
_SIGNED = [[[60, 120], [120, 50], [170, 140], [240, 70], [330, 120], [430, 90]]]


def receive_visitors(*, by: str, office: Unit, today: date) -> None:
    """Let them come, where none came yet; of today's one still waits."""
    if first_visit(office):
        return
    days = [today - timedelta(back) for back in range(_DAYS, -1, -1)]
    open_days = [day for day in days if day.weekday() < _SATURDAY or day == today]
    for place, day in enumerate(open_days):
        latest = min(timezone.make_aware(datetime.combine(day, _BY)), timezone.now())
        for turn in range(_A_DAY):
            last = day == today and turn == _A_DAY - 1
            _receive(by, office, latest, place * _A_DAY + turn, waits=last)


def _receive(by: str, office: Unit, latest: datetime, number: int, *, waits: bool) -> None:
    """Let one of a day come, be served and go before the next comes, the last until ``latest``."""
    before = 55 * (_A_DAY - 1 - number % _A_DAY) + 7 * (number % 5)
    came = latest - timedelta(minutes=before)
    entry = VisitorEntry(
        name=f"ผู้มาติดต่อสมมติ {number + 1}",
        purpose=PURPOSES[number * 3 % len(PURPOSES)],
        from_where=("โรงเรียนสมมติ", "หน่วยงานสมมติ", "ผู้ปกครองสมมติ")[number % 3],
        people=1 + (number % 4 == 0),
        signature=_SIGNED,
    )
    made = sign_in_visitor(by=by, area=office, entry=entry, at=came)
    if not waits:
        served = came + timedelta(minutes=3 + 5 * (number % 4))
        move_visitor(by=by, visitor=made, step=SERVED, at=served)
        move_visitor(by=by, visitor=made, step=LEFT, at=served + timedelta(minutes=12))
