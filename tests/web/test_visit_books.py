"""The books of supervision of people: a month, who sent, how few queries, and their rules."""

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from khet.jobs.open_books import open_all_books
from khet.records.learning.actions.visit_plan import PlanEntry, cancel_visit, plan_visits
from khet.records.learning.actions.visit_records import record_visit
from khet.records.learning.actions.visit_steps import answer_visit
from khet.records.learning.models import SupervisionBook, Visit
from khet.records.office.actions.duties import waive_duty
from khet.records.office.models import Duty
from khet.records.office.queries.calendar import due_of
from khet.rules.deadlines import ANSWER_VISIT
from khet.rules.months import Month
from tests.cast import NAMES
from tests.conftest import Clock
from tests.web import kept_books
from tests.web.doors import visit_books as doors
from tests.web.kept_books import (
    BOOKS,
    NOW,
    OCTOBER,
    RECORD,
    SCHOOL,
    TODAY,
    SignIn,
    made_visit,
    queries_of,
    school_numbered,
    send_internal,
    text_of,
    the_area,
    user_named,
    write_book,
)

_today = kept_books.in_november
begun = kept_books.begun


def _book_of(month: str = "2569-10", name: str = "supervisor") -> Duty:
    return Duty.objects.get(about_kind="learning.book", about_key=f"{user_named(name).pk}-{month}")


def test_a_month_has_its_visits_in_order_with_all_that_was_said(
    supervisor: Client, begun: None
) -> None:
    answer_visit(by=user_named("school-director"), visit=made_visit(), answer="ทำแผนแล้ว", at=NOW)
    made_visit(date(2026, 10, 2), school=1, told=False)
    made_visit(date(2026, 11, 2))
    page = text_of(supervisor.get(OCTOBER))
    assert "สมุดนิเทศ เดือนตุลาคม 2569" in page
    assert "เกินกำหนด 5 วัน · ภายในวันที่ 5 พฤศจิกายน 2569" in page
    assert page.index("2 ตุลาคม 2569") < page.index("8 ตุลาคม 2569")
    assert "2 พฤศจิกายน 2569" not in page
    for said in ("ให้แลกเปลี่ยนทุกสัปดาห์", "ยังอ่านไม่ออกบางคน – ทำแผนช่วยเหลือ", "ระดับ 4 ดีมาก", "ทำแผนแล้ว"):
        assert said in page
    assert "ยังไม่ได้แจ้งโรงเรียน" in page


def test_visits_are_counted_and_each_count_opens_its_visits(supervisor: Client, area: None) -> None:
    made_visit()
    made_visit(date(2026, 10, 9), school=1, kind=Visit.Kind.REQUEST)
    page = supervisor.get(OCTOBER).content.decode()
    assert "นิเทศ 2 ครั้ง" in page
    [url] = re.findall(r'เครือข่าย 1</span> <a href="([^"#]+)#visits"', page.replace("&amp;", "&"))
    part = text_of(supervisor.get(url))
    assert "แสดง 1 จาก 2 ครั้ง" in part
    assert "9 ตุลาคม 2569" not in part


def test_who_was_in_the_team_has_the_visit_too(sign_in: SignIn, area: None) -> None:
    made_visit(lead="director", team=[user_named("network-supervisor")], school=1)
    page = text_of(sign_in("network-supervisor").get(OCTOBER))
    assert "8 ตุลาคม 2569" in page
    assert "8 ตุลาคม 2569" not in text_of(sign_in("supervisor").get(OCTOBER))


def test_what_was_planned_and_not_made_is_said_with_why(supervisor: Client, area: None) -> None:
    entry = PlanEntry(
        school_numbered(), user_named(), Month(2569, 10), Visit.Kind.POLICY, ["คัดกรอง"]
    )
    left, gone, _draft = (
        plan_visits(
            by=user_named(),
            area=the_area(),
            entries=[replace(entry, uuid=uuid4(), topics=[topic])],
            draft=topic == "ร่าง",
        )[0]
        for topic in ("คัดกรอง", "แบบพิมพ์", "ร่าง")
    )
    cancel_visit(by=user_named(), visit=gone, reason="น้ำท่วม")
    page = text_of(supervisor.get(OCTOBER))
    assert "คัดกรอง วางแผนแล้ว" in page
    assert "แบบพิมพ์ ยกเลิกแล้ว · น้ำท่วม" in page
    assert "ร่าง" not in page.partition("วางแผนไว้แต่ไม่ได้ออก")[2].partition("สรุปของผู้นิเทศ")[0]
    late = replace(RECORD, day=date(2026, 11, 3), findings=[])
    record_visit(by=user_named(), visit=left, record=late, base=0, at=NOW)
    assert "คัดกรอง" not in text_of(supervisor.get(OCTOBER))
    assert "ออกนิเทศ 3 พฤศจิกายน 2569" in text_of(supervisor.get(OCTOBER))


