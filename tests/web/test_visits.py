"""Pages of visits: the way of one to its end, texts that cross, lists, panels, papers."""

import html
import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from khet.jobs.evidence_files import keep, take_in
from khet.records.learning.actions.assignments import AssignmentEntry, assign
from khet.records.learning.actions.visit_photos import add_photo, keep_photo
from khet.records.learning.actions.visit_plan import PlanEntry, plan_visits
from khet.records.learning.actions.visit_records import (
    FindingEntry,
    Looked,
    VisitRecord,
    record_visit,
)
from khet.records.learning.actions.visit_steps import tell_school
from khet.records.learning.models import Visit, VisitConflict
from khet.records.office.actions.duties import finish_duty
from khet.records.office.actions.evidence import EvidenceEntry
from khet.records.office.actions.search import Seen
from khet.records.office.models import Duty, Evidence
from khet.records.office.queries.calendar import due_of
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.models import Placement, Unit, UnitKind, User
from khet.rules.calendar import thai_date
from khet.rules.deadlines import ANSWER_VISIT
from khet.rules.months import month_of
from tests.made_area import school_code, school_name
from tests.web.doors.visits import ANSWERED, CONFLICT, DONE, PLANNED, TOLD

SignIn = Callable[..., Client]
HERE = "/learning/visits"
MOST_QUERIES = 15
OWN = school_code(0)


def _today() -> date:
    return timezone.localdate()


def _page(client: Client, address: str) -> str:
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def _user(name: str) -> User:
    return User.objects.get(username=name)


def _plan(school: int = 0, **more: Any) -> Visit:
    unit = Unit.objects.get(kind=UnitKind.SCHOOL, code=school_code(school))
    given = {"lead": _user("supervisor"), "month": month_of(_today()), **more}
    entry = PlanEntry(unit, kind=Visit.Kind.POLICY, topics=["การอ่าน"], uuid=uuid4(), **given)
    area = Unit.objects.get(kind=UnitKind.AREA)
    return plan_visits(by="ทดสอบ", area=area, entries=[entry], draft=False)[0]


def _record(visit: Visit, *findings: FindingEntry, day: date | None = None, **more: Any) -> None:
    said = {"topics": ["การอ่าน"], "strengths": "มีมุมอ่าน", "advice": "ฝึกอ่านทุกเช้า", "level": 4}
    record = VisitRecord(day or _today(), findings=findings, **{**said, **more})
    record_visit(by=_user("supervisor"), visit=visit, record=record, base=0, at=timezone.now())


def _found(days: int = 14, text: str = "ป.1 อ่านไม่ออก") -> FindingEntry:
    return FindingEntry(uuid4(), text, f"สอนเสริม {text}", _today() + timedelta(days))


def _told(*findings: FindingEntry, school: int = 0, **more: Any) -> Visit:
    visit = _plan(school, **more)
    _record(visit, *findings)
    now = timezone.now()
    tell_school(by="ศน.", visit=visit, today=timezone.localdate(now), at=now)
    return Visit.objects.get(pk=visit.pk)


def _main(page: str) -> list[str]:
    """The main buttons of a page's own part."""
    inside = page.split("<main", 1)[1].split("</main>")[0]
    return re.findall(r'<(?:a|button) class="button"[^>]*>([^<]*)<', inside)


def test_a_visit_goes_from_its_record_to_its_end(sign_in: SignIn) -> None:
    office, head = sign_in("network-supervisor"), sign_in("school-director")
    visit = _plan()
    at = f"/{visit.pk}"
    page = _page(office, at)
    assert (_main(page), f"{HERE}/plan/{visit.pk}/cancel" in page) == (["บันทึกผล"], True)
    assert _main(_page(head, at)) == []
    _record(visit, _found())
    assert _main(_page(office, at)) == ["แจ้งโรงเรียน"]
    assert "แก้ไขข้อค้นพบ 1 ข้อ" in _page(office, f"{at}/tell")
    office.post(f"{HERE}{at}/tell")
    assert _main(_page(head, at)) == ["รับทราบ"]
    assert _main(_page(office, at)) == []
    head.post(f"{HERE}{at}/acknowledge")
    assert _main(_page(head, at)) == ["ตอบผลการนิเทศ"]
    sent = head.post(f"{HERE}{at}/answer", {"answer": "จะสอนเสริมทุกวัน"})
    assert sent.headers["Location"] == f"{HERE}{at}"
    assert _main(_page(head, at)) == ["ส่งการแก้ไข"]
    waits = _page(office, at)
    assert (_main(waits), "รอโรงเรียนแก้ไขข้อค้นพบ 1 ข้อ" in waits) == ([], True)
    duty = visit.findings.get().duty
    finish_duty(by=_user("school-director"), duty=duty, at=timezone.now())
    page = _page(office, at)
    assert _main(page) == ["ตรวจสิ่งที่โรงเรียนส่ง"]
    assert f"/office/duties/{duty.pk}" in page
    office.post(f"/office/duties/{duty.pk}/accept")
    assert _main(_page(office, at)) == ["ปิดการนิเทศ"]
    office.post(f"{HERE}{at}/close")
    page = _page(head, at)
    assert (_main(page), "ปิดแล้ว" in page, "จะสอนเสริมทุกวัน" in page) == ([], True, True)
    assert Visit.objects.get(pk=visit.pk).state == "closed"


