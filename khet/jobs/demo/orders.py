"""Orders of the demonstration: two as printed, continued from a register on paper, two of today."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from khet.jobs.demo.area import rows
from khet.records.office.actions.bodies import BodyEntry, SeatEntry, create_body, set_seats
from khet.records.office.actions.numbers import continue_series
from khet.records.office.actions.orders import (
    OrderEntry,
    Signing,
    circulate_order,
    create_order,
    propose_order,
    sign_order,
)
from khet.records.office.models import Body, Seat
from khet.records.office.queries.numbers import ORDERS, order_series
from khet.records.registry.models import RoleHeld, Unit, UnitKind
from khet.records.registry.queries.people import holding_units, roles_on_in
from khet.rules.calendar import academic_year, calendar_year

_GROUND = "เพื่อให้งานของสำนักงานเป็นไปด้วยความเรียบร้อยและมีประสิทธิภาพ"
_TEXT = "จึงแต่งตั้งผู้มีรายชื่อและตำแหน่งต่อไปนี้เป็นคณะกรรมการ"
_MORNING = time(9, 0)


def issue_orders(*, by: str, office: Unit) -> None:
    """Give the orders, where the office has none yet."""
    if order_series(office):
        return
    printed, today = rows("orders"), timezone.localdate()
    year = calendar_year(date.fromisoformat(printed[0]["day"])).be
    last = int(printed[0]["number"]) - 1
    continue_series(by=by, area=office, kind=ORDERS, year=year, last=last)
    for row in printed:
        _give(by, office, row)
    _draft_today(by, office, today)


def _give(by: str, office: Unit, row: dict[str, str]) -> None:
    day = date.fromisoformat(row["day"])
    at = timezone.make_aware(datetime.combine(day, _MORNING))
    entry = OrderEntry(_groups(office, day)[0], row["title"], _GROUND, _TEXT, starts=day)
    order = create_order(by=by, area=office, entry=entry)
    tasks = "\n".join(row["tasks"].split("|"))
    body = BodyEntry(Body.Kind.COMMITTEE, row["body"], day, order=order, tasks=tasks)
    seats = list(_seats(office, row["roles"].split("|"), int(row["per_group"]), day))
    set_seats(by=by, body=create_body(by=by, area=office, entry=body), seats=seats)
    propose_order(by=by, order=order)
    head = roles_on_in(office, day).filter(role="director").first()
    signing = Signing(day, at, str(head.user) if head else "", f"ผู้อำนวยการ{office.name}")
    sign_order(by=by, order=order, signing=signing)
    circulate_order(by=by, order=order, at=at)


def _seats(office: Unit, roles: list[str], per_group: int, day: date) -> Iterator[SeatEntry]:
    """The roles as printed, the first leads; then officers of each group, one of them writes."""
    for place, role in enumerate(roles):
        part = Seat.Part.MEMBER if place else Seat.Part.CHAIR
        yield SeatEntry(part=part, role=role)
    writes, *others = _officers(office, per_group, day)
    for held in others:
        yield SeatEntry(person=held.user)
    yield SeatEntry(part=Seat.Part.SECRETARY, person=writes.user)


def _officers(office: Unit, per_group: int, day: date) -> Iterator[RoleHeld]:
    staff = list(roles_on_in(office, day).filter(role__in=["clerk", "planner"]))
    for group in _groups(office, day):
        yield from [held for held in staff if held.unit == group][:per_group]


def _groups(office: Unit, day: date) -> list[Unit]:
    """The groups of the office, by code: the first is the one that keeps its orders."""
    found = holding_units([office], day).filter(kind=UnitKind.GROUP)
    return list(found.order_by("code")) or [office]


def _draft_today(by: str, office: Unit, today: date) -> None:
    """A draft and one before the director, both plainly invented."""
    year, groups = academic_year(today).be, _groups(office, today)
    fair = f"แต่งตั้งคณะทำงานนิทรรศการตัวอย่าง ปีการศึกษา {year}"
    draft = create_order(
        by=by, area=office, entry=OrderEntry(groups[1 % len(groups)], fair, _GROUND, _TEXT)
    )
    body = BodyEntry(Body.Kind.COMMITTEE, "คณะทำงานนิทรรศการตัวอย่าง", today, order=draft)
    seats = list(_seats(office, ["deputy", "group-director"], 1, today))
    set_seats(by=by, body=create_body(by=by, area=office, entry=body), seats=seats)
    duty = f"มอบหมายเวรรักษาการณ์สำนักงานตัวอย่าง ปี {calendar_year(today).be}"
    text = "ให้ผู้อำนวยการกลุ่มจัดผู้รับผิดชอบเวรของกลุ่มตามลำดับ และรายงานเมื่อมีเหตุ"
    entry = OrderEntry(groups[0], duty, _GROUND, text)
    propose_order(by=by, order=create_order(by=by, area=office, entry=entry))
