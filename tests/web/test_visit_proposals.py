"""Visits are proposed from data: picked, sent, wrong, and what an office weighs."""

import re
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from khet.records.learning.models import (
    Assignment,
    Finding,
    ScoreFile,
    Visit,
    VisitConflict,
    VisitPhoto,
    VisitRequest,
)
from khet.records.office.models import Evidence
from khet.records.registry.models import Event, Setting, Unit, UnitKind, User
from khet.rules.calendar import fiscal_year
from khet.rules.tables import SHIPPED
from tests.web.doors.visit_plan import ASSIGNED, REQUEST
from tests.web.planned_visits import FIRST, HERE, SignIn, faults_on, page_of, this_month, ticked_on

PROPOSAL = f"{HERE}/proposal"
COLOURED = "year=2556&test=NT&grade=P3&subject=ALL&colour=yellow"


def _forget_visits() -> None:
    for model in (Finding, VisitConflict, VisitPhoto, Visit):
        model.objects.all().delete()


def _picks(page: str) -> dict[str, str]:
    """What the form of a proposal would send as it stands."""
    sent: dict[str, str] = {"kind": "policy", "token": str(uuid4())}
    for code in re.findall(r'name="pick-(\d+)" checked', page):
        sent[f"pick-{code}"] = "on"
    for row in re.findall(r"<tr>.*?</tr>", page, re.S):
        for name in ("lead", "month"):
            found = re.search(rf'name="({name}-\d+)".*?</select>', row, re.S)
            chosen = found and re.search(r'value="([^"]*)" selected', found[0])
            if found:
                sent[found[1]] = chosen[1] if chosen else ""
    return sent


def test_a_proposal_becomes_a_draft_that_is_agreed_to(sign_in: SignIn) -> None:
    supervisor, director = sign_in("supervisor"), sign_in("director")
    _forget_visits()
    address = f"/proposal?{COLOURED}&first={this_month().key}"
    page = page_of(supervisor, address)
    sent = _picks(page)
    picked = [name for name in sent if name.startswith("pick-")]
    assert picked
    response = supervisor.post(f"{HERE}{address}", {**sent, "topics": "การอ่าน\nการอ่าน"})
    assert response.status_code == 302
    assert response.headers["Location"] == (
        f"{HERE}/?year={fiscal_year(timezone.localdate()).be}&month={this_month().key}"
    )
    made = list(Visit.objects.order_by("school__code"))
    assert {f"pick-{one.school.code}" for one in made} == set(picked)
    for one in made:
        assert (one.state, one.month, one.kind) == ("draft", this_month().first, "policy")
        assert one.lead.username == "network-supervisor"
        assert [topic.name for topic in one.topics.all()] == ["การอ่าน"]
    reasons = [reason["text"] for one in made for reason in one.reasons]
    assert any(
        text.startswith("สีเหลือง NT ป.3 ปีการศึกษา 2556 รวมทุกวิชา ไม่ผ่านร้อยละ") for text in reasons
    )
    agreed = director.post(*ticked_on(director, f"?month={this_month().key}"))
    assert agreed.status_code == 302
    assert set(Visit.objects.values_list("state", flat=True)) == {"planned"}
    kept = Evidence.objects.get(record_kind="learning.visit-plan")
    assert (kept.kind, kept.about_day) == ("แผน", this_month().first)
    assert f"เดือน{this_month().named()}" in kept.title
    assert Event.objects.filter(action="agree-visit").count() == len(made)


@pytest.mark.parametrize(("day", "month"), [(date(2027, 1, 24), 1), (date(2027, 1, 25), 2)])
def test_a_month_that_is_nearly_over_is_not_proposed_for(
    sign_in: SignIn, clock: Any, day: date, month: int
) -> None:
    clock.time = timezone.make_aware(datetime(day.year, day.month, day.day, 9))
    page = page_of(sign_in("supervisor"), "/proposal")
    chosen = re.search(r'name="first".*?value="([^"]*)" selected', page, re.S)
    assert chosen
    assert chosen[1] == f"2570-{month:02d}"


def test_ticks_are_taken_off_at_once_and_not_lost_silently(supervisor: Client) -> None:
    page = page_of(supervisor, "/proposal")
    assert 'data-tick=""' in page.split('id="proposal"')[1]
    assert re.search(r'<form class="sheet filters"[^>]* data-loses="[^"]+"', page)
    assert re.search(r'<form [^>]*id="proposal"[^>]* data-edits=""', page)


def test_what_is_sent_twice_is_kept_once(supervisor: Client) -> None:
    sent = _picks(page_of(supervisor, "/proposal"))
    before = Visit.objects.count()
    for _again in range(2):
        supervisor.post(PROPOSAL, sent)
    picked = sum(name.startswith("pick-") for name in sent)
    assert Visit.objects.count() == before + picked


