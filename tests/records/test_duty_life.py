"""The life of a duty: every step with its event, those refused, whose it is, how many were late."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khet.records.office.actions.duties import (
    DutyMovedError,
    Owner,
    accept_duty,
    ask_again,
    finish_duty,
    open_duties,
    pass_duty,
    postpone_duty,
    reopen_check,
    return_duty,
    tell_progress,
    waive_duty,
)
from khet.records.office.actions.evidence import Brought, EvidenceEntry, keep_brought
from khet.records.office.actions.search import Seen
from khet.records.office.models import Body, Duty, EvidenceUse, Seat
from khet.records.office.queries.bodies import bodies_of
from khet.records.office.queries.duties import listed, with_names
from khet.records.office.queries.late import (
    late_at_ends,
    late_duties,
    late_sums,
)
from khet.records.office.queries.owners import Owners, candidates, followed, owned_of
from khet.records.registry.access import roles_now, scope_of
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.teams import TeamEntry, create_team, set_members
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Team, Unit, User
from khet.rules.deadlines import INSTRUCTION, MINUTES
from khet.rules.duties import ended_weeks, was_late

pytestmark = pytest.mark.django_db
OPENED, DUE, SINCE = date(2014, 3, 20), date(2014, 4, 4), date(2009, 5, 1)
TODAY = date(2014, 4, 10)
AT = datetime(2014, 4, 6, 3, 0, tzinfo=UTC)
STEPS: dict[str, Any] = {
    "finish": lambda duty: finish_duty(by="ก", duty=duty, at=AT),
    "accept": lambda duty: accept_duty(by="ข", duty=duty, at=AT),
    "return": lambda duty: return_duty(by="ข", duty=duty, at=AT, reason="ขาดลายเซ็น"),
    "postpone": lambda duty: postpone_duty(by="ข", duty=duty, due=date(2014, 5, 1), reason="ฝน"),
    "waive": lambda duty: waive_duty(by="ข", duty=duty, reason="ยุบรวม"),
    "progress": lambda duty: tell_progress(by="ก", duty=duty, progress="trouble", note="รอเงิน"),
    "reopen": lambda duty: reopen_check(by="ข", duty=duty, reason="กดผิด"),
    "again": lambda duty: ask_again(by="ข", duty=duty, reason="ยังต้องส่ง"),
    "take-back": lambda duty: pass_duty(by="ก", duty=duty, to=None),
}


@pytest.fixture
def people() -> dict[str, User]:
    """Two schools and a group, with a head each, a teacher and an officer."""
    area = ("place", "area", "9302")
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("group", "G1", "กลุ่มหนึ่ง", above=(area,)),
        *(UnitEntry("school", code, f"โรงเรียน {code}", above=(area,)) for code in ("S1", "S2")),
    ]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)
    held = {
        "head": ("school-director", ("school", "S1")),
        "other": ("school-director", ("school", "S2")),
        "teacher": ("teacher", ("school", "S1")),
        "leader": ("group-director", ("group", "G1")),
        "officer": ("clerk", ("group", "G1")),
        "director": ("director", ("area", "9302")),
    }
    return {
        name: open_account(
            by="ทดสอบ",
            entry=AccountEntry(name, f"ผู้ทดสอบ {name}", role, unit, "ทดสอบ-9302"),
            since=SINCE,
        )
        for name, (role, unit) in held.items()
    }


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def _open(owner: Owner, key: str = "1", due: date = DUE) -> Duty:
    return open_duties(
        by="ผู้สั่ง", rule=INSTRUCTION, owners=[owner], about=("office.instruction", key),
        opened=OPENED, due=due, title="ส่งแผนเผชิญเหตุ",
    )[0]  # fmt: skip


@pytest.fixture
def duty(people: dict[str, User]) -> Duty:
    return _open(Owner(_unit("S1"), "school-director"))


def _after(duty: Duty, steps: str) -> Duty:
    for step in steps.split():
        STEPS[step](duty)
    return Duty.objects.get(pk=duty.pk)


def _actions(duty: Duty) -> list[str]:
    told = Event.objects.filter(kind="office.duty", key=str(duty.pk)).order_by("pk")
    return list(told.values_list("action", flat=True))


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        ("finish", "done"),
        ("finish accept", "accepted"),
        ("finish return", "returned"),
        ("finish return finish accept", "accepted"),
        ("postpone finish", "done"),
        ("progress finish", "done"),
        ("waive", "waived"),
        ("finish return waive", "waived"),
        ("finish accept reopen", "done"),
        ("finish accept reopen return", "returned"),
        ("waive again finish", "done"),
    ],
)
def test_every_step_leaves_its_event(duty: Duty, steps: str, state: str) -> None:
    kept = _after(duty, steps)
    assert kept.state == state
    named = {"progress": "tell-progress", "reopen": "reopen-check", "again": "ask-again"}
    assert _actions(duty)[1:] == [named.get(step, f"{step}-duty") for step in steps.split()]
    assert (kept.done_at == AT) == (state in ("done", "accepted"))


@pytest.mark.parametrize(
    ("before", "step"),
    [
        *(("", step) for step in ("accept", "return", "reopen", "again")),
        *(("finish", step) for step in ("postpone", "progress", "take-back", "reopen", "again")),
        *(("waive", "reopen"), ("finish accept", "again")),
        *(("waive", step) for step in ("accept", "return", "postpone", "progress", "take-back")),
        *(("finish accept", step) for step in ("accept", "return", "postpone", "progress")),
    ],
)
def test_what_a_state_does_not_allow_changes_nothing(duty: Duty, before: str, step: str) -> None:
    kept = _after(duty, before)
    with pytest.raises(DutyMovedError) as moved:
        STEPS[step](duty)
    assert str(moved.value) == kept.state
    assert Duty.objects.filter(pk=duty.pk).values().get() == {
        name: value for name, value in vars(kept).items() if name != "_state"
    }
    assert len(_actions(duty)) == 1 + len(before.split())


@pytest.mark.parametrize("step", ["finish", "waive"])
def test_done_and_waived_say_whether_they_were_owed(duty: Duty, step: str) -> None:
    assert STEPS[step](duty) is True
    assert STEPS["finish"](duty) is False
    assert STEPS["waive"](duty) is False
    assert _actions(duty) == ["open-duty", f"{step}-duty"]


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("finish return", "ขาดลายเซ็น"),
        ("postpone", "ฝน"),
        ("waive", "ยุบรวม"),
        ("finish accept reopen", "กดผิด"),
        ("waive again", "ยังต้องส่ง"),
    ],
)
def test_why_a_step_was_taken_is_kept_and_told(duty: Duty, steps: str, reason: str) -> None:
    assert _after(duty, steps).reason == reason
    event = Event.objects.filter(kind="office.duty", key=str(duty.pk)).latest("pk")
    assert (event.after["reason"], event.actor) == (reason, "ข")


def test_who_looked_at_it_is_known_until_that_is_taken_back(duty: Duty) -> None:
    steps = {"finish": ("", None), "accept": ("ข", AT), "reopen": ("", None), "return": ("ข", AT)}
    for step, told in steps.items():
        kept = _after(duty, step)
        assert (kept.checked_by, kept.checked_at) == told, step


def test_a_postponed_duty_keeps_its_first_day(duty: Duty) -> None:
    kept = _after(duty, "postpone")
    assert (kept.first_due, kept.due) == (DUE, date(2014, 5, 1))
    event = Event.objects.get(action="postpone-duty")
    assert (event.before["due"], event.after["due"]) == ("2014-04-04", "2014-05-01")


def test_a_note_and_what_shows_it_are_kept_with_what_was_done(
    duty: Duty, people: dict[str, User]
) -> None:
    seen = Seen(_unit("9302"), _unit("S1"), "unit", people["head"])
    entry = EvidenceEntry(seen, "instruction", "แผนเผชิญเหตุ", TODAY)
    shown = keep_brought(by="ก", entry=entry, brought=Brought("แผน.pdf", sha256="1" * 64), at=AT)
    finish_duty(by="ก", duty=duty, at=AT, evidence=[shown], note="ส่งทางระบบ")
    assert Duty.objects.get(pk=duty.pk).note == "ส่งทางระบบ"
    used = EvidenceUse.objects.get()
    assert (used.evidence, used.about_kind, used.about_key) == (shown, "office.duty", str(duty.pk))


def test_a_director_passes_on_and_stays_accountable(duty: Duty, people: dict[str, User]) -> None:
    assert candidates(duty, _unit("9302"), TODAY) == [people["head"], people["teacher"]]
    pass_duty(by="ก", duty=duty, to=people["teacher"])
    assert _mine(people["teacher"]) == _mine(people["head"]) == [duty]
    assert listed([_kept(duty)], TODAY)[0].owners == ("ผู้ทดสอบ head",)
    pass_duty(by="ก", duty=duty, to=None)
    assert _mine(people["teacher"]) == []
    assert _actions(duty) == ["open-duty", "pass-duty", "take-back-duty"]


def _kept(duty: Duty) -> Duty:
    return with_names(Duty.objects.filter(pk=duty.pk)).get()


def _mine(user: User) -> list[Duty]:
    held = list(roles_now(user, TODAY))
    mine = owned_of(user.pk, held, bodies_of(user, held, TODAY))
    return list(Duty.objects.filter(mine).distinct())


def _team(people: dict[str, User]) -> Team:
    team = create_team(
        by="ทดสอบ", area=_unit("9302"), entry=TeamEntry("flower", "ดอกทดสอบ", "", SINCE)
    )
    members = [people["officer"], people["leader"]]
    set_members(by="ทดสอบ", team=team, members=members, leader=people["officer"])
    return team


def _body(people: dict[str, User]) -> Body:
    body = Body.objects.create(area=_unit("9302"), kind="committee", name="คณะทดสอบ", since=SINCE)
    Seat.objects.create(body=body, place=1, part="member", person=people["other"])
    Seat.objects.create(body=body, place=2, part="chair", person=people["leader"])
    return body


def test_owners_of_every_kind_have_one_who_answers(people: dict[str, User]) -> None:
    area, group = _unit("9302"), _unit("G1")
    owners = {
        "post": (Owner(group, "group-director"), ["leader"], ["leader"]),
        "person": (Owner(area, person=people["teacher"]), ["teacher"], ["teacher"]),
        "team": (Owner(area, team=_team(people)), ["officer"], ["leader", "officer"]),
        "body": (Owner(area, body=_body(people)), ["leader"], ["leader", "other"]),
        "vacant": (Owner(group, "auditor"), [], []),
    }
    made = {kind: _open(owner, kind) for kind, (owner, *_) in owners.items()}
    found = Owners(with_names(Duty.objects.all()), TODAY)
    for kind, (_owner, answering, mine) in owners.items():
        kept = _kept(made[kind])
        assert [user.username for user in found.answering(kept)] == answering, kind
        assert [n for n in people if made[kind] in _mine(people[n])] == [
            n for n in people if n in mine
        ], kind
    assert found.names(_kept(made["team"])) == ("ดอกทดสอบ", "ผู้ทดสอบ officer")
    assert found.names(_kept(made["body"])) == ("คณะทดสอบ", "ผู้ทดสอบ leader")


def test_whom_a_duty_may_be_passed_to(people: dict[str, User]) -> None:
    area, group = _unit("9302"), _unit("G1")
    asked = {
        "group": (Owner(group, "group-director"), {"leader", "officer"}),
        "area": (Owner(area, "director"), {"leader", "officer", "director"}),
        "team": (Owner(area, team=_team(people)), {"leader", "officer"}),
        "body": (Owner(area, body=_body(people)), {"leader", "other"}),
    }
    for kind, (owner, names) in asked.items():
        found = candidates(_kept(_open(owner, kind)), area, TODAY)
        assert {user.username for user in found} == names, kind


def test_late_is_counted_by_unit_rule_and_age(people: dict[str, User]) -> None:
    for key, (code, late) in enumerate([("S1", 1), ("S2", 40), ("G1", 5), ("G1", 31), ("G1", 0)]):
        role = "group-director" if code == "G1" else "school-director"
        _open(Owner(_unit(code), role), str(key), TODAY - timedelta(late))
    scope = scope_of(list(roles_now(people["director"], TODAY)), TODAY)
    found = late_duties(followed(scope), TODAY)
    sums = {
        one.unit: (one.rule, one.n, TODAY - one.oldest, one.ages) for one in late_sums(found, TODAY)
    }
    assert sums == {
        None: ("instruction", 2, timedelta(40), (1, 0, 0, 1)),
        _unit("G1").pk: ("instruction", 2, timedelta(31), (0, 1, 0, 1)),
    }
    assert [(TODAY - duty.due).days for duty in found] == [40, 31, 5, 1]


STATES = st.sampled_from(["open", "returned", "done", "accepted", "waived"])
PROMISES = st.lists(
    st.tuples(STATES, st.integers(0, 120), st.integers(0, 120), st.integers(0, 23)), max_size=30
)


@given(PROMISES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_weeks_count_what_was_late_then(
    people: dict[str, User], promised: list[tuple[str, int, int, int]]
) -> None:
    Duty.objects.all().delete()
    unit, days = _unit("S1"), ended_weeks(TODAY, 12)
    Duty.objects.bulk_create(_promise(unit, str(k), *one) for k, one in enumerate(promised))
    pairs = list(_pairs(Duty.objects.exclude(state="waived")))
    slowly = [sum(was_late(due, done, day) for due, done in pairs) for day in days]
    assert late_at_ends(Duty.objects.all(), days) == slowly


def _promise(unit: Unit, key: str, state: str, due: int, done: int, hour: int) -> Duty:
    day = TODAY - timedelta(due)
    local = datetime.combine(TODAY - timedelta(done), time(hour))
    at = timezone.make_aware(local) if state in ("done", "accepted") else None
    return Duty(
        rule=MINUTES.code, unit=unit, role="teacher", about_kind="office.meeting", about_key=key,
        opened=day, due=day, first_due=day, state=state, done_at=at,
    )  # fmt: skip


def _pairs(duties: Iterable[Duty]) -> Iterable[tuple[date, date | None]]:
    for duty in duties:
        yield duty.due, timezone.localdate(duty.done_at) if duty.done_at else None
