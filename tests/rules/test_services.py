"""Amounts of baht as people write them, and the steps of a request."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules import services
from khet.rules.powers import POWERS
from khet.rules.thai import thai_digits


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1250", "1250.00"),
        ("๑,๒๕๐.๕๐ บาท", "1250.50"),
        ("0.01", "0.01"),
        ("10,000,000", "10000000.00"),
    ],
)
def test_amounts_are_read_exactly(typed: str, amount: str) -> None:
    assert str(services.read_baht(typed)) == amount


@pytest.mark.parametrize(
    "typed", ["", "0", "-5", "1.234", "1,25", "0,125", "ร้อย", "10000000.01", "1e3"]
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        services.read_baht(typed)


@given(st.integers(1, 1_000_000_000))
def test_an_amount_is_read_as_it_is_told(satang: int) -> None:
    amount = Decimal(satang) / 100
    assert services.read_baht(thai_digits(services.baht(str(amount)))) == amount


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        ("asked", {"check", "return", "change", "cancel"}),
        ("checked", {"return", "allow", "refuse", "cancel"}),
        ("returned", {"change", "cancel"}),
        ("allowed", {"close"}),
        ("refused", set()),
        ("closed", set()),
        ("cancelled", set()),
    ],
)
def test_steps_go_from_their_states_only(state: str, steps: set[str]) -> None:
    assert {step for step in services.STEPS if services.after_step(step, state)} == steps


def test_every_service_is_allowed_by_a_power_and_asks_each_field_once() -> None:
    for service in services.SERVICES.values():
        assert service.power in POWERS
        names = [asked.name for asked in service.fields]
        assert len(names) == len(set(names))
        assert all(asked.choices for asked in service.fields if asked.type == services.CHOICE)