def test_sending_ends_the_duty_and_a_later_record_says_so(
    supervisor: Client, begun: None, clock: Clock
) -> None:
    made_visit()
    assert "ส่งสมุดนิเทศแล้ว" in text_of(write_book(supervisor, summary="ดีขึ้น"))
    assert _book_of().state == Duty.State.DONE
    clock.forward(minutes=5)
    visit = made_visit(date(2026, 10, 30), told=False)
    Visit.objects.filter(pk=visit.pk).update(recorded_at=clock.time)
    page = text_of(supervisor.get(OCTOBER))
    assert "ส่งแล้ว เมื่อ 10 พฤศจิกายน 2569 ช้า 5 วัน" in page
    assert page.count("บันทึกหลังส่ง") == 2
    assert "แก้ข้อความหลังส่งเมื่อ" not in page
    write_book(supervisor, do="keep", summary="ดีขึ้นมาก")
    assert "แก้ข้อความหลังส่งเมื่อ" in text_of(supervisor.get(OCTOBER))
    assert _book_of().state == Duty.State.DONE


def test_a_month_without_visits_is_sent_with_the_reason(supervisor: Client, begun: None) -> None:
    refused = write_book(supervisor, problems="ไม่มีรถ")
    assert "เดือนนี้ไม่มีการนิเทศที่บันทึกไว้: เขียนเหตุผลก่อนส่ง" in text_of(refused)
    assert "ไม่มีรถ" in text_of(refused)
    assert not SupervisionBook.objects.exists()
    assert "บันทึกแล้ว" in text_of(write_book(supervisor, do="keep", problems="ไม่มีรถ"))
    write_book(supervisor, summary="ไปราชการทั้งเดือน")
    assert _book_of().state == Duty.State.DONE
    assert "ไปราชการทั้งเดือน" in text_of(supervisor.get(OCTOBER))


def test_a_month_that_goes_on_is_kept_and_not_sent(supervisor: Client, begun: None) -> None:
    url = f"{BOOKS}/own/write?month=2569-11"
    assert "ยังไม่สิ้นเดือน" in text_of(write_book(supervisor, url, summary="ร่าง"))
    assert "บันทึกแล้ว" in text_of(write_book(supervisor, url, do="keep", summary="ร่าง"))
    assert "ส่งสมุดนิเทศ</button>" not in supervisor.get(f"{BOOKS}/own").content.decode()


def test_too_long_a_text_is_told_at_its_field(supervisor: Client, area: None) -> None:
    page = write_book(supervisor, do="keep", summary="ก" * 5001).content.decode()
    assert 'id="id_summary_error"' in page
    assert not SupervisionBook.objects.exists()


@pytest.mark.parametrize("query", ["month=2569-12", "month=x", "person=99999999", "person=x"])
def test_what_is_no_book_is_not_found(supervisor: Client, area: None, query: str) -> None:
    assert supervisor.get(f"{BOOKS}/own?{query}").status_code == 404


def test_others_books_are_seen_by_the_office_and_written_by_nobody(
    sign_in: SignIn, begun: None
) -> None:
    query = f"month=2569-10&person={user_named().pk}"
    seen = {name for name in NAMES if sign_in(name).get(f"{BOOKS}/own?{query}").status_code == 200}
    assert seen == doors.EVERYWHERE
    assert sign_in("director").post(f"{BOOKS}/own/write?{query}").status_code == 403
    assert "<textarea" not in sign_in("director").get(f"{BOOKS}/own?{query}").content.decode()
    key = f"{BOOKS}/of/{user_named().pk}-2569-10"
    led = {name for name in NAMES if sign_in(name).get(key, follow=True).status_code == 200}
    assert led - {"anonymous"} == doors.EVERYWHERE
    assert sign_in("director").get(f"{BOOKS}/of/x").status_code == 404


def test_the_duty_leads_to_its_book(supervisor: Client, begun: None) -> None:
    page = supervisor.get(f"/office/duties/{_book_of().pk}").content.decode()
    [url] = set(re.findall(rf'href="({BOOKS}/of/[^"]+)"', page))
    assert "สมุดนิเทศ เดือนตุลาคม 2569" in text_of(supervisor.get(url, follow=True))
    assert supervisor.get(f"/office/duties/{_book_of().pk}/finish").status_code == 403


