"""Rewards for colours: who earns which; proposed, agreed and given; what is told when it fails."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from khet.jobs.demo.rewards import decide_rewards
from khet.jobs.school_rewards import Earned, earned, sat_of_reason
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import (
    RewardMovedError,
    agree_rewards,
    give_rewards,
    propose_rewards,
    withdraw_results,
    withdraw_reward,
)
from khet.records.learning.models import Reward, ScoreFile
from khet.records.learning.queries import current_score_files
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Event, Unit, UnitKind
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import thai_date
from khet.rules.colours import four_colour
from khet.rules.tables import SHIPPED
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
YEAR = 2556
PAGE = f"/learning/rewards?year={YEAR}"
STEP = f"/learning/rewards/step?year={YEAR}"
NOTE = "มติที่ประชุม 5/2557"
TODAY = timezone.localdate


@pytest.fixture
def office(area: None) -> Unit:
    return Unit.objects.get(kind=UnitKind.AREA)


@pytest.fixture
def now(office: Unit) -> dict[str, Earned]:
    """What the announced colours earn each school."""
    return earned(current_score_files(office, announced=True), YEAR, office_tables(office))


def _rows(now: dict[str, Earned], key: str) -> list[str]:
    return [school for school, one in now.items() if one.reward and one.reward.key == key]


@pytest.fixture
def key(now: dict[str, Earned]) -> str:
    """A reward that several schools earn."""
    keys = [one.reward.key for one in now.values() if one.reward]
    best = max(sorted(set(keys)), key=keys.count)
    assert keys.count(best) > 2
    return best


@pytest.fixture
def proposed(office: Unit, now: dict[str, Earned], key: str) -> list[Reward]:
    entries = [now[school].entry(school) for school in _rows(now, key)]
    return propose_rewards(by="ผู้เสนอ", area=office, academic_year=YEAR, entries=entries)


def _text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _said(client: Client, address: str) -> str:
    return _text(client.get(address))


def _send(client: Client, key: str, to: str, schools: list[str], **said: str) -> HttpResponse:
    return client.post(f"{STEP}&reward={key}&to={to}", {"school": schools, **said})


def _file(test: str, grade: str) -> ScoreFile:
    return ScoreFile.objects.select_related("sitting__area").get(
        sitting__academic_year=YEAR, sitting__test=test, sitting__grade=grade, current=True
    )


def test_every_colour_that_a_school_has_counts(now: dict[str, Earned]) -> None:
    for code, one in now.items():
        own = set()
        for test, grade in (("O-NET", "P6"), ("O-NET", "M3"), ("NT", "P3")):
            results = results_for(_file(test, grade))
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
    row = _said(director, PAGE).split(school_name(0))[1]
    assert "จำนวนน้อย นักเรียนไม่ถึง 5 คน: O-NET ป.6" in row[:400]


def test_the_page_lists_schools_by_reward_with_their_reason(
    director: Client, now: dict[str, Earned]
) -> None:
    response = director.get(PAGE)
    sections = {one.key: one for one in response.context["page"].sections}
    for key, section in sections.items():
        assert {row.school.code for row in section.rows} == set(_rows(now, key))
    text = _text(response)
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
    entry = now[_rows(now, key)[0]].entry(_rows(now, key)[0])
    propose_rewards(by="ผู้เสนอ", area=office, academic_year=YEAR, entries=[entry])
    page = sign_in(name).get(PAGE).content.decode()
    steps = set(re.findall(r'name="to" value="(\w+)"', page))
    assert steps == may
    assert ("/withdraw" in page) == ("proposed" in may)


def test_who_has_some_schools_sees_those(sign_in: SignIn, director: Client) -> None:
    page = sign_in("network-supervisor").get(PAGE)
    shown = {row.school.code for s in page.context["page"].sections for row in s.rows}
    assert shown <= {school_code(k) for k in range(0, 12, 2)}
    assert "แสดงเฉพาะโรงเรียนที่ท่านรับผิดชอบ" in _text(page)
    assert "แสดงเฉพาะโรงเรียนที่ท่านรับผิดชอบ" not in _said(director, PAGE)


def test_some_or_all_are_proposed_with_their_colours(
    director: Client, now: dict[str, Earned], key: str
) -> None:
    first, *others = _rows(now, key)
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
    assert "เสนอแล้ว" in _text(
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
    assert "ให้แล้ว 28 พฤษภาคม 2557" in _said(director, PAGE)
    told = Event.objects.filter(kind="learning.reward", action__in=("agree-reward", "give-reward"))
    assert [event.after["day"] for event in told.order_by("pk")] == ["2014-05-27", "2014-05-28"]
    page = _said(director, "/registry/events/?action=agree-reward")
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
    assert told in _text(page)
    assert said["on"] in page.content.decode()
    assert not Reward.objects.filter(state="agreed").exists()


def test_a_day_that_has_not_come_is_refused(
    director: Client, proposed: list[Reward], key: str
) -> None:
    tomorrow = thai_date(TODAY() + timedelta(days=1))
    page = _send(director, key, "agreed", [proposed[0].school.code], on=tomorrow, note=NOTE)
    assert "วันที่ยังมาไม่ถึง" in _text(page)


def test_given_before_agreed_is_refused(
    director: Client, office: Unit, proposed: list[Reward], key: str
) -> None:
    school = proposed[0].school.code
    page = _send(director, key, "given", [school], on="27/5/2557", note="ให้")
    assert f"{proposed[0].school.name} ทำขั้นนี้ไม่ได้แล้ว" in _text(page)
    agree_rewards(by="บอร์ด", area=office, rewards=[proposed[0].pk], on=date(2014, 5, 27), note=NOTE)
    page = _send(director, key, "given", [school], on="26/5/2557", note="ให้")
    assert "ต้องไม่มาก่อนวันที่เห็นชอบ คือ 27 พฤษภาคม 2557" in _text(page)
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
    assert f"{proposed[0].school.name} ทำขั้นนี้ไม่ได้แล้ว" in _text(page)
    asked = _said(director, f"{STEP}&reward={key}&to=agreed&school={'&school='.join(codes)}")
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
    assert "มีผู้อื่นทำรายการนี้ไปก่อน" in _text(page)
    assert NOTE in page.content.decode()


def test_nothing_chosen_is_told(director: Client, key: str) -> None:
    assert "ไม่มีโรงเรียนที่ทำขั้นนี้ได้" in _text(_send(director, key, "proposed", []))
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
    assert "เขียนเหตุผลสั้น ๆ" in _text(director.post(address, {"reason": " "}))
    assert director.post(address, {"reason": "เสนอผิด"}).status_code == 302
    assert not Reward.objects.filter(pk=first.pk).exists()
    event = Event.objects.get(action="withdraw-reward")
    assert event.after == {"school": str(first.school), "reason": "เสนอผิด"}
    assert director.get(address).status_code == 404
    agree_rewards(by="บ", area=office, rewards=[second.pk], on=date(2014, 5, 27), note=NOTE)
    address = f"/learning/rewards/{second.pk}/withdraw"
    assert "เห็นชอบแล้ว จึงถอนไม่ได้" in _said(director, address)
    assert "มีผู้เห็นชอบหรือถอนไปก่อนแล้ว" in _text(director.post(address, {"reason": "ลอง"}))
    assert Reward.objects.filter(pk=second.pk).exists()


def test_only_announced_results_count_and_the_page_says_what_is_not(
    director: Client, proposed: list[Reward], key: str
) -> None:
    withdraw_results(by="ก", file=_file("NT", "P3"), reason="คะแนนผิด")
    text = _said(director, PAGE)
    assert "NT ป.3 ยังไม่ประกาศ" in text
    assert "หลังเสนอ" in text
    rows = director.get(PAGE).context["page"]
    assert all(s.grade != "P3" for one in rows.asked.earned.values() for s in one.sat)
    assert "NT ป.3 ยังไม่ประกาศ" in _said(director, f"{STEP}&reward={key}&to=proposed")
    for test, grade in (("O-NET", "P6"), ("O-NET", "M3")):
        withdraw_results(by="ก", file=_file(test, grade), reason="คะแนนผิด")
    assert "ผลที่ใช้เสนอไม่ได้ประกาศอยู่แล้ว" in _said(director, PAGE)


def test_a_newer_version_of_the_same_colours_is_told(
    director: Client, proposed: list[Reward]
) -> None:
    assert "มีผลฉบับใหม่หลังเสนอ" not in _said(director, PAGE)
    file = _file("NT", "P3")
    ScoreFile.objects.filter(pk=file.pk).update(version=7)
    assert "มีผลฉบับใหม่หลังเสนอ สีไม่เปลี่ยน" in _said(director, PAGE)


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
    text = _text(response)
    assert "ดูงานต่างภาค" in text
    assert f"ไม่เข้าเกณฑ์ใด {len(mixed)} โรงเรียน" in text


def test_the_preview_of_another_table_says_how_many_schools_it_moves(
    sign_in: SignIn, now: dict[str, Earned]
) -> None:
    client = sign_in("administrator")
    address = f"/settings/rewards/change?year={YEAR}"
    drawn = {field.name: field.value() for field in client.get(address).context["form"]}
    sent = {**drawn, "reason": "มติ", "reward-0-colours": "เขียว, เหลือง, แดง, ดำ"}
    wrong = _text(client.post(address, sent))
    assert "สีเหล่านี้ได้แรงจูงใจก่อนหน้าทั้งหมดแล้ว" in wrong
    assert "ไม่มีสี “ม่วง”" in _text(client.post(address, {**sent, "reward-0-colours": "ม่วง"}))
    others = {f"reward-{place}-colours": "" for place in (1, 2, 3)}
    preview = _text(client.post(address, {**sent, **others}))
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
    results = results_for(_file("O-NET", "P6"))
    for code, one in page.asked.earned.items():
        assert set(one.sat[0].colours) == {"ALL"}
        if scheme == "five" and one.sat[0].grade == "P6":
            assert one.sat[0].colours["ALL"] == results.schools[code, "ALL"].colour
    assert {sat.test for one in page.asked.earned.values() for sat in one.sat} == {"O-NET"}


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
    assert name not in _said(client, panel)
    assert "ยังไม่มีแรงจูงใจที่เห็นชอบแล้ว" in _said(client, panel)
    agree_rewards(by="บ", area=office, rewards=[made.pk], on=date(2014, 5, 27), note=NOTE)
    told = _said(client, panel)
    assert name in told
    assert NOTE in told
    assert panel in client.get(
        f"/learning/schools/{code}?year={YEAR}&test=O-NET&grade=P6"
    ).content.decode().replace("&amp;", "&")
    assert name not in _said(client, panel.replace("2556", "2555"))
    assert client.get(panel.replace("2556", "x")).status_code == 200


def test_the_workbook_has_every_school_with_its_reason(
    director: Client, office: Unit, now: dict[str, Earned], proposed: list[Reward]
) -> None:
    agree_rewards(by="บ", area=office, rewards=[proposed[-1].pk], on=date(2014, 5, 27), note=NOTE)
    body = director.get(f"/learning/rewards.xlsx?year={YEAR}").content
    rows = [list(row) for row in load_workbook(BytesIO(body)).active.values]
    head = next(place for place, row in enumerate(rows) if row[1] == "รหัสโรงเรียน")
    listed = {row[1]: dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :] if row[1]}
    assert set(listed) == set(now)
    told = listed[proposed[-1].school.code]
    assert told["แรงจูงใจ"] == proposed[-1].reason["name"]
    assert (told["มติ"], told["วันที่เห็นชอบ"]) == (NOTE, "27 พฤษภาคม 2557")
    assert "O-NET ป.6 ฉบับที่ 1" in told["ผลที่ใช้"]
    assert "O-NET ป.6" in told["รายวิชา"]
    others = {row["สถานะ"] for code, row in listed.items() if now[code].reward is None}
    assert others <= {"ยังไม่เสนอ"}


def test_the_paper_has_who_is_proposed_in_thai(
    director: Client, proposed: list[Reward], key: str
) -> None:
    director.post("/language", {"language": "en", "next": "/"})
    answer = director.get(f"/learning/rewards.docx?year={YEAR}&digits=arabic")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rewards-2556.docx"'
    made = Document(BytesIO(answer.content))
    (table,) = made.tables
    assert [row.cells[1].text for row in table.rows][1:] == [
        row.school.name for row in sorted(proposed, key=lambda row: row.school.sort_key)
    ]
    assert "O-NET ป.6 ฉบับที่ 1" in table.rows[1].cells[3].text
    assert table.rows[1].cells[4].text == f"เสนอ {thai_date(TODAY(), short=True)}"
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert "ปีการศึกษา 2556" in texts
    assert "(ผู้ทดสอบ)" in texts
    again = director.get(f"/learning/rewards.docx?year={YEAR}&digits=arabic").content
    assert again == answer.content
    thai = Document(BytesIO(director.get(f"/learning/rewards.docx?year={YEAR}").content))
    assert "ปีการศึกษา ๒๕๕๖" in [paragraph.text for paragraph in thai.paragraphs]


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


def test_a_year_that_is_not_there_is_said(director: Client) -> None:
    answer = director.get("/learning/rewards?year=2540")
    assert answer.status_code == 404
    assert "ปีการศึกษา 2556" in _text(answer)
    assert director.get("/learning/rewards?year=๒๕๕๖").status_code == 200


def test_the_demonstration_proposes_and_agrees(office: Unit) -> None:
    decide_rewards(by="ก", area=office, year=YEAR, on=date(2014, 5, 27))
    states = list(Reward.objects.filter(academic_year=YEAR).values_list("state", flat=True))
    assert states.count("agreed") == 1