def test_who_led_a_visit_to_a_school_of_others_does_not_check_for_it(sign_in: SignIn) -> None:
    visit = _told(_found(), school=5, lead=_user("network-supervisor"))
    finish_duty(by="ผอ.", duty=visit.findings.get().duty, at=timezone.now())
    assert _main(_page(sign_in("network-supervisor"), f"/{visit.pk}")) == []
    assert _main(_page(sign_in("supervisor"), f"/{visit.pk}")) == ["ตรวจสิ่งที่โรงเรียนส่ง"]


def test_why_it_was_planned_is_for_who_visits(sign_in: SignIn) -> None:
    visit = _plan(
        reasons=[{"what": "never", "text": "ยังไม่เคยนิเทศ"}, {"what": "note", "text": "ไปเช้า"}]
    )
    assert "ยังไม่เคยนิเทศ · ไปเช้า" in _page(sign_in("supervisor"), f"/{visit.pk}")
    assert "ยังไม่เคยนิเทศ" not in _page(sign_in("school-director"), f"/{visit.pk}")


def test_what_is_open_keeps_a_visit_open(sign_in: SignIn) -> None:
    visit = _told(_found())
    sign_in("school-director").post(f"{HERE}/{visit.pk}/answer", {"answer": "จะทำ"})
    refused = sign_in("supervisor").post(f"{HERE}/{visit.pk}/close").content.decode()
    assert "ยังมีข้อค้นพบที่ไม่ปิด 1 ข้อ" in refused
    assert Visit.objects.get(pk=visit.pk).state == "answered"


@pytest.mark.parametrize(
    ("step", "told"),
    [("tell", "แจ้งโรงเรียนแล้ว"), ("close", "แจ้งโรงเรียนแล้ว")],
)
def test_a_step_that_has_gone_by_is_refused_with_the_state(
    sign_in: SignIn, step: str, told: str
) -> None:
    page = sign_in("supervisor").post(f"{HERE}/{TOLD}/{step}").content.decode()
    assert f"การนิเทศอยู่ในสถานะ “{told}”" in html.unescape(page)


def test_who_is_acting_answers_for_the_school(sign_in: SignIn) -> None:
    visit = _told()
    teacher = sign_in("teacher")
    assert teacher.get(f"{HERE}/{visit.pk}").status_code == 403
    entry = RoleEntry("school-director", visit.school, _today(), acting=True)
    give_role(by="ทดสอบ", user=_user("teacher"), entry=entry)
    assert _main(_page(teacher, f"/{visit.pk}")) == ["รับทราบ"]
    teacher.post(f"{HERE}/{visit.pk}/answer", {"answer": "รักษาการรับทราบ"})
    assert Visit.objects.get(pk=visit.pk).answer == "รักษาการรับทราบ"


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({"answer": " "}, "answer", "เขียนว่าโรงเรียนเห็นอย่างไร"),
        ({"answer": "ก" * 4001}, "answer", "เขียนได้ไม่เกิน 4000"),
    ],
)
def test_an_answer_is_refused_at_its_field(
    sign_in: SignIn, given: dict[str, str], field: str, told: str
) -> None:
    page = sign_in("school-director").post(f"{HERE}/{TOLD}/answer", given).content.decode()
    assert told in _fault(page, field)
    assert given["answer"].strip() in page