def test_people_by_months_with_their_books(director: Client, begun: None) -> None:
    SupervisionBook.objects.create(
        area=the_area(), person=user_named(), month="2569-10", summary="", sent_at=NOW
    )
    page = director.get(f"{BOOKS}/all")
    told = text_of(page)
    assert "ศึกษานิเทศก์ส่งทุกเดือนตั้งแต่เดือนกันยายน 2569" in told
    assert "1 / 1" in told
    assert told.count("เกินกำหนด 5 วัน") == 1
    assert told.count("ส่งแล้ว") == 2
    assert "ยังไม่ถึงกำหนด" in told
    assert f"month=2569-10&amp;person={user_named().pk}" in page.content.decode()
    assert "เกินกำหนด 36 วัน" in text_of(director.get(f"{BOOKS}/all?year=๒๕๖๙"))


def test_an_office_starts_the_books_and_bad_months_are_refused(
    director: Client, area: None
) -> None:
    page = text_of(director.get(f"{BOOKS}/all"))
    assert "สำนักงานยังไม่ได้เริ่มให้ส่งสมุดนิเทศทุกเดือน" in page
    for bad, told in (("เมษา", "อ่านเดือนไม่ได้"), ("ม.ค. 2550", "ใส่เดือนระหว่าง"), ("", "ใส่เดือนแรก")):
        assert told in text_of(director.post(f"{BOOKS}/start", {"first": bad}))
    done = director.post(f"{BOOKS}/start", {"first": "ก.ย. ๒๕๖๙"}, follow=True)
    assert "เปิดสมุดนิเทศที่ต้องส่ง 4 เล่ม" in text_of(done)
    assert _book_of("2569-09").due == date(2026, 10, 5)


def test_the_home_of_a_supervisor_says_what_is_missing(supervisor: Client, begun: None) -> None:
    made_visit(date(2026, 11, 2), told=False)
    assert f"{BOOKS}/panels/own" in supervisor.get("/").content.decode()
    panel = text_of(supervisor.get(f"{BOOKS}/panels/own"))
    assert "ออกนิเทศแล้ว รวม 1 ครั้ง" in panel
    assert "ยังไม่ได้แจ้งโรงเรียน 1" in panel
    assert "ส่งภายใน 8 ธันวาคม 2569" in panel
    assert "สมุดนิเทศ เดือนตุลาคม 2569 เกินกำหนด 5 วัน" in panel


def test_the_hand_over_book_names_books_not_sent(sign_in: SignIn, begun: None) -> None:
    page = text_of(sign_in("network-supervisor").get("/office/papers/hand-over"))
    assert "สมุดนิเทศที่ยังไม่ได้ส่ง 2 เล่ม" in page
    waive_duty(by="ทดสอบ", duty=_book_of("2569-09", "network-supervisor"), reason="ลา")
    page = text_of(sign_in("network-supervisor").get("/office/papers/hand-over"))
    assert "สมุดนิเทศที่ยังไม่ได้ส่ง 1 เล่ม" in page


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
    send_internal(sign_in, "2569-10")
    made_visit()
    before = queries_of(sign_in(name), url)
    for day in range(9, 15):
        made_visit(date(2026, 10, day), team=[user_named("director")])
    after = queries_of(sign_in(name), url)
    assert after == before
    assert after <= 15


def test_settings_show_and_take_the_rules_of_visits(sign_in: SignIn, area: None) -> None:
    client = sign_in("administrator")
    shown = text_of(client.get("/settings/deadlines"))
    assert "ตอบผลการนิเทศ 15 วันปฏิทิน" in shown
    assert "สมุดนิเทศประจำเดือน วันที่ 5 ของเดือนถัดไป เลื่อนไปวันทำการถัดไป ยังไม่เริ่ม" in shown
    page = client.get("/settings/deadlines/change").content.decode()
    sent = dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', page))
    sent |= {f"rule-{place}-move": "on" for place in range(8)}
    sent |= {f"rule-{place}-count": "calendar" for place in (*range(4), 6)}
    sent |= {"rule-4-after": "0", "rule-5-after": "1", "rule-7-after": "1", "year": "2569"}
    sent |= {"reason": "มติที่ประชุม", "confirm": "1", "rule-6-days": "๒๐", "rule-7-day": "๑๐"}
    refused = client.post("/settings/deadlines/change", {**sent, "rule-7-from": "เมษา"})
    assert "อ่านเดือนไม่ได้" in text_of(refused)
    sent |= {"rule-7-from": "ต.ค. ๒๕๖๙"}
    assert client.post("/settings/deadlines/change", sent).status_code == 302
    assert open_all_books(by="ทดสอบ", today=TODAY, area=the_area()) == 2
    assert _book_of().due == date(2026, 11, 10)
    assert due_of(the_area(), ANSWER_VISIT, date(2026, 11, 2)) == date(2026, 11, 23)