def test_schools_of_a_colour_on_the_board_lead_to_their_proposal(supervisor: Client) -> None:
    board = supervisor.get(f"/learning/colours?{COLOURED}").content.decode()
    link = re.search(r'href="([^"]*/plan/proposal[^"]*)"', board)
    assert link
    page = supervisor.get(link[1].replace("&amp;", "&")).content.decode()
    on_board = set(re.findall(r"/learning/schools/(\d+)\?", board.split("<tbody>")[1]))
    assert set(re.findall(r'name="pick-(\d+)"', page)) == on_board != set()


def test_who_plans_nothing_has_no_button(sign_in: SignIn) -> None:
    for name in ("planner", "school-director"):
        page = sign_in(name).get("/learning/colours?year=2556").content.decode()
        assert "/plan/proposal" not in page


def test_a_network_supervisor_proposes_the_own_schools(sign_in: SignIn) -> None:
    page = page_of(sign_in("network-supervisor"), "/proposal")
    codes = set(re.findall(r'name="pick-(\d+)"', page))
    inside = Unit.objects.filter(kind=UnitKind.SCHOOL, placements__parent__code="N1")
    assert codes == set(inside.values_list("code", flat=True))
    client = sign_in("network-supervisor")
    other = "93020502"
    client.post(PROPOSAL, {"kind": "policy", f"pick-{other}": "on", "also": other})
    assert not Visit.objects.filter(school__code=other).exists()


def test_capacity_and_neighbours_are_kept(sign_in: SignIn) -> None:
    area = Unit.objects.get(kind=UnitKind.AREA)
    content = {**SHIPPED.of("supervision", 2570), "capacity": 2}
    Setting.objects.create(area=area, table="supervision", year=2560, content=content)
    _forget_visits()
    page = page_of(sign_in("supervisor"), f"/proposal?first={this_month().key}&months=2")
    sent = _picks(page)
    months = [sent[f"month-{name[5:]}"] for name in sent if name.startswith("pick-")]
    assert sorted(months) == [this_month().key] * 2 + [this_month().plus(1).key] * 2
    assert "ยังจัดไม่ได้" in page


def test_folded_rows_are_sent_and_opened_where_one_is_wrong(
    supervisor: Client, monkeypatch: Any
) -> None:
    page = page_of(supervisor, "/proposal")
    monkeypatch.setattr("khet.web.learning.visit_plan.picked._FIRST", 2)
    folded = page_of(supervisor, "/proposal")
    assert {**_picks(folded), "token": ""} == {**_picks(page), "token": ""}
    sent = _picks(folded)
    picked = [name[5:] for name in sent if name.startswith("pick-")]
    seen = re.findall(r'name="pick-(\d+)"', folded)[:2]
    rest = [code for code in picked if code not in seen]
    assert f"ในนั้นเลือกไว้ {len(rest)} แห่ง" in folded
    assert "<details open><summary>แสดงทั้งหมด" not in folded
    wrong = supervisor.post(PROPOSAL, {**sent, f"lead-{rest[0]}": ""}).content.decode()
    assert "<details open><summary>แสดงทั้งหมด" in wrong


def test_schools_without_results_and_few_pupils_are_told(sign_in: SignIn) -> None:
    page = page_of(sign_in("director"), "/proposal?year=2556&test=NT&grade=P3")
    assert "ไม่มีผลสอบ NT ป.3 รวมทุกวิชา" in page
    assert "น้อยกว่า 5 คน" in page
    row = next(r for r in re.findall(r"<tr>.*?</tr>", page, re.S) if f"pick-{FIRST}" in r)
    assert "สีแดง" not in row
    own = page_of(sign_in("supervisor"), "/proposal?year=2556&test=NT&grade=P3")
    row = next(r for r in re.findall(r"<tr>.*?</tr>", own, re.S) if f"pick-{FIRST}" in r)
    assert "น้อยกว่า 5 คน" not in row


