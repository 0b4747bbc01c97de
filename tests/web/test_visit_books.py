"""The books of supervision on their pages: a supervisor's month, who sent, a school's own."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.jobs.open_books import open_all_books
from khet.jobs.open_months import open_months
from khet.records.learning.actions.visit_plan import PlanEntry, cancel_visit, plan_visits
from khet.records.learning.actions.visit_records import FindingEntry, VisitRecord, record_visit
from khet.records.learning.actions.visit_steps import answer_visit, tell_school
from khet.records.learning.models import SupervisionBook, Visit
from khet.records.office.actions.duties import accept_duty, finish_duty, postpone_duty, waive_duty
from khet.records.office.actions.monthly import start_monthly
from khet.records.office.models import Duty
from khet.records.office.queries.calendar import due_of
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.deadlines import ANSWER_VISIT, INTERNAL_SUPERVISION, SUPERVISION_BOOK
from khet.rules.months import Month, month_of
from tests.cast import NAMES
from tests.made_area import school_code
from tests.web.conftest import Clock
from tests.web.doors import visit_books as doors

SignIn = Callable[[str], Client]
NOW = timezone.make_aware(datetime(2026, 11, 10, 10))
TODAY = NOW.date()
BOOKS = "/learning/visits/books"
OCTOBER = f"{BOOKS}/own?month=2569-10"
WRITE = f"{BOOKS}/own/write?month=2569-10"
SCHOOL = f"{BOOKS}/schools/{school_code(0)}"
RECORD = VisitRecord(
    date(2026, 10, 8),
    ["การอ่าน", "นิเทศภายใน"],
    "ครูจัดมุมอ่าน",
    "ให้แลกเปลี่ยนทุกสัปดาห์",
    4,
    None,
    [FindingEntry(uuid4(), "ยังอ่านไม่ออกบางคน", "ทำแผนช่วยเหลือ", date(2026, 11, 20))],
)


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.time = NOW


def _area() -> Unit:
    return Unit.objects.get(kind=UnitKind.AREA)


def _user(name: str = "supervisor") -> User:
    return User.objects.get(username=name)


def _school(number: int = 0) -> Unit:
    return Unit.objects.get(code=school_code(number))


def _visit(
    day: date = RECORD.day,
    school: int = 0,
    lead: str = "supervisor",
    told: bool = True,
    **more: Any,
) -> Visit:
    """A visit that was recorded on the day after it, the school being told as it is asked."""
    entry = PlanEntry(_school(school), _user(lead), month_of(day), Visit.Kind.POLICY, ["การอ่าน"])
    plan = replace(entry, **more)
    [visit] = plan_visits(by=_user(lead), area=_area(), entries=[plan], draft=False)
    findings = [replace(one, uuid=uuid4()) for one in RECORD.findings]
    record = replace(RECORD, day=day, findings=findings)
    at = timezone.make_aware(datetime(day.year, day.month, day.day, 16))
    record_visit(by=_user(lead), visit=visit, record=record, base=0, at=at)
    visit.refresh_from_db()
    if told:
        tell_school(by=_user(lead), visit=visit, today=day, at=at)
        visit.refresh_from_db()
    return visit


@pytest.fixture
def begun(area: None) -> None:
    """Books are asked for since September, internal supervision since October."""
    for rule, first in ((SUPERVISION_BOOK, 9), (INTERNAL_SUPERVISION, 10)):
        start_monthly(by="ทดสอบ", area=_area(), rule=rule, first=Month(2569, first), today=TODAY)
    open_all_books(by="ทดสอบ", today=TODAY, area=_area())
    open_months(by="ทดสอบ", today=TODAY, area=_area())


def _text(response: HttpResponse) -> str:
    page = re.sub(r"<style.*?</style>|<script.*?</script>", " ", response.content.decode())
    main = page.split("<main")[-1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def _write(client: Client, url: str = WRITE, do: str = "send", **said: str) -> HttpResponse:
    text = {"summary": "", "problems": "", "proposals": "", **said}
    return client.post(url, {**text, "do": do}, follow=True)


def _book_of(month: str = "2569-10", name: str = "supervisor") -> Duty:
    return Duty.objects.get(about_kind="learning.book", about_key=f"{_user(name).pk}-{month}")


def test_a_month_has_its_visits_in_order_with_all_that_was_said(
    supervisor: Client, begun: None
) -> None:
    answer_visit(by=_user("school-director"), visit=_visit(), answer="ทำแผนแล้ว", at=NOW)
    _visit(date(2026, 10, 2), school=1, told=False)
    _visit(date(2026, 11, 2))
    page = _text(supervisor.get(OCTOBER))
    assert "สมุดนิเทศ เดือนตุลาคม 2569" in page
    assert "เกินกำหนด 5 วัน · ภายในวันที่ 5 พฤศจิกายน 2569" in page
    assert page.index("2 ตุลาคม 2569") < page.index("8 ตุลาคม 2569")
    assert "2 พฤศจิกายน 2569" not in page
    for said in ("ให้แลกเปลี่ยนทุกสัปดาห์", "ยังอ่านไม่ออกบางคน – ทำแผนช่วยเหลือ", "ระดับ 4 ดีมาก", "ทำแผนแล้ว"):
        assert said in page
    assert "ยังไม่ได้แจ้งโรงเรียน" in page


def test_visits_are_counted_and_each_count_opens_its_visits(supervisor: Client, area: None) -> None:
    _visit()
    _visit(date(2026, 10, 9), school=1, kind=Visit.Kind.REQUEST)
    page = supervisor.get(OCTOBER).content.decode()
    assert "นิเทศ 2 ครั้ง" in page
    [url] = re.findall(r'เครือข่าย 1</span> <a href="([^"#]+)#visits"', page.replace("&amp;", "&"))
    part = _text(supervisor.get(url))
    assert "แสดง 1 จาก 2 ครั้ง" in part
    assert "9 ตุลาคม 2569" not in part


def test_who_was_in_the_team_has_the_visit_too(sign_in: SignIn, area: None) -> None:
    _visit(lead="director", team=[_user("network-supervisor")], school=1)
    page = _text(sign_in("network-supervisor").get(OCTOBER))
    assert "8 ตุลาคม 2569" in page
    assert "8 ตุลาคม 2569" not in _text(sign_in("supervisor").get(OCTOBER))


def test_what_was_planned_and_not_made_is_said_with_why(supervisor: Client, area: None) -> None:
    entry = PlanEntry(_school(), _user(), Month(2569, 10), Visit.Kind.POLICY, ["คัดกรอง"])
    left, gone, _draft = (
        plan_visits(
            by=_user(),
            area=_area(),
            entries=[replace(entry, uuid=uuid4(), topics=[topic])],
            draft=topic == "ร่าง",
        )[0]
        for topic in ("คัดกรอง", "แบบพิมพ์", "ร่าง")
    )
    cancel_visit(by=_user(), visit=gone, reason="น้ำท่วม")
    page = _text(supervisor.get(OCTOBER))
    assert "คัดกรอง วางแผนแล้ว" in page
    assert "แบบพิมพ์ ยกเลิกแล้ว · น้ำท่วม" in page
    assert "ร่าง" not in page.partition("วางแผนไว้แต่ไม่ได้ออก")[2].partition("สรุปของผู้นิเทศ")[0]
    late = replace(RECORD, day=date(2026, 11, 3), findings=[])
    record_visit(by=_user(), visit=left, record=late, base=0, at=NOW)
    assert "คัดกรอง" not in _text(supervisor.get(OCTOBER))
    assert "ออกนิเทศ 3 พฤศจิกายน 2569" in _text(supervisor.get(OCTOBER))


def test_sending_ends_the_duty_and_a_later_record_says_so(
    supervisor: Client, begun: None, clock: Clock
) -> None:
    _visit()
    assert "ส่งสมุดนิเทศแล้ว" in _text(_write(supervisor, summary="ดีขึ้น"))
    assert _book_of().state == Duty.State.DONE
    clock.forward(minutes=5)
    visit = _visit(date(2026, 10, 30), told=False)
    Visit.objects.filter(pk=visit.pk).update(recorded_at=clock.time)
    page = _text(supervisor.get(OCTOBER))
    assert "ส่งแล้ว เมื่อ 10 พฤศจิกายน 2569 ช้า 5 วัน" in page
    assert page.count("บันทึกหลังส่ง") == 2
    assert "แก้ข้อความหลังส่งเมื่อ" not in page
    _write(supervisor, do="keep", summary="ดีขึ้นมาก")
    assert "แก้ข้อความหลังส่งเมื่อ" in _text(supervisor.get(OCTOBER))
    assert _book_of().state == Duty.State.DONE


def test_a_month_without_visits_is_sent_with_the_reason(supervisor: Client, begun: None) -> None:
    refused = _write(supervisor, problems="ไม่มีรถ")
    assert "เดือนนี้ไม่มีการนิเทศที่บันทึกไว้: เขียนเหตุผลก่อนส่ง" in _text(refused)
    assert "ไม่มีรถ" in _text(refused)
    assert not SupervisionBook.objects.exists()
    assert "บันทึกแล้ว" in _text(_write(supervisor, do="keep", problems="ไม่มีรถ"))
    _write(supervisor, summary="ไปราชการทั้งเดือน")
    assert _book_of().state == Duty.State.DONE
    assert "ไปราชการทั้งเดือน" in _text(supervisor.get(OCTOBER))


def test_a_month_that_goes_on_is_kept_and_not_sent(supervisor: Client, begun: None) -> None:
    url = f"{BOOKS}/own/write?month=2569-11"
    assert "ยังไม่สิ้นเดือน" in _text(_write(supervisor, url, summary="ร่าง"))
    assert "บันทึกแล้ว" in _text(_write(supervisor, url, do="keep", summary="ร่าง"))
    assert "ส่งสมุดนิเทศ</button>" not in supervisor.get(f"{BOOKS}/own").content.decode()


def test_too_long_a_text_is_told_at_its_field(supervisor: Client, area: None) -> None:
    page = _write(supervisor, do="keep", summary="ก" * 5001).content.decode()
    assert 'id="id_summary_error"' in page
    assert not SupervisionBook.objects.exists()


@pytest.mark.parametrize("query", ["month=2569-12", "month=x", "person=99999999", "person=x"])
def test_what_is_no_book_is_not_found(supervisor: Client, area: None, query: str) -> None:
    assert supervisor.get(f"{BOOKS}/own?{query}").status_code == 404


def test_others_books_are_seen_by_the_office_and_written_by_nobody(
    sign_in: SignIn, begun: None
) -> None:
    query = f"month=2569-10&person={_user().pk}"
    seen = {name for name in NAMES if sign_in(name).get(f"{BOOKS}/own?{query}").status_code == 200}
    assert seen == doors.EVERYWHERE
    assert sign_in("director").post(f"{BOOKS}/own/write?{query}").status_code == 403
    assert "<textarea" not in sign_in("director").get(f"{BOOKS}/own?{query}").content.decode()
    key = f"{BOOKS}/of/{_user().pk}-2569-10"
    led = {name for name in NAMES if sign_in(name).get(key, follow=True).status_code == 200}
    assert led - {"anonymous"} == doors.EVERYWHERE
    assert sign_in("director").get(f"{BOOKS}/of/x").status_code == 404


def test_the_duty_leads_to_its_book(supervisor: Client, begun: None) -> None:
    page = supervisor.get(f"/office/duties/{_book_of().pk}").content.decode()
    [url] = set(re.findall(rf'href="({BOOKS}/of/[^"]+)"', page))
    assert "สมุดนิเทศ เดือนตุลาคม 2569" in _text(supervisor.get(url, follow=True))
    assert supervisor.get(f"/office/duties/{_book_of().pk}/finish").status_code == 403


def test_people_by_months_with_their_books(director: Client, begun: None) -> None:
    SupervisionBook.objects.create(
        area=_area(), person=_user(), month="2569-10", summary="", sent_at=NOW
    )
    page = director.get(f"{BOOKS}/all")
    told = _text(page)
    assert "ศึกษานิเทศก์ส่งทุกเดือนตั้งแต่เดือนกันยายน 2569" in told
    assert "1 / 1" in told
    assert told.count("เกินกำหนด 5 วัน") == 1
    assert told.count("ส่งแล้ว") == 2
    assert "ยังไม่ถึงกำหนด" in told
    assert f"month=2569-10&amp;person={_user().pk}" in page.content.decode()
    assert "เกินกำหนด 36 วัน" in _text(director.get(f"{BOOKS}/all?year=๒๕๖๙"))


def test_an_office_starts_the_books_and_bad_months_are_refused(
    director: Client, area: None
) -> None:
    page = _text(director.get(f"{BOOKS}/all"))
    assert "สำนักงานยังไม่ได้เริ่มให้ส่งสมุดนิเทศทุกเดือน" in page
    for bad, told in (("เมษา", "อ่านเดือนไม่ได้"), ("ม.ค. 2550", "ใส่เดือนระหว่าง"), ("", "ใส่เดือนแรก")):
        assert told in _text(director.post(f"{BOOKS}/start", {"first": bad}))
    done = director.post(f"{BOOKS}/start", {"first": "ก.ย. ๒๕๖๙"}, follow=True)
    assert "เปิดสมุดนิเทศที่ต้องส่ง 4 เล่ม" in _text(done)
    assert _book_of("2569-09").due == date(2026, 10, 5)


def test_the_home_of_a_supervisor_says_what_is_missing(supervisor: Client, begun: None) -> None:
    _visit(date(2026, 11, 2), told=False)
    assert f"{BOOKS}/panels/own" in supervisor.get("/").content.decode()
    panel = _text(supervisor.get(f"{BOOKS}/panels/own"))
    assert "ออกนิเทศแล้ว รวม 1 ครั้ง" in panel
    assert "ยังไม่ได้แจ้งโรงเรียน 1" in panel
    assert "ส่งภายใน 8 ธันวาคม 2569" in panel
    assert "สมุดนิเทศ เดือนตุลาคม 2569 เกินกำหนด 5 วัน" in panel


def test_the_hand_over_book_names_books_not_sent(sign_in: SignIn, begun: None) -> None:
    page = _text(sign_in("network-supervisor").get("/office/papers/hand-over"))
    assert "สมุดนิเทศที่ยังไม่ได้ส่ง 2 เล่ม" in page
    waive_duty(by="ทดสอบ", duty=_book_of("2569-09", "network-supervisor"), reason="ลา")
    page = _text(sign_in("network-supervisor").get("/office/papers/hand-over"))
    assert "สมุดนิเทศที่ยังไม่ได้ส่ง 1 เล่ม" in page


def _send_internal(sign_in: SignIn, month: str) -> Duty:
    duty = Duty.objects.get(rule=INTERNAL_SUPERVISION.code, unit=_school(), about_key=month)
    said = {"day": "๑๕ ต.ค. ๒๕๖๙", "presided": "on", "chair": "ผอ. ทดสอบ", "topics": "การคิด"}
    said |= {"teachers": "ครูทุกคน 8 คน", "result": "ครูเปิดชั้นเรียน"}
    sent = sign_in("school-director").post(f"/office/own-months/{duty.pk}", said)
    assert sent.status_code == 302
    return duty


def test_a_school_s_book_has_visits_and_own_records_by_day(sign_in: SignIn, begun: None) -> None:
    _send_internal(sign_in, "2569-10")
    answer_visit(by=_user("school-director"), visit=_visit(), answer="ทำแผนแล้ว", at=NOW)
    _visit(date(2026, 10, 20), told=False)
    _visit(date(2026, 10, 21), school=2)
    page = _text(sign_in("school-director").get(SCHOOL))
    assert page.index("8 ตุลาคม 2569 นิเทศโดยเขต") < page.index("15 ตุลาคม 2569 นิเทศภายในของโรงเรียน")
    for said in ("ผอ. ทดสอบ", "การคิด", "ครูทุกคน 8 คน", "ครูเปิดชั้นเรียน", "ส่งแล้ว รอตรวจ", "ทำแผนแล้ว"):
        assert said in page
    assert "20 ตุลาคม" not in page
    assert "21 ตุลาคม" not in page
    assert "พฤศจิกายน 2569 ไม่มีบันทึกนิเทศภายในของเดือนนี้ · รอส่ง" in page
    assert "ธันวาคม" not in page


def test_a_month_that_is_over_without_a_record_is_late(
    sign_in: SignIn, begun: None, clock: Clock
) -> None:
    page = _text(sign_in("school-director").get(SCHOOL))
    assert "ตุลาคม 2569 ไม่มีบันทึกนิเทศภายในของเดือนนี้ · เกินกำหนด 8 วัน" in page


def test_a_month_that_nobody_asked_for_says_so(sign_in: SignIn, area: None) -> None:
    head = sign_in("school-director")
    assert "ปีนี้ยังไม่มีเรื่องในสมุด" in _text(head.get(f"{SCHOOL}?year=2569"))
    _visit(date(2026, 3, 4))
    page = _text(head.get(f"{SCHOOL}?year=2569"))
    assert "มีนาคม 2569 นิเทศภายใน: เดือนนี้ยังไม่ได้กำหนดให้ส่งบันทึก 4 มีนาคม 2569" in page
    assert "เมษายน" not in page
    assert "สำนักงานไม่ได้กำหนดให้ส่งบันทึก ไม่แสดง" in page


def test_the_head_acknowledges_after_a_word_on_it(sign_in: SignIn, area: None) -> None:
    visit, old = _visit(), _visit(date(2025, 8, 4))
    head = sign_in("school-director")
    page = head.get(SCHOOL).content.decode()
    waiting = Visit.objects.filter(
        school=_school(), told_at__isnull=False, acknowledged_at__isnull=True
    )
    assert f"ยังไม่รับทราบ {waiting.count()} ครั้ง" in page
    assert f"year=2568#visit-{old.pk}" in page
    url = f"/learning/visits/{visit.pk}/acknowledge"
    assert url in page
    assert url not in sign_in("supervisor").get(SCHOOL).content.decode()
    asked = _text(head.get(url))
    assert "รับทราบแล้วยกเลิกไม่ได้" in asked
    assert Visit.objects.get(pk=visit.pk).acknowledged_at is None
    done = _text(head.post(f"{url}?book=1", follow=True))
    assert "รับทราบผลการนิเทศแล้ว" in done
    assert "ผู้ทดสอบ 10 พฤศจิกายน 2569" in done
    first = Visit.objects.get(pk=visit.pk).acknowledged_at
    head.post(url)
    assert Visit.objects.get(pk=visit.pk).acknowledged_at == first


def test_only_the_own_visits_that_were_told_are_acknowledged(sign_in: SignIn, area: None) -> None:
    untold, other = _visit(told=False), _visit(school=1)
    head = sign_in("school-director")
    for visit in (untold, other):
        sent = head.post(f"/learning/visits/{visit.pk}/acknowledge?book=1")
        assert sent.status_code == 403
    kept = Visit.objects.filter(pk__in=[untold.pk, other.pk])
    assert not kept.filter(acknowledged_at__isnull=False).exists()


def test_findings_are_open_until_what_was_done_is_accepted(sign_in: SignIn, area: None) -> None:
    visit = _visit()
    assert "ยังไม่ปิด" in _text(sign_in("school-director").get(SCHOOL))
    [finding] = visit.findings.all()
    finish_duty(by="ทดสอบ", duty=finding.duty, at=NOW)
    accept_duty(by="ทดสอบ", duty=finding.duty, at=NOW)
    page = _text(sign_in("school-director").get(SCHOOL))
    assert "ปิดแล้ว" in page
    assert "ยังไม่ปิด" not in page


def test_the_day_of_a_finding_is_that_of_its_duty(sign_in: SignIn, area: None) -> None:
    [finding] = _visit().findings.all()
    postpone_duty(by="ทดสอบ", duty=finding.duty, due=date(2026, 12, 15), reason="รอวัสดุ")
    supervisor = sign_in("supervisor")
    papers = [f"{SCHOOL}/book.docx", f"{BOOKS}/own.docx?month=2569-10"]
    told = [_text(supervisor.get(url)) for url in (SCHOOL, OCTOBER)]
    told += [_told(supervisor.get(url).content) for url in papers]
    assert all(re.search("[1๑][5๕] ธ.ค.", one) for one in told)
    assert not any(re.search("[2๒][0๐] พ.ย.", one) for one in told)


def test_a_network_s_schools_are_seen_by_its_people_only(sign_in: SignIn, area: None) -> None:
    other = f"{BOOKS}/schools/{school_code(1)}"
    seen = {name for name in NAMES if sign_in(name).get(other).status_code == 200}
    assert seen == doors.EVERYWHERE
    assert sign_in("director").get(f"{BOOKS}/schools/99999999").status_code == 404
    assert "สมุดนิเทศ" in _text(sign_in("school-director").get(f"{BOOKS}/our-school"))


def _told(content: bytes) -> str:
    """All that a DOCX says."""
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


@pytest.mark.parametrize("at", ["own", "school"])
def test_the_papers_say_what_the_pages_say(sign_in: SignIn, begun: None, at: str) -> None:
    _send_internal(sign_in, "2569-10")
    _visit()
    supervisor = sign_in("supervisor")
    _write(supervisor, summary="ดีขึ้นทุกโรงเรียน")
    urls = {"own": f"{BOOKS}/own.docx?month=2569-10", "school": f"{SCHOOL}/book.docx"}
    made = supervisor.get(urls[at])
    told = _told(made.content)
    said = {
        "own": ("สมุดนิเทศประจำเดือน", "ดีขึ้นทุกโรงเรียน", "ช้า ๕ วัน", "ให้แลกเปลี่ยนทุกสัปดาห์"),
        "school": ("ปีงบประมาณ ๒๕๗๐", "ครูทุกคน ๘ คน", "ไม่มีบันทึก", "ยังไม่รับทราบ"),
    }
    assert all(one in told for one in said[at])
    again = supervisor.get(urls[at])
    assert again.content == made.content
    pdf = supervisor.get(urls[at].replace(".docx", ".pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert supervisor.get(urls[at].replace(".docx", ".txt")).status_code == 404


def _queries(client: Client, url: str, anew: bool = True) -> int:
    """How many it takes to draw a page, or to show it again."""
    client.get(url)
    if anew:
        cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("supervisor", OCTOBER),
        ("supervisor", f"{BOOKS}/panels/own?month=2569-10"),
        ("school-director", SCHOOL),
        ("director", f"{BOOKS}/all"),
        ("supervisor", SCHOOL),
    ],
)
def test_pages_take_few_queries_however_many_visits(
    sign_in: SignIn, begun: None, name: str, url: str
) -> None:
    _send_internal(sign_in, "2569-10")
    _visit()
    before = _queries(sign_in(name), url)
    for day in range(9, 15):
        _visit(date(2026, 10, day), team=[_user("director")])
    after = _queries(sign_in(name), url)
    assert after == before
    assert after <= 15


def test_a_school_s_book_is_drawn_once_until_something_changes(
    sign_in: SignIn, begun: None
) -> None:
    duty, head = _send_internal(sign_in, "2569-10"), sign_in("school-director")
    _visit()
    again = _queries(head, SCHOOL, anew=False)
    assert again <= 10
    assert _queries(head, SCHOOL) > again
    assert "ตรวจแล้ว" not in _text(head.get(SCHOOL))
    accept_duty(by="ศน.", duty=duty, at=timezone.now())
    assert "ตรวจแล้ว" in _text(head.get(SCHOOL))


def test_settings_show_and_take_the_rules_of_visits(sign_in: SignIn, area: None) -> None:
    client = sign_in("administrator")
    shown = _text(client.get("/settings/deadlines"))
    assert "ตอบผลการนิเทศ 15 วันปฏิทิน" in shown
    assert "สมุดนิเทศประจำเดือน วันที่ 5 ของเดือนถัดไป เลื่อนไปวันทำการถัดไป ยังไม่เริ่ม" in shown
    page = client.get("/settings/deadlines/change").content.decode()
    sent = dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', page))
    sent |= {f"rule-{place}-move": "on" for place in range(8)}
    sent |= {f"rule-{place}-count": "calendar" for place in (*range(4), 6)}
    sent |= {"rule-4-after": "0", "rule-5-after": "1", "rule-7-after": "1", "year": "2569"}
    sent |= {"reason": "มติที่ประชุม", "confirm": "1", "rule-6-days": "๒๐", "rule-7-day": "๑๐"}
    refused = client.post("/settings/deadlines/change", {**sent, "rule-7-from": "เมษา"})
    assert "อ่านเดือนไม่ได้" in _text(refused)
    sent |= {"rule-7-from": "ต.ค. ๒๕๖๙"}
    assert client.post("/settings/deadlines/change", sent).status_code == 302
    assert open_all_books(by="ทดสอบ", today=TODAY, area=_area()) == 2
    assert _book_of().due == date(2026, 11, 10)
    assert due_of(_area(), ANSWER_VISIT, date(2026, 11, 2)) == date(2026, 11, 23)
