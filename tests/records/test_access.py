"""Roles are held at a unit, so what a person sees comes from where."""

from datetime import date

import pytest

from khet.records.registry.access import (
    EDIT_REGISTERS,
    IMPORT_SCORES,
    PERMISSIONS,
    ROLES,
    SEE_AREA_RESULTS,
    Scope,
    roles_now,
    scope_of,
)
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.actions.units import UnitEntry, register_units, save_units
from khet.records.registry.models import Event, RoleHeld, Unit, User

pytestmark = pytest.mark.django_db
SINCE, TODAY = date(2013, 5, 16), date(2014, 6, 1)
AREA = ("place", "area", "9302")
NETWORK = ("work", "network", "N1")


@pytest.fixture(autouse=True)
def _units() -> None:
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("area", "9301", "เขตอื่น"),
        UnitEntry("network", "N1", "เครือข่ายหนึ่ง", above=(AREA,)),
        UnitEntry("school", "S1", "บ้านหนึ่ง", above=(AREA, NETWORK)),
        UnitEntry("school", "S2", "บ้านสอง", above=(AREA,)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)


def _scope(role: str, unit: tuple[str, str], today: date = TODAY) -> Scope:
    entry = AccountEntry(role, role, role, unit, "pw")
    user = open_account(by="ทดสอบ", entry=entry, since=SINCE)
    return scope_of(list(roles_now(user, today)), today)


@pytest.mark.parametrize("role", ["director", "supervisor", "planner", "auditor"])
def test_a_role_at_the_area_sees_every_school_of_it(role: str) -> None:
    scope = _scope(role, ("area", "9302"))
    assert scope.schools is None
    assert [area.code for area in scope.areas] == ["9302"]
    assert scope.may(IMPORT_SCORES) == (role == "supervisor")


def test_a_role_at_a_network_sees_its_schools() -> None:
    scope = _scope("supervisor", ("network", "N1"))
    assert (scope.sees_school("S1"), scope.sees_school("S2")) == (True, False)
    assert [area.code for area in scope.areas] == ["9302"]


@pytest.mark.parametrize("role", ["school-director", "teacher"])
def test_a_role_at_a_school_sees_that_school_only(role: str) -> None:
    scope = _scope(role, ("school", "S2"))
    assert (scope.sees_school("S1"), scope.sees_school("S2")) == (False, True)
    assert scope.may(SEE_AREA_RESULTS)


def test_a_clerk_sees_no_school_by_name() -> None:
    scope = _scope("clerk", ("area", "9302"))
    assert not scope.sees_school("S1")
    assert scope.may(SEE_AREA_RESULTS)


def test_a_role_that_has_ended_or_not_begun_gives_nothing() -> None:
    _scope("director", ("area", "9302"))
    user = User.objects.get(username="director")
    RoleHeld.objects.filter(user=user).update(until=date(2014, 5, 31))
    for today in (TODAY, date(2013, 5, 15)):
        scope = scope_of(list(roles_now(user, today)), today)
        assert (scope.areas, scope.schools, scope.permissions) == ((), frozenset(), frozenset())


def test_rights_in_one_area_do_not_reach_into_another() -> None:
    entry = AccountEntry("both", "both", "teacher", ("school", "S3"), "pw")
    elsewhere = UnitEntry("school", "S3", "บ้านสาม", above=(("place", "area", "9301"),))
    register_units(by="ทดสอบ", entries=[elsewhere], since=SINCE)
    user = open_account(by="ทดสอบ", entry=entry, since=SINCE)
    area = Unit.objects.get(kind="area", code="9302")
    give_role(by="ทดสอบ", user=user, entry=RoleEntry("planner", area, SINCE))
    scope = scope_of(list(roles_now(user, TODAY)), TODAY)
    assert [area.code for area in scope.areas] == ["9301"]
    assert not scope.may(EDIT_REGISTERS)
    assert (scope.sees_school("S1"), scope.sees_school("S3")) == (False, True)


def test_every_role_has_a_sentence_and_known_permissions() -> None:
    for role in ROLES.values():
        assert role.sentence
        assert role.permissions <= set(PERMISSIONS)


def test_a_role_at_a_unit_that_is_not_there_gives_nothing() -> None:
    scope = _scope("school-director", ("school", "S1"))
    assert scope.sees_school("S1")
    user = User.objects.get(username="school-director")
    for dates in (
        {"valid_to": date(2014, 5, 31)},
        {"valid_to": None, "valid_from": date(2015, 1, 1)},
    ):
        Unit.objects.filter(code="S1").update(**dates)
        held = list(RoleHeld.objects.filter(user=user).select_related("unit"))
        assert not scope_of(held, TODAY).permissions
        assert not roles_now(user, TODAY)


def test_roles_end_with_the_last_day_of_their_unit() -> None:
    last = date(2014, 3, 31)
    for name, since in (("old", SINCE), ("new", date(2014, 5, 1))):
        entry = AccountEntry(name, name, "teacher", ("school", "S1"), "pw", since=since)
        open_account(by="ทดสอบ", entry=entry, since=SINCE)
    closed = UnitEntry("school", "S1", "บ้านหนึ่ง", above=(AREA, NETWORK), valid_to=last)
    save_units(by="ทดสอบ", entries=[closed], on=TODAY)
    assert [(held.user.username, held.until) for held in RoleHeld.objects.all()] == [("old", last)]
    told = Event.objects.filter(key__in=("old", "new"), action__in=("end-role", "withdraw-role"))
    assert set(told.values_list("key", "action")) == {("old", "end-role"), ("new", "withdraw-role")}
