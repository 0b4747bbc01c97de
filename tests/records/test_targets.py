"""Setting targets: all or nothing, only what changes, one event, nobody's work overwritten."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from khet.records.learning.actions import TargetsChangedError, set_targets
from khet.records.learning.models import Sitting, Target
from khet.records.learning.queries import targets_of, targets_of_school
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Unit

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = "93020501", "93020502", "93020503"


@pytest.fixture
def sitting() -> Sitting:
    """A sitting of an area with three schools, and a school of another area."""
    above = (("place", "area", "9302"),)
    schools = [UnitEntry("school", c, f"บ้าน {c}", above=above) for c in (FIRST, SECOND, THIRD)]
    areas = [UnitEntry("area", code, f"เขต {code}") for code in ("9302", "9301")]
    other = UnitEntry("school", "93010001", "บ้านอื่น", above=(("place", "area", "9301"),))
    register_units(by="ทดสอบ", entries=[*areas, *schools, other], since=date(2009, 5, 1))
    area = Unit.objects.get(kind="area", code="9302")
    return Sitting.objects.create(area=area, academic_year=2556, test="O-NET", grade="P6")


def _set(
    sitting: Sitting, targets: Mapping[str, str | None], seen: dict[str, Decimal] | None = None
) -> int:
    told = {code: None if value is None else Decimal(value) for code, value in targets.items()}
    return set_targets(by="ทดสอบ", sitting=sitting, subject="thai", targets=told, seen=seen)


def _held(sitting: Sitting) -> dict[str, str]:
    return {school: str(value) for school, _subject, value in targets_of(sitting)}


def test_only_what_changes_is_written_and_told(sitting: Sitting) -> None:
    assert _set(sitting, {FIRST: "50", SECOND: "60.25"}) == 2
    kept = Target.objects.get(school__code=FIRST).set_at
    assert _set(sitting, {FIRST: "50.00", SECOND: None, THIRD: "70"}) == 2
    assert _held(sitting) == {FIRST: "50.00", THIRD: "70.00"}
    assert Target.objects.get(school__code=FIRST).set_at == kept
    event = Event.objects.filter(action="set-targets").latest("pk")
    about = {"sitting": "O-NET P6 2556", "subject": "thai"}
    assert event.before == {**about, "targets": {SECOND: "60.25"}}
    assert event.after == {**about, "targets": {THIRD: "70.00"}}
    assert (event.kind, event.key) == ("learning.target", str(sitting.pk))


def test_a_changed_target_keeps_its_row_and_says_who(sitting: Sitting) -> None:
    _set(sitting, {FIRST: "50"})
    before = targets_of_school(sitting, FIRST)["thai"]
    told = {FIRST: Decimal(55)}
    set_targets(by="อีกคน", sitting=sitting, subject="thai", targets=told)
    after = targets_of_school(sitting, FIRST)["thai"]
    assert (after.pk, after.value, after.set_by) == (before.pk, Decimal("55.00"), "อีกคน")
    assert after.set_at > before.set_at


def test_other_subjects_and_sittings_stay(sitting: Sitting) -> None:
    other = Sitting.objects.create(area=sitting.area, academic_year=2555, test="NT", grade="P3")
    _set(other, {FIRST: "40"})
    set_targets(by="ทดสอบ", sitting=sitting, subject="arts", targets={FIRST: Decimal(45)})
    _set(sitting, {FIRST: "50"})
    _set(sitting, {FIRST: None})
    assert _held(other) == {FIRST: "40.00"}
    assert _held(sitting) == {FIRST: "45.00"}


def test_nothing_changed_leaves_no_event(sitting: Sitting) -> None:
    _set(sitting, {FIRST: "50"})
    count = Event.objects.count()
    assert _set(sitting, {FIRST: "50", SECOND: None}) == 0
    assert Event.objects.count() == count


@pytest.mark.parametrize(
    ("wrong", "error"),
    [({SECOND: "100.01"}, IntegrityError), ({"93010001": "50"}, KeyError)],
)
def test_one_that_is_wrong_keeps_all_out(
    sitting: Sitting, wrong: dict[str, str], error: type[Exception]
) -> None:
    _set(sitting, {FIRST: "50"})
    count = Event.objects.count()
    with pytest.raises(error), transaction.atomic():
        _set(sitting, {FIRST: None, **wrong})
    assert _held(sitting) == {FIRST: "50.00"}
    assert Event.objects.count() == count


def test_what_was_read_must_still_stand(sitting: Sitting) -> None:
    _set(sitting, {FIRST: "50"})
    with pytest.raises(TargetsChangedError):
        _set(sitting, {FIRST: "60"}, seen={})
    with pytest.raises(TargetsChangedError):
        _set(sitting, {FIRST: "60"}, seen={FIRST: Decimal(51)})
    assert _set(sitting, {FIRST: "60"}, seen={FIRST: Decimal(50)}) == 1
