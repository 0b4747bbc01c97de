"""What others told of a sitting: kept once each, audited, never half."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from khet.records.learning.actions import PublishedEntry, publish, withdraw_published
from khet.records.learning.models import Published, Sitting
from khet.records.learning.queries import published_in, published_of
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Unit
from khet.records.registry.queries.audit import registers_version
from khet.records.registry.queries.schools import home_area

pytestmark = pytest.mark.django_db
AREA, OTHER = ("place", "area", "9302"), ("place", "area", "9303")
P6 = (2556, "O-NET", "P6", "")


@pytest.fixture
def area() -> Unit:
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("area", "9303", "เขตอื่น"),
        UnitEntry("school", "S1", "กองหนึ่ง", above=(AREA,)),
        UnitEntry("school", "S2", "เขาสอง", above=(AREA,)),
        UnitEntry("school", "S9", "ของเขตอื่น", above=(OTHER,)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=date(2009, 5, 1))
    found = home_area()
    assert found
    return found


def _limit(value: str, subject: str = "thai", source: str = "รายงาน สทศ.") -> PublishedEntry:
    return PublishedEntry(*P6, "limit", subject, source, value=Decimal(value))


def _percent(school: str, value: str) -> PublishedEntry:
    return PublishedEntry(*P6, "percent", "thai", "รายงาน", school, Decimal(value))


def _events() -> list[Event]:
    return list(Event.objects.filter(kind="learning.published").order_by("pk"))


def test_a_sitting_without_a_file_is_made(area: Unit) -> None:
    publish(by="ศน.", area=area, entries=[_limit("46.18")])
    sitting = Sitting.objects.get()
    assert (sitting.area, str(sitting)) == (area, "O-NET P6 2556")
    kept = sitting.published.get()
    assert (kept.what, kept.subject, kept.value, kept.colour) == (
        *("limit", "thai", Decimal("46.18"), ""),
    )
    assert (kept.source, kept.told_by) == ("รายงาน สทศ.", "ศน.")


def test_what_is_told_anew_takes_the_place_of_the_old(area: Unit) -> None:
    publish(by="ศน.", area=area, entries=[_limit("46.18"), _limit("40", "science")])
    publish(by="แผน", area=area, entries=[_limit("46.20"), _limit("40.00", "science")])
    rows = {row.subject: (row.value, row.told_by) for row in published_in(area)}
    assert rows == {"thai": (Decimal("46.20"), "แผน"), "science": (Decimal("40.00"), "ศน.")}
    assert [event.action for event in _events()] == [
        *("publish-value", "publish-value", "change-published"),
    ]
    changed = _events()[-1]
    assert changed.key == str(Sitting.objects.get().pk)
    assert (changed.before["value"], changed.after["value"]) == ("46.18", "46.20")


def test_the_same_told_again_changes_nothing_but_another_source_does(area: Unit) -> None:
    for source in ("ก", "ก", "ข"):
        publish(by="ศน.", area=area, entries=[_limit("46.18", source=source)])
    assert Published.objects.get().source == "ข"
    assert len(_events()) == 2


def test_percents_are_one_for_each_school(area: Unit) -> None:
    publish(by="ศน.", area=area, entries=[_percent("S1", "50"), _percent("S2", "0")])
    publish(by="ศน.", area=area, entries=[_percent("S2", "100")])
    rows = published_of(Sitting.objects.get())
    assert [(row.school.code, row.value) for row in rows if row.school] == [
        ("S1", Decimal(50)),
        ("S2", Decimal(100)),
    ]


@pytest.mark.parametrize("school", ["S7", "S9"])
def test_a_school_of_another_area_keeps_all_out(area: Unit, school: str) -> None:
    with pytest.raises(KeyError):
        publish(by="ศน.", area=area, entries=[_limit("46.18"), _percent(school, "50")])
    assert not Published.objects.exists()
    assert not Sitting.objects.exists()
    assert not _events()


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "limit", "value": Decimal("100.01")},
        {"what": "limit", "value": Decimal("-0.01")},
        {"what": "limit", "value": None},
        {"what": "limit", "value": Decimal(40), "colour": "green"},
        {"what": "limit", "value": Decimal(40), "school": "S1"},
        {"what": "limit", "value": Decimal(40), "source": ""},
        {"what": "percent", "value": Decimal(40)},
        {"what": "colour", "value": Decimal(40)},
        {"what": "colour", "value": Decimal(40), "colour": "green"},
        {"what": "colour"},
        {"what": "colour", "colour": "green", "school": "S1"},
    ],
)
def test_the_database_refuses_what_cannot_be(area: Unit, wrong: dict[str, Any]) -> None:
    told = {"subject": "science", "source": "รายงาน", **wrong}
    names = ("academic_year", "test", "grade", "round")
    entry = PublishedEntry(**dict(zip(names, P6, strict=True)), **told)
    with pytest.raises(IntegrityError), transaction.atomic():
        publish(by="ศน.", area=area, entries=[_limit("46.18"), entry])
    assert not Published.objects.exists()
    assert not _events()


@pytest.mark.parametrize("school", [None, "S1"])
def test_the_database_keeps_each_once(area: Unit, school: str | None) -> None:
    publish(by="ศน.", area=area, entries=[_limit("46.18"), _percent("S1", "50")])
    row = (
        Published.objects.get(school__code=school)
        if school
        else Published.objects.get(what="limit")
    )
    row.pk = None
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_withdrawing_leaves_the_sitting_and_an_event(area: Unit) -> None:
    colour = PublishedEntry(*P6, "colour", "thai", "สพฐ.", colour="black")
    publish(by="ศน.", area=area, entries=[colour])
    row = Published.objects.get()
    withdraw_published(by="ศน.", published=row, reason="กรอกผิดปี")
    assert not Published.objects.exists()
    assert Sitting.objects.exists()
    event = _events()[-1]
    assert (event.action, event.before["colour"]) == ("withdraw-published", "black")
    assert event.after == {"sitting": "O-NET P6 2556", "reason": "กรอกผิดปี"}
    with pytest.raises(Published.DoesNotExist):
        withdraw_published(by="ศน.", published=row, reason="อีกครั้ง")


def test_looking_up_takes_one_query(area: Unit, django_assert_num_queries: Any) -> None:
    publish(by="ศน.", area=area, entries=[_limit("46.18"), _percent("S1", "50")])
    with django_assert_num_queries(1):
        assert len([(str(row), row.school) for row in published_in(area)]) == 2
    other = Unit.objects.get(code="9303")
    assert not published_in(other)


def test_kept_pages_learn_of_it(area: Unit) -> None:
    states = [registers_version()]
    publish(by="ศน.", area=area, entries=[_limit("46.18")])
    states.append(registers_version())
    withdraw_published(by="ศน.", published=Published.objects.get(), reason="ผิด")
    states.append(registers_version())
    assert states == sorted(set(states))
    assert len(set(states)) == 3