def _fault(page: str, field: str) -> str:
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""


@pytest.mark.parametrize(
    ("given", "field", "told"),
    [
        ({}, "how", "เลือกวิธีติดตามซ้ำ"),
        ({"how": "again"}, "day", "ใส่วันที่จะไปนิเทศอีกครั้ง"),
        ({"how": "again", "day": "16 พ.ค. 2556"}, "day", "ผ่านไปแล้ว"),
        ({"how": "again", "day": "๑๖/๕/๒๗๐๐"}, "day", "ไกลเกินหนึ่งปี"),
        ({"how": "again", "day": "วันไหนก็ได้"}, "day", "อ่านวันที่ไม่ได้"),
        ({"how": "note"}, "note", "เขียนว่าติดตามอย่างไร"),
        ({"how": "note", "note": "ก" * 301}, "note", "เขียนได้ไม่เกิน 300"),
    ],
)
def test_a_follow_up_is_refused_at_its_field(
    sign_in: SignIn, given: dict[str, str], field: str, told: str
) -> None:
    page = sign_in("supervisor").post(f"{HERE}/{TOLD}/follow-up", given).content.decode()
    assert told in _fault(page, field)
    assert given.get("day", "") in page


def test_a_follow_up_is_another_visit_or_a_note(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), _told()
    day = _today() + timedelta(7)
    given = {"how": "again", "day": thai_date(day, short=True)}
    sent = supervisor.post(f"{HERE}/{visit.pk}/follow-up", given)
    made = Visit.objects.get(follows=visit)
    assert sent.headers["Location"] == f"{HERE}/{made.pk}"
    assert (made.planned_on, made.state, made.lead) == (day, "planned", _user("supervisor"))
    assert "การนิเทศครั้งก่อน" in _page(supervisor, f"/{made.pk}")
    assert f"{HERE}/{made.pk}" in _page(supervisor, f"/{visit.pk}")
    supervisor.post(f"{HERE}/{visit.pk}/follow-up", {"how": "note", "note": "โทรถามแล้ว"})
    page = _page(supervisor, f"/{visit.pk}")
    assert ("โทรถามแล้ว" in page, _main(page)) == (True, ["ปิดการนิเทศ"])


def test_two_texts_stand_beside_each_other_until_one_is_chosen(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), _plan()
    _record(visit, advice="ของเครื่องแรก")
    _record(visit, _found(), advice="ของเครื่องที่สอง")
    conflict = VisitConflict.objects.get(visit=visit)
    page = _page(supervisor, f"/{visit.pk}")
    assert _main(page) == ["เลือกข้อความที่จะใช้"]
    at = f"/{visit.pk}/conflicts/{conflict.pk}"
    both = _page(supervisor, at)
    assert ("ของเครื่องแรก" in both, "ของเครื่องที่สอง" in both) == (True, True)
    assert "เลือกฉบับที่จะใช้" in supervisor.post(f"{HERE}{at}").content.decode()
    supervisor.post(f"{HERE}{at}", {"use": "late"})
    kept = Visit.objects.get(pk=visit.pk)
    assert (kept.advice, kept.findings.count()) == ("ของเครื่องที่สอง", 1)
    again = _page(supervisor, at)
    assert ("ของเครื่องแรก" in again, "เลือกใช้ฉบับที่ส่งมาทีหลังแล้ว" in again) == (True, True)
    assert _main(_page(supervisor, f"/{visit.pk}")) == ["แจ้งโรงเรียน"]


def test_a_text_that_comes_after_the_school_was_told_can_only_be_read(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), _told()
    _record(visit, advice="ช้าไป")
    conflict = VisitConflict.objects.get(visit=visit)
    at = f"{HERE}/{visit.pk}/conflicts/{conflict.pk}"
    page = supervisor.get(at).content.decode()
    assert ("แจ้งโรงเรียนแล้ว จึงใช้ฉบับที่ส่งมาทีหลังไม่ได้" in page, 'value="late"' in page) == (True, False)
    supervisor.post(at, {"use": "late"})
    assert VisitConflict.objects.get(pk=conflict.pk).settled_at is None
    supervisor.post(at, {"use": "kept"})
    assert Visit.objects.get(pk=visit.pk).advice == "ฝึกอ่านทุกเช้า"


