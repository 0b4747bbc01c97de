"""What seats of a body are called, and how many people sit in them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from khet.records.office.models import Body, Seat
from khet.records.office.queries.bodies import Seated
from khet.records.registry.access import ROLES
from khet.records.registry.models import Unit
from khet.rules.posts import post_at
from khet.web.registry.people.words import unit_name

_ONE = "director"
_MANY = {"group-director": "ผู้อำนวยการกลุ่มทุกกลุ่ม", "network-chair": "ประธานเครือข่ายทุกเครือข่าย"}


def role_seat_name(role: str) -> str:
    """A role in Thai as orders name all of its holders: ``รองผู้อำนวยการ สพป. ทุกคน``."""
    label = ROLES[role].label if role in ROLES else role
    if role == _ONE:
        return label
    return _MANY.get(role) or f"{label}{' ' if label.endswith('.') else ''}ทุกคน"


def seat_name(seat: Seat) -> str:
    """Who a seat is for, as an order says it: a person, a role or all who hold it, a guest."""
    if seat.person is not None:
        return str(seat.person)
    if seat.name:
        return seat.name
    if seat.unit is None:
        return role_seat_name(seat.role)
    label = ROLES[seat.role].label if seat.role in ROLES else seat.role
    return post_at(label, unit_name(seat.unit))


def names_all(role: str, unit: Unit | None) -> bool:
    """Whether a seat of the role is for all of its holders: anywhere, not the one director."""
    return bool(role) and unit is None and role != _ONE


def paper_part(part: str) -> str:
    """The part of a seat as orders print it: ``ประธานกรรมการ``."""
    return {
        Seat.Part.CHAIR: "ประธานกรรมการ",
        Seat.Part.DEPUTY: "รองประธานกรรมการ",
        Seat.Part.ASSISTANT: "กรรมการและผู้ช่วยเลขานุการ",
    }.get(Seat.Part(part), str(Seat.Part(part).label))


def part_name(part: str) -> str:
    """The part of a seat in the language of the page."""
    return {
        Seat.Part.CHAIR: _("ประธาน"),
        Seat.Part.DEPUTY: _("รองประธาน"),
        Seat.Part.MEMBER: _("กรรมการ"),
        Seat.Part.SECRETARY: _("กรรมการและเลขานุการ"),
        Seat.Part.ASSISTANT: _("ผู้ช่วยเลขานุการ"),
        Seat.Part.ADVISER: _("ที่ปรึกษา"),
    }[Seat.Part(part)]


def heads(sitting: Iterable[Seated]) -> int:
    """How many people sit: each once, guests by their names, empty seats not."""
    people = {one.person.pk if one.person else one.name for one in sitting}
    return len(people - {""})


def by_seat(body: Body, sitting: Iterable[Seated]) -> list[tuple[Seat, list[Seated]]]:
    """All seats of a body in their order, each with those who sit in it; its seats are loaded."""
    people: dict[int, list[Seated]] = {}
    for one in sitting:
        people.setdefault(one.seat.pk, []).append(one)
    return [(seat, people.get(seat.pk, [])) for seat in body.seats.all()]
