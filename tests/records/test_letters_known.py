"""What tells letters apart is reckoned anew for those that were kept before the rule changed."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from khet.records.office.models import Letter
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Unit
from khet.rules.letters import ref_key

pytestmark = pytest.mark.django_db
_MIGRATION = import_module("khet.records.office.migrations.0010_letters_known_anew")
DAY = date(2026, 11, 10)
POINT, PLAIN = "ที่ ศธ ๐๔๙๙๙/ว.๑๒", "ศธ 04999/ว12"
OLD = "ที่ศธ04999/ว.12"


def _letter(ref: str, key: str, **said: object) -> Letter:
    if not Unit.objects.filter(kind="area").exists():
        entry = UnitEntry("area", "9302", "เขตทดสอบ", "เขต")
        register_units(by="ทดสอบ", entries=[entry], since=date(2009, 5, 1))
    area = Unit.objects.get(code="9302")
    kept = {"book": "received", "state": "draft", "day": DAY, "sender": "ก", "sender_key": "ก"}
    of = {"area": area, "unit": area, "subject": "ทดสอบ", "ref": ref, "ref_key": key}
    return Letter.objects.create(**{**kept, **of, **said})


def _keys() -> list[str]:
    _MIGRATION.know_anew(apps, None)
    return list(Letter.objects.order_by("pk").values_list("ref_key", flat=True))


def test_every_letter_is_known_by_the_rule_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_MIGRATION, "BATCH", 2)
    refs = [f"ศธ 04999/ว.{n}" for n in range(5)]
    for ref in refs:
        _letter(ref, ref.replace(" ", ""))
    _letter("", "", day=None)
    _letter(POINT, OLD, book="sent")
    assert _keys() == [*map(ref_key, refs), "", ref_key(PLAIN)]
    assert _keys() == [*map(ref_key, refs), "", ref_key(PLAIN)]


def test_the_same_letter_received_twice_stays_twice() -> None:
    _letter(POINT, OLD)
    _letter("ศธ 04999 / ว.12", "ศธ04999/ว.12")
    _letter(PLAIN, ref_key(PLAIN), sender_key="ข")
    assert _keys() == [ref_key(PLAIN), "ศธ04999/ว.12", ref_key(PLAIN)]


@pytest.mark.parametrize("said", [{"state": "cancelled"}, {"day": None}, {"sender_key": "ข"}])
def test_one_that_may_stand_beside_the_other_is_known_anew(said: dict[str, object]) -> None:
    _letter(PLAIN, ref_key(PLAIN))
    _letter(POINT, OLD, **said)
    assert _keys() == [ref_key(PLAIN)] * 2
    _letter(POINT, OLD)
    assert _keys() == [ref_key(PLAIN), ref_key(PLAIN), OLD]