def test_a_conflict_of_another_visit_is_not_here(sign_in: SignIn) -> None:
    assert sign_in("supervisor").get(f"{HERE}/{TOLD}/conflicts/{CONFLICT}").status_code == 404
    assert sign_in("supervisor").get(f"{HERE}/99999999").status_code == 404


def test_earlier_findings_stand_with_what_was_seen_of_them(sign_in: SignIn) -> None:
    first = _told(mended := _found(text="ป้าย"), still := _found(text="ห้องสมุด"))
    later = _plan(follows=first)
    looked = [Looked(mended.uuid, True, "ติดแล้ว"), Looked(still.uuid, False)]
    _record(later, looked=looked)
    page = _page(sign_in("supervisor"), f"/{later.pk}")
    assert re.search(r"สอนเสริม ป้าย</a> <span class=\"quiet\">ติดแล้ว</span></span><b>แก้ไขแล้ว", page)
    assert re.search(r"สอนเสริม ห้องสมุด</a></span><b>ยังไม่แก้ไข", page)


def test_evidence_of_a_finding_stands_on_the_visit_for_who_may_see_it(sign_in: SignIn) -> None:
    visit = _told(_found())
    duty = visit.findings.get().duty
    head = sign_in("school-director")
    file = io.BytesIO("บัญชีคำพื้นฐาน".encode())
    file.name = "เสริม.txt"
    head.post(f"/office/duties/{duty.pk}/finish", {"file": file, "note": "ทำแล้ว"})
    assert Duty.objects.get(pk=duty.pk).state == "done"
    for name, shown in (
        ("school-director", True),
        ("network-supervisor", True),
        ("planner", False),
    ):
        page = _page(sign_in(name), f"/{visit.pk}")
        assert ("/office/evidence/" in page.split('id="findings"')[1]) == shown, name


def test_the_answer_is_done_on_the_visits_page(sign_in: SignIn) -> None:
    visit, head = _told(), sign_in("school-director")
    duty = Duty.objects.get(rule="answer-visit", about_key=str(visit.pk))
    assert (
        f'href="{HERE}/{visit.pk}">ไปทำงานนี้'
        in head.get(f"/office/duties/{duty.pk}").content.decode()
    )
    listed = head.get("/office/duties/").content.decode()
    assert f'href="{HERE}/{visit.pk}">ไปทำงานนี้' in listed
    assert head.get(f"/office/duties/{duty.pk}/finish").status_code == 403
    head.post(f"{HERE}/{visit.pk}/answer", {"answer": "ทราบ"})
    assert Duty.objects.get(pk=duty.pk).state == "done"


def test_the_list_is_filtered_and_each_count_is_of_its_rows(sign_in: SignIn) -> None:
    supervisor = sign_in("supervisor")
    other = _told(_found(), school=5, lead=_user("network-supervisor"))
    _record(_plan(1), topics=["วิทยาการคำนวณ"])
    network = Unit.objects.get(kind=UnitKind.NETWORK, code="N1")
    lead = _user("network-supervisor").pk
    coming = Visit.objects.filter(state__in=["draft", "planned"])
    for query, n in {
        "": 6,
        "?state=coming": coming.count(),
        "?state=open": 6,
        "?state=done": 2,
        "?state=cancelled": 0,
        f"?school={school_name(5)}": 2,
        f"?school={school_code(5)}": 2,
        f"?network={network.pk}": 3,
        f"?lead={lead}": 1,
        "?topic=คำนวณ": 1,
        "?kind=online": 0,
        "?kind=policy": 6,
        "?year=2557": 4,
        "?year=2557&month=2": 4,
        "?year=2557&month=3": 0,
        "?state=coming&year=2557&month=2": coming.filter(month=date(2014, 2, 1)).count(),
        "?mine=1": 5,
    }.items():
        page = _page(supervisor, f"/list{query}")
        assert f"พบการนิเทศ {n} ครั้ง" in page, query
        assert len(re.findall(rf'scope="row" lang="th"><a href="{HERE}/\d+">', page)) == n, query
    assert f'href="{HERE}/{other.pk}#findings">1</a>' in _page(supervisor, "/list")


@pytest.mark.parametrize(
    "query", ["?state=gone", "?network=999", "?lead=x", "?year=1999", "?month=13"]
)
def test_what_is_no_choice_is_not_here(sign_in: SignIn, query: str) -> None:
    response = sign_in("supervisor").get(f"{HERE}/list{query}")
    assert response.status_code == 404
    assert "การนิเทศทั้งหมด" in response.content.decode()


