"""A signed order is evidence, and is found by its words and its committees."""

from datetime import date

from khet.records.office.actions.evidence import EvidenceEntry, keep_record
from khet.records.office.actions.search import Seen, make_findable
from khet.records.office.models import Order, Seat
from khet.records.registry.actions.audit import Actor


def keep_order(*, by: Actor, order: Order, level: str) -> None:
    """Let an order be evidence, and be found; called inside the transaction of its step."""
    seen = Seen(order.area, order.unit, level, order.drafted_by)
    key, day = str(order.pk), order.day or date.min
    title = f"คำสั่งที่ {order.number} เรื่อง {order.title}"
    entry = EvidenceEntry(seen, "คำสั่ง", title, day)
    keep_record(by=by, entry=entry, record=("office.order", key))
    text = " ".join([order.ground, order.text, *_committees(order)])
    make_findable(seen=seen, kind="office.order", key=key, title=title, day=day, text=text)


def _committees(order: Order) -> list[str]:
    """What the committees of an order say: names, tasks, and people by name."""
    seats = Seat.objects.filter(body__order=order).select_related("person")
    people = [seat.name or (str(seat.person) if seat.person else "") for seat in seats]
    return [word for b in order.bodies.all() for word in (b.name, b.tasks)] + people
