"""Rewards for colours: who earns which, by which results, and who sees and does what."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.jobs.school_rewards import Earned
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import agree_rewards, propose_rewards, withdraw_results
from khet.records.learning.models import Reward, ScoreFile
from khet.records.registry.models import Unit
from khet.rules.colours import four_colour
from tests.made_area import school_code, school_name
from tests.web import earned_rewards
from tests.web.earned_rewards import (
    NOTE,
    PAGE,
    STEP,
    YEAR,
    SignIn,
    file_of,
    schools_of,
    text_at,
    text_of,
)

key = earned_rewards.key
now = earned_rewards.now
office = earned_rewards.office
proposed = earned_rewards.proposed


def test_every_colour_that_a_school_has_counts(now: dict[str, Earned]) -> None:
    for code, one in now.items():
        own = set()
        for test, grade in (("O-NET", "P6"), ("O-NET", "M3"), ("NT", "P3")):
            results = results_for(file_of(test, grade))
            for (school, subject), row in results.schools.items():
                if school != code or subject == "ALL" or row.rank is None or row.mean is None:
                    continue
                ranked = sum(r.rank is not None for r in results.of_subject(subject).values())
                own.add(four_colour(row.rank, ranked, int(row.mean.scaleb(4)), YEAR))
        own.discard(None)
        assert set(one.colours) == own
        worst = max(own, key=["green", "yellow", "black", "red"].index)
        assert one.reward is not None
        assert (
            one.reward.key
            == {
                "green": "aeroplane",
                "yellow": "coach",
                "black": "province",
                "red": "lunch",
            }[worst]
        )


def test_a_school_without_the_grade_simply_has_fewer_colours(now: dict[str, Earned]) -> None:
    assert {sat.grade for sat in now[school_code(0)].sat} <= {"P6", "M3", "P3"}
    assert {sat.grade for sat in now[school_code(10)].sat} == {"P6"}
    assert school_code(11) not in now


def test_few_pupils_count_and_are_told(director: Client, now: dict[str, Earned]) -> None:
    assert now[school_code(0)].sat[0].few
    assert not now[school_code(9)].sat[0].few
    row = text_at(director, PAGE).split(school_name(0))[1]
    assert "จำนวนน้อย นักเรียนไม่ถึง 5 คน: O-NET ป.6" in row[:400]


def test_the_page_lists_schools_by_reward_with_their_reason(
    director: Client, now: dict[str, Earned]
) -> None:
    response = director.get(PAGE)
    sections = {one.key: one for one in response.context["page"].sections}
    for key, section in sections.items():
        assert {row.school.code for row in section.rows} == set(schools_of(now, key))
    text = text_of(response)
    assert "O-NET ป.6 ฉบับที่ 1" in text
    assert "เรียงตามที่พิมพ์ไว้" in text
    assert "ไม่มีสีที่ประกาศแล้ว 1 โรงเรียน" in text
    assert [school.code for school in response.context["page"].without] == [school_code(11)]


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("director", {"proposed", "agreed"}),
        ("supervisor", {"proposed"}),
        ("planner", set()),
    ],
)
def test_each_role_is_offered_its_own_steps(
    sign_in: SignIn, office: Unit, now: dict[str, Earned], key: str, name: str, may: set[str]
) -> None:
    entry = now[schools_of(now, key)[0]].entry(schools_of(now, key)[0])
    propose_rewards(by="ผู้เสนอ", area=office, academic_year=YEAR, entries=[entry])
    page = sign_in(name).get(PAGE).content.decode()
    steps = set(re.findall(r'name="to" value="(\w+)"', page))
    assert steps == may
    assert ("/withdraw" in page) == ("proposed" in may)


def test_who_has_some_schools_sees_those(sign_in: SignIn, director: Client) -> None:
    page = sign_in("network-supervisor").get(PAGE)
    shown = {row.school.code for s in page.context["page"].sections for row in s.rows}
    assert shown <= {school_code(k) for k in range(0, 12, 2)}
    assert "แสดงเฉพาะโรงเรียนที่ท่านรับผิดชอบ" in text_of(page)
    assert "แสดงเฉพาะโรงเรียนที่ท่านรับผิดชอบ" not in text_at(director, PAGE)


def test_only_announced_results_count_and_the_page_says_what_is_not(
    director: Client, proposed: list[Reward], key: str
) -> None:
    withdraw_results(by="ก", file=file_of("NT", "P3"), reason="คะแนนผิด")
    text = text_at(director, PAGE)
    assert "NT ป.3 ยังไม่ประกาศ" in text
    assert "หลังเสนอ" in text
    rows = director.get(PAGE).context["page"]
    assert all(s.grade != "P3" for one in rows.asked.earned.values() for s in one.sat)
    assert "NT ป.3 ยังไม่ประกาศ" in text_at(director, f"{STEP}&reward={key}&to=proposed")
    for test, grade in (("O-NET", "P6"), ("O-NET", "M3")):
        withdraw_results(by="ก", file=file_of(test, grade), reason="คะแนนผิด")
    assert "ผลที่ใช้เสนอไม่ได้ประกาศอยู่แล้ว" in text_at(director, PAGE)


def test_a_newer_version_of_the_same_colours_is_told(
    director: Client, proposed: list[Reward]
) -> None:
    assert "มีผลฉบับใหม่หลังเสนอ" not in text_at(director, PAGE)
    file = file_of("NT", "P3")
    ScoreFile.objects.filter(pk=file.pk).update(version=7)
    assert "มีผลฉบับใหม่หลังเสนอ สีไม่เปลี่ยน" in text_at(director, PAGE)


def test_a_school_reads_of_its_reward_once_it_is_agreed(
    sign_in: SignIn, office: Unit, now: dict[str, Earned]
) -> None:
    code = school_code(0)
    panel = f"/learning/panels/rewards?school={code}&year={YEAR}"
    (made,) = propose_rewards(
        by="ก", area=office, academic_year=YEAR, entries=[now[code].entry(code)]
    )
    client = sign_in("school-director")
    name = made.reason["name"]
    assert name not in text_at(client, panel)
    assert "ยังไม่มีแรงจูงใจที่เห็นชอบแล้ว" in text_at(client, panel)
    agree_rewards(by="บ", area=office, rewards=[made.pk], on=date(2014, 5, 27), note=NOTE)
    told = text_at(client, panel)
    assert name in told
    assert NOTE in told
    assert panel in client.get(
        f"/learning/schools/{code}?year={YEAR}&test=O-NET&grade=P6"
    ).content.decode().replace("&amp;", "&")
    assert name not in text_at(client, panel.replace("2556", "2555"))
    assert client.get(panel.replace("2556", "x")).status_code == 200


@pytest.mark.parametrize("address", [PAGE, PAGE.replace("rewards?", "rewards.docx?")])
def test_pages_ask_as_often_whatever_they_hold(
    director: Client, office: Unit, now: dict[str, Earned], address: str
) -> None:
    director.get(address)
    counts = []
    for schools in (list(now)[:1], list(now)):
        entries = [now[school].entry(school) for school in schools]
        propose_rewards(by="ก", area=office, academic_year=YEAR, entries=entries)
        with CaptureQueriesContext(connection) as queries:
            assert director.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_a_year_that_is_not_there_is_said(director: Client) -> None:
    answer = director.get("/learning/rewards?year=2540")
    assert answer.status_code == 404
    assert "ปีการศึกษา 2556" in text_of(answer)
    assert director.get("/learning/rewards?year=๒๕๕๖").status_code == 200
