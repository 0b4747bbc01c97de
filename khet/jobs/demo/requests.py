"""Requests of services of the demonstration: in each state, of the office and of a school."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from khet.records.office.actions.requests import (
    Asking,
    RequestStep,
    ask_service,
    move_request,
)
from khet.records.office.models import ServiceRequest
from khet.records.office.queries.trips import staff_of
from khet.records.registry.models import RoleHeld, Unit
from khet.records.registry.queries.people import roles_on_in
from khet.rules.services import ALLOW, CHECK, CLAIM, CLOSE, ID_CARD, RETURN

_CLAIM = {
    "kind": "ค่ารักษาพยาบาล",
    "amount": "1250.50",
    "for_whom": "ตนเอง",
    "receipts": "2 ฉบับ (ตัวอย่าง)",
}
_REASON = {RETURN: "ขอสำเนาบัตรเดิมเพิ่ม"}


def make_requests(*, office: Unit, today: date) -> None:
    """Make the requests, where the office has none yet and its people are there."""
    staff = {held.role: held for held in reversed(staff_of(office, today))}
    teacher = roles_on_in(office, today).filter(role="teacher").first()
    needed = ("director", "clerk", "planner", "supervisor")
    known = [staff[role] for role in needed if role in staff]
    if teacher is None or len(known) < len(needed):
        return
    if ServiceRequest.objects.filter(area=office).exists():
        return
    head, clerk, planner, supervisor = known
    paid = {**_CLAIM, "paid_on": (today - timedelta(14)).isoformat()}
    _make(office, planner, CLAIM.code, paid, today, {CHECK: clerk})
    _make(office, teacher, ID_CARD.code, _card(teacher, "ขอมีบัตรครั้งแรก"), today, {})
    card = _card(supervisor, "บัตรหมดอายุ")
    done = {CHECK: clerk, ALLOW: head, CLOSE: supervisor}
    _make(office, supervisor, ID_CARD.code, card, today - timedelta(30), done)
    _make(office, planner, ID_CARD.code, _card(planner, "เปลี่ยนบัตร"), today, {RETURN: clerk})


def _card(held: RoleHeld, case: str) -> dict[str, str]:
    return {"holder": str(held.user), "position": held.user.position or "–", "case": case}


def _make(
    office: Unit,
    held: RoleHeld,
    service: str,
    details: Mapping[str, str],
    today: date,
    steps: Mapping[str, RoleHeld],
) -> None:
    """A request of somebody with the steps that were taken, a day each."""
    asking = Asking(details, _at(today, -len(steps) - 1))
    made = ask_service(by=held.user, area=office, unit=held.unit, service=service, asking=asking)
    for place, (step, by) in enumerate(steps.items()):
        at = _at(today, place - len(steps))
        taken = RequestStep(step, at, _REASON.get(step, ""))
        made = move_request(by=by.user, request=made, step=taken)


def _at(today: date, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(today + timedelta(days), time(9)))