def test_the_newest_comes_first_and_pages_turn(sign_in: SignIn) -> None:
    for back in range(21):
        _record(_plan(1), day=_today() - timedelta(back))
    page = _page(sign_in("supervisor"), f"/list?school={school_code(1)}")
    days = re.findall(r'data-label="วันที่หรือเดือน">([^<]*)<', page)
    assert days == [thai_date(_today() - timedelta(back), short=True) for back in range(20)]
    last = _page(sign_in("supervisor"), f"/list?school={school_code(1)}&page=2")
    assert thai_date(_today() - timedelta(20), short=True) in last


def test_a_school_sees_its_own_visits_once_told(sign_in: SignIn) -> None:
    page = _page(sign_in("school-director"), "/list")
    assert set(re.findall(rf'scope="row" lang="th"><a href="{HERE}/(\d+)">', page)) == {
        str(TOLD), str(ANSWERED),
    }  # fmt: skip
    assert 'name="school"' not in page
    assert str(PLANNED) in _page(sign_in("school-director"), "/list?state=coming")
    assert sign_in("school-director").get(f"{HERE}/{DONE}").status_code == 403


def test_the_workbook_has_the_rows_of_the_list(sign_in: SignIn) -> None:
    _told(_found(), school=1)
    answer = sign_in("supervisor").get(f"{HERE}/list.xlsx?school={school_code(1)}")
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert any(row[:1] == (school_name(1),) and row[6:8] == ("4 ดีมาก", 1) for row in rows)


def test_findings_are_listed_with_what_is_late(sign_in: SignIn) -> None:
    visit = _told(_found(text="ก"), _found(text="ข"), _found(text="ค"))
    duties = {one.text: one.duty for one in visit.findings.select_related("duty")}
    Duty.objects.filter(pk=duties["ก"].pk).update(due=_today() - timedelta(3))
    finish_duty(by="ผอ.", duty=duties["ข"], at=timezone.now())
    supervisor = sign_in("supervisor")
    for query, found in {
        "": ["ก", "ข", "ค"],
        "?state=late": ["ก"],
        "?state=sent": ["ข"],
        "?state=closed": [],
        f"?school={OWN}": ["ก", "ข", "ค"],
        f"?school={school_code(1)}": [],
        "?mine=1": ["ก", "ข", "ค"],
    }.items():
        page = _page(supervisor, f"/findings{query}")
        assert sorted(re.findall(r">สอนเสริม (.)</a>", page)) == found, query
        assert f"พบ {len(found)} ข้อ" in page
    assert "เกินกำหนด 3 วัน" in _page(supervisor, "/findings?state=late")
    assert "เกินกำหนด 3 วัน" in _page(sign_in("school-director"), "/findings")
    rows = supervisor.get(f"{HERE}/findings.xlsx?state=late").content
    assert "สอนเสริม ก" in {row[2] for row in openpyxl.load_workbook(io.BytesIO(rows)).active.values}


def test_the_panels_of_a_supervisor(sign_in: SignIn) -> None:
    supervisor, today = sign_in("supervisor"), _today()
    Visit.objects.filter(told_at__isnull=False).update(answered_at=timezone.now())
    planned = _plan(planned_on=today)
    undated = _plan(2)
    _told(school=5)
    Visit.objects.filter(school__code=school_code(5)).update(told_at=timezone.now() - timedelta(9))
    week = _page(supervisor, "/panels/week")
    assert f"{HERE}/{planned.pk}" in week
    assert f"{HERE}/record/{planned.uuid}" in week
    assert f"{HERE}/{undated.pk}" not in week
    assert "ยังไม่กำหนดวัน 2 ครั้ง" in week
    waiting = _page(supervisor, "/panels/unanswered")
    assert (school_name(5) in waiting, "แจ้งแล้ว 9 วัน" in waiting) == (True, True)
    own = _page(sign_in("network-supervisor"), "/panels/unanswered")
    assert "โรงเรียนตอบครบแล้ว" in own


