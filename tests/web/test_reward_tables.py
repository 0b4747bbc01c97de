"""Rewards by an office's own table: mixed schools, its preview, other schemes of colours."""

from typing import Any

import pytest
from django.test import Client

from khet.jobs.school_rewards import Earned
from khet.jobs.sitting_results import results_for
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Unit
from khet.rules.tables import SHIPPED
from tests.web import earned_rewards
from tests.web.earned_rewards import PAGE, YEAR, SignIn, file_of, text_of

now = earned_rewards.now
office = earned_rewards.office


def _own_table(office: Unit, **changed: Any) -> None:
    content = {**SHIPPED.of("rewards", YEAR), **changed}
    change_table(by="ก", change=TableChange(office, "rewards", YEAR, content, "ลอง", 0))


def test_an_offices_own_table_counts_and_mixed_schools_stand_apart(
    director: Client, office: Unit
) -> None:
    rows = SHIPPED.of("rewards", YEAR)["reward"]
    single = [{**row, "colours": row["colours"][-1:]} for row in rows]
    single[0]["th"] = "ดูงานต่างภาค"
    _own_table(office, reward=single)
    response = director.get(PAGE)
    mixed = response.context["page"].mixed
    assert mixed
    assert all(len(row.colours) > 1 or row.hidden for row in mixed)
    assert any(len(row.colours) > 1 for row in mixed)
    text = text_of(response)
    assert "ดูงานต่างภาค" in text
    assert f"ไม่เข้าเกณฑ์ใด {len(mixed)} โรงเรียน" in text


def test_the_preview_of_another_table_says_how_many_schools_it_moves(
    sign_in: SignIn, now: dict[str, Earned]
) -> None:
    client = sign_in("administrator")
    address = f"/settings/rewards/change?year={YEAR}"
    drawn = {field.name: field.value() for field in client.get(address).context["form"]}
    sent = {**drawn, "reason": "มติ", "reward-0-colours": "เขียว, เหลือง, แดง, ดำ"}
    wrong = text_of(client.post(address, sent))
    assert "สีเหล่านี้ได้แรงจูงใจก่อนหน้าทั้งหมดแล้ว" in wrong
    assert "ไม่มีสี “ม่วง”" in text_of(client.post(address, {**sent, "reward-0-colours": "ม่วง"}))
    others = {f"reward-{place}-colours": "" for place in (1, 2, 3)}
    preview = text_of(client.post(address, {**sent, **others}))
    moved = sum(one.reward is not None and one.reward.key != "aeroplane" for one in now.values())
    assert f"ปีการศึกษา 2556 แรงจูงใจที่ได้เปลี่ยน {moved} โรงเรียน" in preview


@pytest.mark.parametrize("scheme", ["five", "four-rank"])
def test_other_schemes_and_the_overall_colour(director: Client, office: Unit, scheme: str) -> None:
    rows = SHIPPED.of("rewards", YEAR)["reward"]
    five = [["blue", "green"], ["yellow"], ["orange"], ["red"]]
    colours = five if scheme == "five" else [row["colours"] for row in rows]
    told = [{**row, "colours": some} for row, some in zip(rows, colours, strict=True)]
    _own_table(office, scheme=scheme, over="overall", tests=["O-NET"], reward=told)
    page = director.get(PAGE).context["page"]
    results = results_for(file_of("O-NET", "P6"))
    for code, one in page.asked.earned.items():
        assert set(one.sat[0].colours) == {"ALL"}
        if scheme == "five" and one.sat[0].grade == "P6":
            assert one.sat[0].colours["ALL"] == results.schools[code, "ALL"].colour
    assert {sat.test for one in page.asked.earned.values() for sat in one.sat} == {"O-NET"}
