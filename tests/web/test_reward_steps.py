"""Rewards proposed, agreed, given and withdrawn; what is told when a step fails."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.jobs.demo.rewards import decide_rewards
from khet.jobs.school_rewards import Earned, sat_of_reason
from khet.records.learning.actions import (
    RewardMovedError,
    agree_rewards,
    give_rewards,
    propose_rewards,
    withdraw_reward,
)
from khet.records.learning.models import Reward
from khet.records.registry.models import Event, Unit
from khet.rules.calendar import thai_date
from tests.web import earned_rewards
from tests.web.earned_rewards import NOTE, PAGE, STEP, TODAY, YEAR, schools_of, text_at, text_of

key = earned_rewards.key
now = earned_rewards.now
office = earned_rewards.office
proposed = earned_rewards.proposed


def _send(client: Client, key: str, to: str, schools: list[str], **said: str) -> HttpResponse:
    return client.post(f"{STEP}&reward={key}&to={to}", {"school": schools, **said})


def test_some_or_all_are_proposed_with_their_colours(
    director: Client, now: dict[str, Earned], key: str
) -> None:
    first, *others = schools_of(now, key)
    asked = director.get(f"{STEP}&reward={key}&to=proposed&school={first}")
    assert [row.school.code for row in asked.context["form"].rows] == [first]
    assert _send(director, key, "proposed", [first]).status_code == 302
    kept = Reward.objects.get(academic_year=YEAR)
    assert (kept.school.code, kept.reward, kept.state) == (first, key, "proposed")
    assert sat_of_reason(kept.reason) == now[first].sat
    event = Event.objects.get(action="propose-reward")
    assert event.after == {
        "school": str(kept.school),
        "reward": kept.reason["name"],
        "state": "proposed",
    }
    rest = director.get(f"{STEP}&reward={key}&to=proposed").context["form"].rows
    assert {row.school.code for row in rest} == set(others)
    assert "เสนอแล้ว" in text_of(
        director.post(f"{STEP}&reward={key}&to=proposed", {"school": others}, follow=True)
    )
    assert Reward.objects.filter(academic_year=YEAR).count() == len(others) + 1


def test_a_proposal_is_agreed_given_and_each_step_is_audited(
    director: Client, proposed: list[Reward], key: str
) -> None:
    school = proposed[0].school.code
    sent = {"on": "๒๗/๕/๒๕๕๗", "note": f" {NOTE} "}
    assert _send(director, key, "agreed", [school], **sent).status_code == 302
    kept = Reward.objects.get(pk=proposed[0].pk)
    assert (kept.state, kept.agreed_on, kept.agreed_note) == ("agreed", date(2014, 5, 27), NOTE)
    given = {"on": "28 พ.ค. 2557", "note": "ในที่ประชุมผู้บริหาร"}
    assert _send(director, key, "given", [school], **given).status_code == 302
    kept.refresh_from_db()
    assert (kept.state, kept.given_on, kept.given_note) == (
        "given",
        date(2014, 5, 28),
        "ในที่ประชุมผู้บริหาร",
    )
    assert "ให้แล้ว 28 พฤษภาคม 2557" in text_at(director, PAGE)
    told = Event.objects.filter(kind="learning.reward", action__in=("agree-reward", "give-reward"))
    assert [event.after["day"] for event in told.order_by("pk")] == ["2014-05-27", "2014-05-28"]
    page = text_at(director, "/registry/events/?action=agree-reward")
    assert NOTE in page
    assert str(kept.school) in page
    assert kept.reason["name"] not in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"on": "", "note": NOTE}, "ใส่วันที่"),
        ({"on": "31/2/2557", "note": NOTE}, "อ่านวันที่ไม่ได้"),
        ({"on": "27/5/2547", "note": NOTE}, "วันที่มาก่อนปีการศึกษา 2556"),
        ({"on": "27/5/2557", "note": "  "}, "บอกมติที่เห็นชอบ"),
        ({"on": "27/5/2557", "note": "ม" * 301}, "300"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_stays(
    director: Client, proposed: list[Reward], key: str, said: dict[str, str], told: str
) -> None:
    page = _send(director, key, "agreed", [proposed[0].school.code], **said)
    assert page.status_code == 200
    assert told in text_of(page)
    assert said["on"] in page.content.decode()
    assert not Reward.objects.filter(state="agreed").exists()


def test_a_day_that_has_not_come_is_refused(
    director: Client, proposed: list[Reward], key: str
) -> None:
    tomorrow = thai_date(TODAY() + timedelta(days=1))
    page = _send(director, key, "agreed", [proposed[0].school.code], on=tomorrow, note=NOTE)
    assert "วันที่ยังมาไม่ถึง" in text_of(page)


def test_given_before_agreed_is_refused(
    director: Client, office: Unit, proposed: list[Reward], key: str
) -> None:
    school = proposed[0].school.code
    page = _send(director, key, "given", [school], on="27/5/2557", note="ให้")
    assert f"{proposed[0].school.name} ทำขั้นนี้ไม่ได้แล้ว" in text_of(page)
    agree_rewards(by="บอร์ด", area=office, rewards=[proposed[0].pk], on=date(2014, 5, 27), note=NOTE)
    page = _send(director, key, "given", [school], on="26/5/2557", note="ให้")
    assert "ต้องไม่มาก่อนวันที่เห็นชอบ คือ 27 พฤษภาคม 2557" in text_of(page)
    with pytest.raises(RewardMovedError):
        give_rewards(by="ก", area=office, rewards=[proposed[0].pk], on=date(2014, 5, 26), note="ให้")
    assert not Reward.objects.filter(state="given").exists()


def test_a_step_taken_twice_is_told_and_nothing_is_done(
    director: Client, office: Unit, proposed: list[Reward], key: str
) -> None:
    keys = [row.pk for row in proposed]
    agree_rewards(by="บอร์ด", area=office, rewards=keys[:1], on=date(2014, 5, 27), note=NOTE)
    codes = [row.school.code for row in proposed[:2]]
    page = _send(director, key, "agreed", codes, on="28/5/2557", note="อีกครั้ง")
    assert f"{proposed[0].school.name} ทำขั้นนี้ไม่ได้แล้ว" in text_of(page)
    asked = text_at(director, f"{STEP}&reward={key}&to=agreed&school={'&school='.join(codes)}")
    left = asked.partition("จึงไม่รวม")[2][:60]
    assert proposed[0].school.name in left
    assert "เห็นชอบแล้ว รอให้" in left
    with pytest.raises(RewardMovedError):
        agree_rewards(by="ก", area=office, rewards=keys[:2], on=date(2014, 5, 28), note="อีก")
    with pytest.raises(RewardMovedError):
        withdraw_reward(by="ก", area=office, reward=keys[0], reason="เปลี่ยนใจ")
    assert Reward.objects.filter(state="agreed").count() == 1
    assert Event.objects.filter(action="agree-reward").count() == 1


def test_what_somebody_else_moved_meanwhile_is_told(
    director: Client, office: Unit, proposed: list[Reward], key: str, monkeypatch: Any
) -> None:
    def overtaken(**_given: Any) -> list[Reward]:
        raise RewardMovedError

    monkeypatch.setattr("khet.web.learning.rewards.steps.agree_rewards", overtaken)
    page = _send(director, key, "agreed", [proposed[0].school.code], on="27/5/2557", note=NOTE)
    assert "มีผู้อื่นทำรายการนี้ไปก่อน" in text_of(page)
    assert NOTE in page.content.decode()


def test_nothing_chosen_is_told(director: Client, key: str) -> None:
    assert "ไม่มีโรงเรียนที่ทำขั้นนี้ได้" in text_of(_send(director, key, "proposed", []))
    for address in (f"{STEP}&reward={key}&to=x", f"{STEP}&reward=x&to=agreed"):
        assert director.get(address).status_code == 404


def test_a_school_is_proposed_only_once(
    office: Unit, now: dict[str, Earned], proposed: list[Reward]
) -> None:
    entries = [now[row.school.code].entry(row.school.code) for row in proposed]
    again = propose_rewards(by="ก", area=office, academic_year=YEAR, entries=entries)
    assert again == []
    assert Reward.objects.filter(academic_year=YEAR).count() == len(proposed)


def test_a_proposal_is_withdrawn_with_a_reason_before_it_is_agreed(
    director: Client, office: Unit, proposed: list[Reward]
) -> None:
    first, second, *_rest = proposed
    address = f"/learning/rewards/{first.pk}/withdraw"
    assert "เขียนเหตุผลสั้น ๆ" in text_of(director.post(address, {"reason": " "}))
    assert director.post(address, {"reason": "เสนอผิด"}).status_code == 302
    assert not Reward.objects.filter(pk=first.pk).exists()
    event = Event.objects.get(action="withdraw-reward")
    assert event.after == {"school": str(first.school), "reason": "เสนอผิด"}
    assert director.get(address).status_code == 404
    agree_rewards(by="บ", area=office, rewards=[second.pk], on=date(2014, 5, 27), note=NOTE)
    address = f"/learning/rewards/{second.pk}/withdraw"
    assert "เห็นชอบแล้ว จึงถอนไม่ได้" in text_at(director, address)
    assert "มีผู้เห็นชอบหรือถอนไปก่อนแล้ว" in text_of(director.post(address, {"reason": "ลอง"}))
    assert Reward.objects.filter(pk=second.pk).exists()


def test_a_step_asks_as_often_whatever_it_takes(
    director: Client, proposed: list[Reward], key: str
) -> None:
    address = f"{STEP}&reward={key}&to=agreed"
    counts = []
    for chosen in (f"{address}&school={proposed[0].school.code}", address):
        with CaptureQueriesContext(connection) as queries:
            assert director.get(chosen).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_the_demonstration_proposes_and_agrees(office: Unit) -> None:
    decide_rewards(by="ก", area=office, year=YEAR, on=date(2014, 5, 27))
    states = list(Reward.objects.filter(academic_year=YEAR).values_list("state", flat=True))
    assert states.count("agreed") == 1