def test_an_answer_is_awaited_by_who_led_or_looks_after_the_network(sign_in: SignIn) -> None:
    visit = _told(school=5, lead=_user("network-supervisor"))
    answer = Duty.objects.filter(rule="answer-visit", about_key=str(visit.pk))
    answer.update(due=_today() - timedelta(3))

    def told(name: str) -> tuple[bool, bool]:
        page = _page(sign_in(name), "/panels/unanswered")
        return f"{HERE}/{visit.pk}" in page, "เกินกำหนด 3 วัน" in page

    assert [told(name) for name in ("network-supervisor", "supervisor")] == [
        (True, True),
        (False, False),
    ]
    network = Placement.objects.get(child=visit.school, parent__kind=UnitKind.NETWORK).parent
    entry = AssignmentEntry(network, _user("supervisor"), "supervisor", _today())
    assign(by="ทดสอบ", area=visit.area, entry=entry)
    assert told("supervisor") == (True, True)


def test_a_school_is_not_told_of_a_follow_up_before_its_time(sign_in: SignIn) -> None:
    visit = _told()
    _record(later := _plan(follows=visit))
    shown = [
        f"{HERE}/{later.pk}" in _page(sign_in(name), f"/{visit.pk}")
        for name in ("school-director", "supervisor")
    ]
    assert shown == [False, True]


def test_homes_show_what_visits_ask_for(sign_in: SignIn) -> None:
    def shown(name: str) -> list[str]:
        home = sign_in(name).get("/").content.decode()
        return re.findall(r'hx-get="(/[a-z/-]*panels?[a-z/-]*)', home)

    for name in ("supervisor", "network-supervisor"):
        assert {f"{HERE}/panels/week", f"{HERE}/panels/unanswered"} <= set(shown(name)), name
    assert f"{HERE}/panels/advice" in shown("school-director")
    assert not [one for one in shown("director") if one.startswith(HERE)]
    assert not [one for one in shown("teacher") if one.startswith(HERE)]


def test_the_panel_of_a_school_shows_the_newest_and_counts_the_rest(sign_in: SignIn) -> None:
    for back in range(8):
        _record(_plan(1), _found(), day=_today() - timedelta(back))
    _told(_found(), school=1)
    page = _page(sign_in("supervisor"), f"/panels/school?school={school_code(1)}")
    assert len(re.findall(rf'href="{HERE}/\d+"', page)) == 5
    assert ("นิเทศแล้ว 9 ครั้ง" in page, "ข้อค้นพบที่ยังไม่ปิด 1 ข้อ" in page) == (True, True)
    assert "ยังไม่เคยนิเทศ" in _page(
        sign_in("network-chair"), f"/panels/school?school={school_code(1)}"
    )


def test_the_head_of_a_school_is_told_what_waits(sign_in: SignIn) -> None:
    visit, head = _told(_found()), sign_in("school-director")
    duty = visit.findings.get().duty
    page = _page(head, "/panels/advice")
    assert f"{HERE}/{visit.pk}/acknowledge" in page
    assert f"/office/duties/{duty.pk}" in page
    head.post(f"{HERE}/{visit.pk}/acknowledge")
    assert f"{HERE}/{visit.pk}/answer" in _page(head, "/panels/advice")
    head.post(f"{HERE}/{visit.pk}/answer", {"answer": "ทราบ"})
    assert f"{HERE}/{visit.pk}/answer" not in _page(head, "/panels/advice")


def test_papers_tell_of_visits_and_late_findings(sign_in: SignIn) -> None:
    _plan(2, planned_on=_today())
    visit = _told(_found())
    Duty.objects.filter(pk=visit.findings.get().duty.pk).update(due=_today() - timedelta(4))
    board = sign_in("director").get("/office/papers/board").content.decode()
    far = "/office/papers/board?day=1/1/2580"
    for page in (board, sign_in("director").get(far).content.decode()):
        told = re.sub(r"<[^>]+>|\s+", " ", html.unescape(page))
        assert "ข้อค้นพบจากการนิเทศเกินกำหนด 1 ข้อ" in told, "one day for all of the paper: today"
        assert re.search(r"เครือข่าย 1\s+1\s+4\s", told)
    lead = sign_in("supervisor")
    book = html.unescape(lead.get("/office/papers/hand-over").content.decode())
    assert "ข้อค้นพบที่ยังไม่ปิด 1 ข้อ" in book


