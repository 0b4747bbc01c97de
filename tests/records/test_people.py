"""People: who may manage whom, accounts, roles, posts, teams, and who sees a unit."""

from datetime import date

import pytest
from django.db import transaction

from khet.records.registry.access import (
    ROLES,
    SEE_PUPILS,
    SEE_SCHOOL_RESULTS,
    roles_now,
    roles_on,
    scope_of,
)
from khet.records.registry.access.managing import Manager, manages, may_give, roles_to_give
from khet.records.registry.actions import people, posts, roles, teams
from khet.records.registry.actions.people import AccountEntry, open_account, open_accounts
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.actions.teams import TeamEntry
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Post, RoleHeld, Team, Unit, User
from khet.records.registry.queries.people import free_user_name, people_seen, who_sees

pytestmark = pytest.mark.django_db
SINCE, TODAY = date(2013, 5, 16), date(2014, 6, 1)
AREA, WORK, NETWORK = ("place", "area", "9302"), ("work", "area", "9302"), ("work", "network", "N1")
ID = "1234567890121"
BY = "ทดสอบ"


@pytest.fixture(autouse=True)
def _units() -> None:
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("area", "9301", "เขตอื่น"),
        UnitEntry("group", "G1", "กลุ่มนิเทศ", above=(WORK,)),
        UnitEntry("network", "N1", "เครือข่ายหนึ่ง", above=(WORK,)),
        UnitEntry("school", "93020001", "บ้านหนึ่ง", above=(AREA, NETWORK)),
        UnitEntry("school", "93020002", "บ้านสอง", above=(AREA,)),
    ]
    register_units(by=BY, entries=entries, since=SINCE)


def _entry(username: str, role: str, unit: tuple[str, str], **more: str) -> AccountEntry:
    return AccountEntry(username, more.pop("name", username), role, unit, **more)


def _open(username: str, role: str, unit: tuple[str, str], **more: str) -> User:
    return open_account(by=BY, entry=_entry(username, role, unit, **more), since=SINCE)


ONE, TWO, OFFICE = ("school", "93020001"), ("school", "93020002"), ("area", "9302")


def _unit(kind: str, code: str) -> Unit:
    return Unit.objects.get(kind=kind, code=code)


def _manager(user: User) -> Manager:
    held = list(roles_now(user, TODAY))
    return Manager(user.pk, scope_of(held, TODAY), frozenset(role.role for role in held))


def _manages(by: User, user: User) -> bool:
    return manages(_manager(by), user.pk, list(roles_now(user, TODAY)))


def test_who_manages_whom() -> None:
    staff = {role: _open(role, role, OFFICE) for role in ("administrator", "personnel", "director")}
    staff["head"] = _open("head", "school-director", ONE)
    staff["teacher"] = _open("teacher", "teacher", ONE)
    staff["clerk"] = _open("clerk", "clerk", ONE)
    staff["elsewhere"] = _open("elsewhere", "teacher", TWO)
    staff["both"] = _open("both", "teacher", ONE)
    give_role(by=BY, user=staff["both"], entry=RoleEntry("teacher", _unit(*TWO), SINCE))
    found = {
        by: {name for name, user in staff.items() if _manages(staff[by], user)} for by in staff
    }
    everybody = set(staff)
    assert found == {
        "administrator": everybody - {"administrator"},
        "personnel": everybody - {"administrator", "personnel"},
        "head": {"teacher", "clerk"},
        **{name: set() for name in ("director", "teacher", "clerk", "elsewhere", "both")},
    }


def test_who_gives_which_role_where() -> None:
    admin = _manager(_open("admin", "administrator", OFFICE))
    personnel = _manager(_open("personnel", "personnel", OFFICE))
    head = _manager(_open("head", "school-director", ONE))
    here = {role for role, known in ROLES.items() if "area" in known.held_at}
    assert set(roles_to_give(admin, _unit(*OFFICE))) == here
    assert set(roles_to_give(personnel, _unit(*OFFICE))) == here - {"administrator"}
    assert roles_to_give(head, _unit(*ONE)) == ["clerk", "teacher"]
    assert roles_to_give(head, _unit(*TWO)) == roles_to_give(head, _unit(*OFFICE)) == []
    assert may_give(admin, None, "administrator", _unit(*OFFICE))
    assert not may_give(admin, admin.person, "director", _unit(*OFFICE))


def test_accounts_in_bulk_are_all_or_none() -> None:
    good = _entry("0001-01", "teacher", ONE)
    for bad, fault in (
        (_entry("0001-01", "clerk", ONE), people.UserNameTakenError),
        (_entry("x1-01", "director", ONE), roles.RoleNotAtUnitError),
        (_entry("x2-01", "nobody", ONE), roles.RoleNotAtUnitError),
        (_entry("x3-01", "teacher", ("school", "9")), Unit.DoesNotExist),
    ):
        with pytest.raises(fault):
            open_accounts(by=BY, entries=[good, bad], since=SINCE)
    assert not User.objects.exists()
    assert not Event.objects.filter(kind="registry.user").exists()