def test_a_visit_keeps_nothing_of_few_pupils_or_of_what_is_not_announced(
    supervisor: Client,
) -> None:
    address = f"{PROPOSAL}?year=2556&test=NT&grade=P3"
    file = ScoreFile.objects.get(sitting__test="NT", current=True)
    ScoreFile.objects.filter(pk=file.pk).update(state=ScoreFile.State.CHECKED)
    lead = User.objects.get(username="supervisor").pk
    before = set(Visit.objects.values_list("pk", flat=True))
    sent = {"kind": "policy", "token": str(uuid4())}
    for code in (FIRST, "93020506"):
        sent |= {f"pick-{code}": "on", f"lead-{code}": lead, f"month-{code}": this_month().key}
    assert supervisor.post(address, sent).status_code == 302
    made = Visit.objects.exclude(pk__in=before)
    for one in made:
        told = [reason for reason in one.reasons if "NT" in reason["text"]]
        assert all(set(reason) == {"what", "text"} for reason in told), told
        assert all(reason["text"].startswith("ผลสอบ NT ป.3") for reason in told)
    few = made.get(school__code=FIRST)
    assert all("O-NET" not in r["text"] or set(r) == {"what", "text"} for r in few.reasons)
    assert few.reasons


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("lead", "", "เลือกผู้นิเทศ"),
        ("lead", "999", "เลือกผู้นิเทศ"),
        ("month", "2500-01", "เลือกเดือน"),
        ("day", "เมื่อวาน", "อ่านวันที่ไม่ได้"),
        ("day", "1 ม.ค. 2550", "ไม่อยู่ในเดือน"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_there(
    supervisor: Client, field: str, value: str, told: str
) -> None:
    sent = _picks(page_of(supervisor, "/proposal"))
    code = next(name[5:] for name in sent if name.startswith("pick-"))
    before = Visit.objects.count()
    response = supervisor.post(PROPOSAL, {**sent, f"{field}-{code}": value})
    page = response.content.decode()
    assert (response.status_code, Visit.objects.count()) == (200, before)
    assert any(told in fault for fault in faults_on(page))
    assert f'href="#{field}-{code}"' in page
    assert f"pick-{code}" in page


def test_a_proposal_without_a_school_is_refused(supervisor: Client) -> None:
    page = supervisor.post(PROPOSAL, {"kind": "policy"}).content.decode()
    assert "ยังไม่ได้เลือกโรงเรียน" in page
    page = supervisor.post(PROPOSAL, {"kind": "?", "topics": "ก" * 121}).content.decode()
    assert "เลือกจากรายการเท่านั้น" in page
    assert "ยาวได้ไม่เกิน 120 ตัวอักษร" in page


@pytest.mark.parametrize("asked", ["colour=pink", "first=2599-01", "months=99", "network=ไม่มี"])
def test_choices_that_are_not_there(supervisor: Client, asked: str) -> None:
    assert supervisor.get(f"{PROPOSAL}?{asked}").status_code == 404
    assert supervisor.get(f"{PROPOSAL}?of=2556|NT|P9|").status_code == 404


def test_another_test_drops_the_subject_that_it_has_not(supervisor: Client) -> None:
    page = page_of(supervisor, "/proposal?of=2556|NT|P3|&subject=english")
    assert 'value="2556|NT|P3|" selected' in page


def test_without_results_a_plan_is_still_proposed(supervisor: Client) -> None:
    ScoreFile.objects.all().update(current=False)
    page = page_of(supervisor, f"/proposal?first={this_month().key}&months=3")
    assert "ยังไม่มีผลสอบในระบบ" in page
    assert "ยังไม่เคยนิเทศ" in page


def test_a_supervisor_who_left_leads_no_proposal(supervisor: Client) -> None:
    User.objects.filter(username="network-supervisor").update(is_active=False)
    assert 'name="pick-93020501" checked' not in page_of(supervisor, "/proposal")
    assert "ยังไม่มีศึกษานิเทศก์ผู้รับผิดชอบ" in page_of(supervisor, "/assignments")
    assert Assignment.objects.get(pk=ASSIGNED).until is None


def test_a_request_is_planned_by_a_proposal_of_its_kind(supervisor: Client) -> None:
    sent = {**_picks(page_of(supervisor, "/proposal")), "kind": "request"}
    lead = User.objects.get(username="supervisor").pk
    sent |= {f"pick-{FIRST}": "on", f"lead-{FIRST}": lead, f"month-{FIRST}": this_month().key}
    supervisor.post(PROPOSAL, sent)
    assert VisitRequest.objects.get(pk=REQUEST).state == "planned"
    assert Visit.objects.get(request=REQUEST).school.code == FIRST


def _weights(**more: str) -> dict[str, str]:
    table = SHIPPED.of("supervision", 2570)
    points = {f"points-{name}": str(value) for name, value in table["points"].items()}
    plain = {name: str(table[name]) for name in ("capacity", "per_day", "unvisited_days")}
    start = {"year": "2560", "reason": "มติที่ประชุม", "seen": "0", "confirm": "1"}
    return {**plain, **points, **start, **more}


def test_an_office_sets_weights_and_capacity(sign_in: SignIn) -> None:
    admin, address = sign_in("administrator"), "/settings/supervision/change"
    assert admin.post(address, _weights(capacity="๓")).status_code == 302
    assert "คนละไม่เกิน 3 แห่งต่อเดือน" in page_of(sign_in("supervisor"), "/proposal")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("capacity", "0", "ใส่จำนวน 1 ถึง 200"),
        ("per_day", "11", "ใส่จำนวน 1 ถึง 10"),
        ("unvisited_days", "นาน", "ใส่จำนวนเต็ม"),
        ("points-days_each", "0", "ตั้งแต่ 1"),
        ("points-never", "5", "ต้องได้ไม่น้อยกว่า"),
    ],
)
def test_weights_that_make_no_sense_are_refused(
    sign_in: SignIn, field: str, value: str, told: str
) -> None:
    response = sign_in("administrator").post(
        "/settings/supervision/change", _weights(**{field: value})
    )
    assert response.status_code == 200
    assert told in response.content.decode()
    assert not Setting.objects.filter(table="supervision").exists()