def test_a_calendar_has_the_visits_of_its_days(sign_in: SignIn) -> None:
    visit = _plan(planned_on=_today())
    for name, of, shown in (
        ("supervisor", "mine", True),
        ("director", "office", True),
        ("director", "mine", False),
        ("school-director", "mine", True),
        ("clerk", "mine", False),
    ):
        page = sign_in(name).get(f"/office/calendar/?of={of}").content.decode()
        assert (f'href="{HERE}/{visit.pk}"' in page) == shown, (name, of)


def test_pictures_are_shown_to_who_may_see_their_evidence(sign_in: SignIn) -> None:
    visit = _told()
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    lead = _user("supervisor")
    seen = Seen(visit.area, visit.school, "unit", lead)
    entry = EvidenceEntry(seen, "ภาพถ่าย", "ห้องเรียน", _today())
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    kept = keep(by=lead, entry=entry, brought=brought)
    add_photo(by=lead, visit=visit, number=uuid4(), evidence=kept)
    for name, shown in (
        ("school-director", True),
        ("network-supervisor", True),
        ("planner", True),
    ):
        page = _page(sign_in(name), f"/{visit.pk}/photos")
        assert ("<img" in page, "ไม่มีสิทธิ์เห็น" in page) == (shown, not shown), name
    Evidence.objects.filter(pk=kept.pk).update(level="person")
    assert "ไม่มีสิทธิ์เห็น" in _page(sign_in("planner"), f"/{visit.pk}/photos")


def test_the_school_sees_the_pictures_of_a_visit_once_it_was_told(sign_in: SignIn) -> None:
    visit, head, lead = _plan(), sign_in("school-director"), sign_in("supervisor")
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    now, by = timezone.now(), _user("supervisor")
    photo = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    at = f"{HERE}/{visit.pk}/photos/{photo.pk}"
    evidence = f"/office/evidence/{photo.evidence_id}"
    assert "ไม่มีสิทธิ์เห็น" in _page(head, f"/{visit.pk}/photos")
    assert [one.get(at).status_code for one in (head, lead)] == [403, 200]
    _record(visit)
    assert head.get(at).status_code == 403
    tell_school(by=by, visit=visit, today=_today(), at=now)
    page = _page(head, f"/{visit.pk}/photos")
    assert f'href="{evidence}"' in page, "what it was told of is the school's own"
    assert (f'src="{at}"' in page, "ไม่มีสิทธิ์" in page) == (True, False)
    assert f'href="{evidence}"' in _page(lead, f"/{visit.pk}/photos")
    answer = head.get(at)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert sign_in("teacher").get(at).status_code == 403
    assert head.get(f"{HERE}/{TOLD}/photos/{photo.pk}").status_code == 404
    Evidence.objects.filter(pk=photo.evidence_id).update(level="person")
    assert [one.get(at).status_code for one in (head, lead)] == [403, 200]


@pytest.mark.parametrize("told", [False, True])
def test_who_sees_no_visits_finds_nothing_of_one_in_the_office(sign_in: SignIn, told: bool) -> None:
    visit, by, now = _plan(), _user("supervisor"), timezone.now()
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    photo = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    _record(visit)
    if told:
        tell_school(by=by, visit=visit, today=_today(), at=now)
    record = Evidence.objects.get(record_kind="learning.visit", record_key=str(visit.pk))
    kept = [f"/office/evidence/{one}" for one in (record.pk, photo.evidence_id)]
    page = f"{HERE}/{visit.pk}"
    closed = [*kept, f"{kept[1]}/1/file", page, f"{page}/photos/{photo.pk}"]
    lists = ("/office/evidence/?q=", "/office/search/?q=")
    for name, shown in (("clerk", False), ("supervisor", True)):
        client = sign_in(name)
        for at in closed:
            assert (client.get(at).status_code == 200) == shown, (name, at)
        listed = [client.get(f"{at}{visit.school}") for at in lists]
        assert [one.status_code for one in listed] == [200, 200]
        for one in listed:
            found = one.content.decode()
            assert any(f'href="{at}"' in found for at in kept) == shown, name
            assert (f"นิเทศ {visit.school}" in found) == shown, name


