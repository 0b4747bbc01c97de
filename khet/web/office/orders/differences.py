"""What an event about an order, a number or a body changed, in words."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khet.records.office.models import Number, Seat
from khet.records.registry.access import ROLES
from khet.rules.orders import STAGES
from khet.web.office.bodies.seat_words import part_name, role_seat_name
from khet.web.office.orders.words import number_state, stage_name
from khet.web.parts.kinds import Told
from khet.web.parts.tags import be_date

_DAYS = ("day", "starts", "ends", "since", "until")


def office_differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Field by field what was and what is; what stayed as it was is left out."""
    was, now = dict(before or {}), dict(after or {})
    told = ((label, _said(name, was), _said(name, now)) for name, label in _fields().items())
    return [(label, old, new) for label, old, new in told if old != new]


def _fields() -> dict[str, str]:
    return {
        "title": _("เรื่อง"),
        "name": _("ชื่อ"),
        "number": _("เลขที่"),
        "last": _("เลขสุดท้าย"),
        "state": _("สถานะ"),
        "day": _("สั่ง ณ วันที่"),
        "starts": _("มีผลตั้งแต่"),
        "ends": _("ถึงวันที่"),
        "since": _("ตั้งแต่วันที่"),
        "until": _("ถึงวันที่"),
        "signer": _("ผู้ลงนาม"),
        "ground": _("เหตุและอำนาจที่อ้าง"),
        "text": _("ข้อความ"),
        "tasks": _("หน้าที่"),
        "seats": _("องค์ประกอบ"),
        "reason": _("เหตุผล"),
    }


def _said(name: str, told: dict[str, Any]) -> str:
    value = told.get(name, "")
    if value in ("", None):
        return ""
    if name == "state":
        return _state(value)
    if name == "seats":
        return ", ".join(_seats(value))
    return _day(value) if name in _DAYS else str(value)


def _day(value: str) -> str:
    """A day as people read it; times of meetings stay as they are."""
    return be_date(date.fromisoformat(value)) if value.count("-") == 2 else value


def _state(state: str) -> str:
    if state in Number.State.values and state not in STAGES:
        return number_state(Number(state=state))
    return stage_name(state) if state in STAGES else state


def _seats(seats: Iterable[str]) -> Iterable[str]:
    """Seats with the words for part and role: ``ประธาน director``."""
    for seat in seats:
        part, _space, rest = seat.partition(" ")
        role, _space, where = rest.removeprefix("role ").partition(" ")
        of_role = rest.startswith("role ") and role in ROLES
        named = f"{role_seat_name(role)} {where}".strip() if of_role else rest
        yield f"{part_name(part)} {named}" if part in Seat.Part.values else seat