def test_one_person_has_one_account() -> None:
    _open("first", "teacher", ONE, identity="1-2345-67890-12-1")
    with pytest.raises(people.PersonHasAccountError, match="first"):
        _open("second", "teacher", TWO, identity=ID)
    both = [_entry(name, "teacher", ONE, identity="G644200000001") for name in ("a-01", "a-02")]
    with pytest.raises(people.PersonHasAccountError):
        open_accounts(by=BY, entries=both, since=SINCE)
    assert ID not in str(list(User.objects.values()))
    assert ID not in str(list(Event.objects.values()))
    assert ID not in repr(_entry("a", "teacher", ONE, identity=ID))


def test_an_account_without_a_password_lets_nobody_in() -> None:
    user = _open("Teacher ", "teacher", ONE, name=" นางทองคำ  ใจดี ")
    assert (user.username, user.name, user.has_usable_password()) == (
        *("teacher", "นางทองคำ ใจดี", False),
    )


def test_changing_a_person_tells_before_and_after_once() -> None:
    user = _open("t", "teacher", ONE, name="นายเอก ดี")
    for _ in range(2):
        people.change_person(by=BY, user=user, name="นายโท ดี", position="ครู", academic_rank="")
    event = Event.objects.get(action="change-person")
    assert (event.before["name"], event.after["name"]) == ("นายเอก ดี", "นายโท ดี")
    user.refresh_from_db()
    assert user.sort_key.startswith("ทโ")


def test_closing_an_account_ends_its_roles_and_reopening_gives_none() -> None:
    user = _open("t", "teacher", ONE)
    later = RoleEntry("teacher", _unit(*TWO), date(2014, 7, 1))
    give_role(by=BY, user=user, entry=later)
    people.close_account(by=BY, user=user, on=TODAY)
    assert [held.until for held in user.roles_held.all()] == [date(2014, 5, 31)]
    assert not roles_now(user, TODAY)
    people.reopen_account(by=BY, user=user)
    user.refresh_from_db()
    assert user.is_active
    assert not roles_now(user, TODAY)
    told = Event.objects.filter(key="t").values_list("action", flat=True)
    assert sorted(told) == [
        *("close-account", "end-role", "give-role", "open-account"),
        *("reopen-account", "withdraw-role"),
    ]


def test_a_role_ends_not_before_it_begins_and_is_not_held_twice() -> None:
    user = _open("t", "teacher", ONE)
    held = user.roles_held.get()
    with pytest.raises(roles.RoleEndsEarlyError):
        roles.end_role(by=BY, held=held, until=date(2013, 5, 15))
    with pytest.raises(roles.RoleEndsEarlyError):
        give_role(by=BY, user=user, entry=RoleEntry("clerk", _unit(*ONE), TODAY, SINCE))
    with pytest.raises(roles.RoleHeldAlreadyError):
        give_role(by=BY, user=user, entry=RoleEntry("teacher", _unit(*ONE), TODAY))
    roles.end_role(by=BY, held=held, until=date(2014, 5, 31))
    give_role(by=BY, user=user, entry=RoleEntry("teacher", _unit(*ONE), TODAY))
    assert user.roles_held.count() == 2
    event = Event.objects.get(action="end-role")
    assert (event.before["until"], event.after["until"]) == ("", "2014-05-31")


def _post() -> Post:
    unit = _unit(*ONE)
    return posts.create_post(by=BY, unit=unit, title="ผู้อำนวยการโรงเรียน", role="school-director")


def _directors(day: date) -> list[str]:
    held = roles_on(day).filter(role="school-director").order_by("user__username")
    return list(held.values_list("user__username", flat=True))


def test_an_appointment_gives_the_role_and_ends_the_former_holders() -> None:
    post, former, new = _post(), _open("a", "teacher", ONE), _open("b", "teacher", TWO)
    posts.appoint(by=BY, post=post, user=former, since=date(2013, 10, 1))
    held = posts.appoint(by=BY, post=post, user=new, since=TODAY, acting=True)
    assert (held.post, held.unit, held.acting) == (post, post.unit, True)
    assert _directors(date(2014, 5, 31)) == ["a"]
    assert _directors(TODAY) == ["b"]
    with pytest.raises(roles.RoleHeldAlreadyError):
        posts.appoint(by=BY, post=post, user=new, since=date(2014, 7, 1), acting=True)
    with pytest.raises(posts.PostTakenError):
        posts.appoint(by=BY, post=post, user=former, since=TODAY)
    posts.appoint(by=BY, post=post, user=new, since=date(2014, 7, 1))
    assert _directors(date(2014, 7, 1)) == ["b"]
    assert Event.objects.filter(kind="registry.post", action="appoint").count() == 3