def test_the_school_is_not_told_while_two_texts_cross(sign_in: SignIn) -> None:
    visit, office = _plan(), sign_in("supervisor")
    _record(visit)
    assert thai_date(due_of(visit.area, ANSWER_VISIT, _today())) in _page(
        office, f"/{visit.pk}/tell"
    )
    _record(visit, advice="ของเครื่องที่สอง")
    page = html.unescape(office.post(f"{HERE}/{visit.pk}/tell").content.decode())
    assert "เลือกฉบับที่จะใช้ก่อน แล้วจึงแจ้งโรงเรียน" in page
    assert Visit.objects.get(pk=visit.pk).told_at is None
    VisitConflict.objects.filter(visit=visit).update(settled_at=timezone.now())
    assert office.post(f"{HERE}/{visit.pk}/tell").status_code == 302


def test_findings_begin_with_the_open_ones_and_can_all_be_listed(sign_in: SignIn) -> None:
    visit = _told(_found(text="ข้อที่ยังเปิด"), _found(text="ข้อที่ปิดแล้ว"))
    closed = visit.findings.get(text="ข้อที่ปิดแล้ว").duty
    Duty.objects.filter(pk=closed.pk).update(state=Duty.State.WAIVED)
    client = sign_in("supervisor")
    for query, shown in (("", [True, False]), ("?state=closed", [False, True])):
        page = _page(client, f"/findings{query}")
        assert [text in page for text in ("ข้อที่ยังเปิด", "ข้อที่ปิดแล้ว")] == shown
    assert "ข้อที่ยังเปิด" in (page := _page(client, "/findings?state=all"))
    assert "ข้อที่ปิดแล้ว" in page


def test_a_picture_tells_of_the_day_of_the_visit_or_of_today(sign_in: SignIn) -> None:
    visit, by, now = _plan(planned_on=_today() + timedelta(3)), _user("supervisor"), timezone.now()
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "JPEG")
    brought = take_in(SimpleUploadedFile("ห้องเรียน.jpg", file.getvalue()))
    early = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    assert early.evidence.about_day == _today()
    _record(visit, day=_today() - timedelta(1))
    late = keep_photo(by=by, visit=visit, number=uuid4(), brought=brought, at=now)
    assert late.evidence.about_day == _today() - timedelta(1)


def test_the_history_says_who_did_what(sign_in: SignIn) -> None:
    visit = _told()
    page = _page(sign_in("supervisor"), f"/{visit.pk}/history")
    assert [word in page for word in ("วางแผนนิเทศ", "บันทึกผลการนิเทศ", "แจ้งผลการนิเทศแก่โรงเรียน")] == [
        True
    ] * 3
    assert "เรื่อง: <bdi>การอ่าน" in page
    assert "เรื่อง: " not in _page(sign_in("school-director"), f"/{visit.pk}/history")


def test_the_search_shows_no_words_of_a_visit_that_may_not_be_opened(sign_in: SignIn) -> None:
    visit = _told()
    seen = sign_in("school-director").get("/office/search/?q=ฝึกอ่านทุกเช้า").content.decode()
    assert f"{HERE}/{visit.pk}" in seen
    hidden = sign_in("teacher").get("/office/search/?q=ฝึกอ่านทุกเช้า").content.decode()
    assert f"{HERE}/{visit.pk}" not in hidden
    assert "<mark>" not in hidden


PAGES = (
    "/list", "/list?state=coming", "/list?topic=การ&network=", "/findings", "/panels/week",
    "/panels/unanswered", f"/panels/school?school={OWN}", "/{visit}", "/{visit}/photos",
    "/{visit}/history", "/{visit}/follow-up",
)  # fmt: skip


def test_no_page_asks_more_when_there_is_more(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), _told(_found())
    few = [_queries(supervisor, page.format(visit=visit.pk)) for page in PAGES]
    for school in range(1, 6):
        _told(_found(), _found(), school=school)
        _plan(school, planned_on=_today())
    many = [_queries(supervisor, page.format(visit=visit.pk)) for page in PAGES]
    assert few == many
    assert {page: n for page, n in zip(PAGES, many, strict=True) if n > MOST_QUERIES} == {}


def test_no_page_of_a_school_asks_too_much(sign_in: SignIn) -> None:
    head, visit = sign_in("school-director"), _told(_found(), _found())
    pages = ("/list", "/findings", "/panels/advice", f"/{visit.pk}", f"/{visit.pk}/answer")
    assert {page: n for page in pages if (n := _queries(head, page)) > MOST_QUERIES} == {}


def _queries(client: Client, address: str) -> int:
    client.get(f"{HERE}{address}")
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"{HERE}{address}").status_code == 200
    return len(found)
