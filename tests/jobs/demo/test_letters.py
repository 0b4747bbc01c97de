"""Letters of the demonstration: some lie before the heads who can be tried."""

from datetime import date

import pytest
from django.utils import timezone

from khet.jobs.demo.letters import keep_letters
from khet.records.office.models import Duty, Letter
from khet.records.registry.actions.people import AccountEntry, open_accounts
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Unit, User

SINCE = date(2009, 5, 1)
HEAD = "group-director"
AREA, GROUP = ("area", "9302"), ("group", "G1")


@pytest.fixture
def office(db: None) -> Unit:
    above = (("work", *AREA),)
    units = [UnitEntry(*AREA, "สำนักงานตัวอย่าง"), UnitEntry(*GROUP, "กลุ่มตัวอย่าง", above=above)]
    register_units(by="ทดสอบ", entries=units, since=SINCE)
    return Unit.objects.get(code="9302")


def _engage(*roles: str) -> None:
    entries = [
        AccountEntry(role, f"{role} (สาธิต)", role, GROUP if role == HEAD else AREA)
        for role in roles
    ]
    open_accounts(by="ทดสอบ", entries=entries, since=SINCE)


def _kept(office: Unit) -> dict[str, int]:
    clerk = User.objects.get(username="clerk")
    keep_letters(by=clerk, office=office, today=timezone.localdate())
    states = Letter.objects.filter(book="received").values_list("state", flat=True)
    return {state: list(states).count(state) for state in set(states)}


def test_heads_have_letters_before_them_and_work(office: Unit) -> None:
    _engage("clerk", "director", HEAD)
    assert _kept(office) == {"registered": 3, "proposed": 2, "ordered": 1}
    lying = Letter.objects.filter(state="proposed").values_list("desk__username", flat=True)
    assert sorted(lying) == ["director", HEAD]
    duty = Duty.objects.get(rule="letter-order")
    assert (duty.unit, duty.role, duty.state) == (Unit.objects.get(code="G1"), HEAD, "open")
    letter = Letter.objects.get(state="ordered")
    assert list(letter.steps.order_by("at", "pk").values_list("step", flat=True)) == [
        *("register", "propose", "endorse", "order")
    ]


def test_without_heads_letters_wait(office: Unit) -> None:
    _engage("clerk", "director")
    assert _kept(office) == {"registered": 6}