def test_who_headed_the_school_without_the_post_gets_it() -> None:
    head = _open("head", "school-director", ONE)
    posts.appoint(by=BY, post=_post(), user=head, since=TODAY)
    assert [held.post is None for held in RoleHeld.objects.filter(user=head).order_by("since")] == [
        *(True, False),
    ]
    assert _directors(TODAY) == ["head"]


def test_a_post_is_once_at_a_unit_with_a_role_possible_there() -> None:
    _post()
    with pytest.raises(posts.PostExistsError):
        _post()
    with pytest.raises(roles.RoleNotAtUnitError):
        posts.create_post(by=BY, unit=_unit(*ONE), title="อื่น", role="supervisor")


def _team(name: str = "ดอกมะลิ") -> Team:
    entry = TeamEntry("flower", name, "", SINCE)
    return teams.create_team(by=BY, area=_unit(*OFFICE), entry=entry)


def test_a_team_has_one_leader_who_is_a_member() -> None:
    team, one, two = _team(), _open("a", "clerk", OFFICE), _open("b", "clerk", OFFICE)
    for members, leader in (([one], None), ([one], two), ([], one)):
        with pytest.raises(teams.NotOneLeaderError):
            teams.set_members(by=BY, team=team, members=members, leader=leader)
    for _ in range(2):
        teams.set_members(by=BY, team=team, members=[one, two], leader=two)
    teams.set_members(by=BY, team=team, members=[one], leader=one)
    assert [(m.user, m.leads) for m in team.members.all()] == [(one, True)]
    told = Event.objects.filter(kind="registry.team", action="set-members")
    assert [event.after["leader"] for event in told.order_by("pk")] == ["b", "a"]


def test_a_team_is_once_and_ends_not_before_it_begins() -> None:
    team = _team()
    with pytest.raises(teams.TeamExistsError), transaction.atomic():
        _team()
    entry = TeamEntry("flower", "ดอกมะลิ", "", SINCE, date(2013, 1, 1))
    with pytest.raises(teams.TeamEndsEarlyError):
        teams.change_team(by=BY, team=team, entry=entry)
    entry = TeamEntry("staff", "STAFF นโยบาย", "นโยบาย", SINCE, TODAY)
    teams.change_team(by=BY, team=team, entry=entry)
    assert Team.objects.get().topic == "นโยบาย"


@pytest.mark.parametrize("unit", [OFFICE, ("network", "N1"), ONE, TWO])
def test_who_sees_a_unit_are_those_whose_scope_reaches_it(unit: tuple[str, str]) -> None:
    places = {"group": ("group", "G1"), "network": ("network", "N1"), "school": ONE, "area": OFFICE}
    for role, known in ROLES.items():
        for kind in known.held_at:
            _open(f"{role}.{kind}", role, places[str(kind)])
    schools = {
        OFFICE: ["93020001", "93020002"],
        ("network", "N1"): ["93020001"],
    }.get(unit, [unit[1]])
    for permission in (SEE_SCHOOL_RESULTS, SEE_PUPILS):
        found = {held.user for held in who_sees(_unit(*unit), [permission], TODAY).held}
        reaching = {
            user
            for user in User.objects.all()
            for scope in [scope_of(list(roles_now(user, TODAY)), TODAY)]
            if all(scope.may_at(permission, school) for school in schools)
        }
        if unit[0] != "school":
            reaching = {user for user in reaching if not user.username.endswith(".school")}
        if unit == OFFICE:
            assert {u for u in reaching if not u.username.endswith(".network")} == found
        else:
            assert reaching == found


def test_schools_inside_a_network_are_counted() -> None:
    _open("a", "teacher", ONE)
    _open("b", "clerk", ONE)
    inside = who_sees(_unit("network", "N1"), [SEE_PUPILS], TODAY).inside
    assert {school.code: count for school, count in inside.items()} == {"93020001": 1}


def test_people_seen_are_of_the_own_area_or_school() -> None:
    personnel, head = _open("p", "personnel", OFFICE), _open("h", "school-director", ONE)
    _open("t", "teacher", ONE)
    _open("other", "clerk", ("area", "9301"))
    User.objects.create_user("new", name="ใหม่")
    seen = people_seen(_manager(personnel), TODAY).values_list("username", flat=True)
    assert set(seen) == {"p", "h", "t", "new"}
    seen = people_seen(_manager(head), TODAY).values_list("username", flat=True)
    assert set(seen) == {"h", "t"}


def test_user_names_run_on() -> None:
    _open("0001-03", "teacher", ONE)
    assert free_user_name(_unit(*ONE), _unit(*OFFICE)) == "0001-04"
    assert free_user_name(_unit(*OFFICE), _unit(*OFFICE)) == "office-01"
