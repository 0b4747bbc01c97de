"""The demonstration's orders: two as printed, continued from 294, and two plainly invented."""

from datetime import date

import pytest

from khet.jobs.demo.orders import issue_orders
from khet.records.office.models import Number, Order, Series
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Unit

pytestmark = pytest.mark.django_db
SINCE = date(2009, 5, 1)


@pytest.fixture
def office() -> Unit:
    above = (("work", "area", "9302"),)
    groups = [UnitEntry("group", f"G{n}", f"กลุ่มที่ {n}", above=above) for n in (1, 2, 3)]
    register_units(by="ทดสอบ", entries=[UnitEntry("area", "9302", "เขต"), *groups], since=SINCE)
    people = [("head", "director", ("area", "9302")), ("second", "deputy", ("area", "9302"))]
    people += [(f"c{n}{k}", "clerk", ("group", f"G{n}")) for n in (1, 2, 3) for k in (1, 2, 3)]
    for name, role, unit in people:
        open_account(by="ทดสอบ", entry=AccountEntry(name, name, role, unit), since=SINCE)
    return Unit.objects.get(code="9302")


def test_orders_are_as_printed_and_given_once(office: Unit) -> None:
    issue_orders(by="ทดสอบ", office=office)
    events = Event.objects.count()
    issue_orders(by="ทดสอบ", office=office)
    assert Event.objects.count() == events
    given = Order.objects.filter(state="circulated").order_by("number__number")
    assert [(str(o.number), o.day) for o in given] == [
        ("295/2557", date(2014, 8, 22)),
        ("296/2557", date(2014, 8, 22)),
    ]
    assert [o.bodies.get().seats.exclude(person=None).count() for o in given] == [6, 3]
    assert [
        list(o.bodies.get().seats.exclude(role="").values_list("role", flat=True)) for o in given
    ] == [["deputy", "group-director", "network-chair"], ["deputy", "group-director"]]
    assert {o.signer for o in given} == {"head"}
    assert Series.objects.get().last == 296
    assert Number.objects.count() == 2
    left = Order.objects.exclude(state="circulated").values_list("state", "title")
    assert {state for state, _title in left} == {"draft", "proposed"}
    assert all("ตัวอย่าง" in title for _state, title in left)
