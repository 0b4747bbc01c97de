"""An office's tables: added, never changed, audited, refused where unsound."""

import pytest

from khet.records.registry.actions.settings import (
    ChangedMeanwhileError,
    TableChange,
    UnsoundTableError,
    change_table,
)
from khet.records.registry.models import Event, Setting, Unit
from khet.records.registry.queries.settings import changes_of, last_change, office_tables
from khet.rules.tables import SHIPPED

pytestmark = pytest.mark.django_db
ABILITY = {"a_from": 8000, "c_up_to": 5000}


@pytest.fixture
def area() -> Unit:
    return Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ")


def _change(area: Unit, content: dict[str, int] | None = ABILITY, year: int = 2556) -> TableChange:
    seen = last_change(area, "ability")
    return TableChange(area, "ability", year, content, "มติที่ประชุม", seen)


def test_the_last_word_of_a_year_counts_and_the_earlier_stays(area: Unit) -> None:
    change_table(by="ผู้ดูแล", change=_change(area))
    change_table(by="ผู้ดูแล", change=_change(area, {**ABILITY, "a_from": 7500}))
    assert office_tables(area).of("ability", 2557)["a_from"] == 7500
    assert [setting.content["a_from"] for setting in changes_of(area, "ability")] == [7500, 8000]
    assert office_tables(area).of("ability", 2555) == SHIPPED.of("ability", 2555)


def test_back_to_khets_table_from_a_year_on(area: Unit) -> None:
    change_table(by="ผู้ดูแล", change=_change(area, year=2550))
    change_table(by="ผู้ดูแล", change=_change(area, None))
    found = [office_tables(area).of("ability", year)["a_from"] for year in (2549, 2550, 2556)]
    assert found == [8500, 8000, 8500]
    event = Event.objects.latest("pk")
    assert (event.action, event.kind, event.key) == (
        *("restore-table", "registry.setting", "9302/ability/2556"),
    )
    assert event.before == ABILITY
    assert event.after == {"a_from": 8500, "c_up_to": 6000, "reason": "มติที่ประชุม"}


def test_an_unsound_table_is_refused_whole(area: Unit) -> None:
    with pytest.raises(UnsoundTableError) as refused:
        change_table(by="ผู้ดูแล", change=_change(area, {"a_from": 1, "c_up_to": 2}))
    assert [fault.place for fault in refused.value.faults] == ["a_from"]
    assert not Setting.objects.exists()
    assert not Event.objects.exists()


def test_a_change_that_did_not_know_of_another_is_refused(area: Unit) -> None:
    late = _change(area, {**ABILITY, "a_from": 7000})
    change_table(by="ผู้ดูแล", change=_change(area))
    with pytest.raises(ChangedMeanwhileError):
        change_table(by="คนอื่น", change=late)
    assert Setting.objects.count() == Event.objects.count() == 1


def test_one_query_reads_all_tables_of_an_area(area: Unit, django_assert_num_queries) -> None:
    for year in range(2550, 2560):
        change_table(by="ผู้ดูแล", change=_change(area, year=year))
    with django_assert_num_queries(1):
        assert len(office_tables(area).own) == 10
