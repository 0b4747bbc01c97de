"""The way of a visit to its end: told, answered, followed up, closed; texts that cross."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from khet.records.learning.actions.visit_records import Looked
from khet.records.learning.models import Visit, VisitConflict
from khet.records.office.actions.duties import finish_duty
from khet.records.office.models import Duty
from khet.records.office.queries.calendar import due_of
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.rules.calendar import thai_date
from khet.rules.deadlines import ANSWER_VISIT
from tests.web.doors.visits import CONFLICT, TOLD
from tests.web.kept_books import user_named
from tests.web.led_visits import (
    HERE,
    SignIn,
    a_finding,
    page_of,
    plan_visit,
    this_day,
    told_visit,
    write_down,
)
from tests.web.signed_letters import fault


def _main(page: str) -> list[str]:
    """The main buttons of a page's own part."""
    inside = page.split("<main", 1)[1].split("</main>")[0]
    return re.findall(r'<(?:a|button) class="button"[^>]*>([^<]*)<', inside)


def test_a_visit_goes_from_its_record_to_its_end(sign_in: SignIn) -> None:
    office, head = sign_in("network-supervisor"), sign_in("school-director")
    visit = plan_visit()
    at = f"/{visit.pk}"
    page = page_of(office, at)
    assert (_main(page), f"{HERE}/plan/{visit.pk}/cancel" in page) == (["บันทึกผล"], True)
    assert _main(page_of(head, at)) == []
    write_down(visit, a_finding())
    assert _main(page_of(office, at)) == ["แจ้งโรงเรียน"]
    assert "แก้ไขข้อค้นพบ 1 ข้อ" in page_of(office, f"{at}/tell")
    office.post(f"{HERE}{at}/tell")
    assert _main(page_of(head, at)) == ["รับทราบ"]
    assert _main(page_of(office, at)) == []
    head.post(f"{HERE}{at}/acknowledge")
    assert _main(page_of(head, at)) == ["ตอบผลการนิเทศ"]
    sent = head.post(f"{HERE}{at}/answer", {"answer": "จะสอนเสริมทุกวัน"})
    assert sent.headers["Location"] == f"{HERE}{at}"
    assert _main(page_of(head, at)) == ["ส่งการแก้ไข"]
    waits = page_of(office, at)
    assert (_main(waits), "รอโรงเรียนแก้ไขข้อค้นพบ 1 ข้อ" in waits) == ([], True)
    duty = visit.findings.get().duty
    finish_duty(by=user_named("school-director"), duty=duty, at=timezone.now())
    page = page_of(office, at)
    assert _main(page) == ["ตรวจสิ่งที่โรงเรียนส่ง"]
    assert f"/office/duties/{duty.pk}" in page
    office.post(f"/office/duties/{duty.pk}/accept")
    assert _main(page_of(office, at)) == ["ปิดการนิเทศ"]
    office.post(f"{HERE}{at}/close")
    page = page_of(head, at)
    assert (_main(page), "ปิดแล้ว" in page, "จะสอนเสริมทุกวัน" in page) == ([], True, True)
    assert Visit.objects.get(pk=visit.pk).state == "closed"


def test_who_led_a_visit_to_a_school_of_others_does_not_check_for_it(sign_in: SignIn) -> None:
    visit = told_visit(a_finding(), school=5, lead=user_named("network-supervisor"))
    finish_duty(by="ผอ.", duty=visit.findings.get().duty, at=timezone.now())
    assert _main(page_of(sign_in("network-supervisor"), f"/{visit.pk}")) == []
    assert _main(page_of(sign_in("supervisor"), f"/{visit.pk}")) == ["ตรวจสิ่งที่โรงเรียนส่ง"]


def test_why_it_was_planned_is_for_who_visits(sign_in: SignIn) -> None:
    visit = plan_visit(
        reasons=[{"what": "never", "text": "ยังไม่เคยนิเทศ"}, {"what": "note", "text": "ไปเช้า"}]
    )
    assert "ยังไม่เคยนิเทศ · ไปเช้า" in page_of(sign_in("supervisor"), f"/{visit.pk}")
    assert "ยังไม่เคยนิเทศ" not in page_of(sign_in("school-director"), f"/{visit.pk}")


def test_what_is_open_keeps_a_visit_open(sign_in: SignIn) -> None:
    visit = told_visit(a_finding())
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
    visit = told_visit()
    teacher = sign_in("teacher")
    assert teacher.get(f"{HERE}/{visit.pk}").status_code == 403
    entry = RoleEntry("school-director", visit.school, this_day(), acting=True)
    give_role(by="ทดสอบ", user=user_named("teacher"), entry=entry)
    assert _main(page_of(teacher, f"/{visit.pk}")) == ["รับทราบ"]
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
    assert told in fault(page, field)
    assert given["answer"].strip() in page


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
    assert told in fault(page, field)
    assert given.get("day", "") in page


def test_a_follow_up_is_another_visit_or_a_note(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), told_visit()
    day = this_day() + timedelta(7)
    given = {"how": "again", "day": thai_date(day, short=True)}
    sent = supervisor.post(f"{HERE}/{visit.pk}/follow-up", given)
    made = Visit.objects.get(follows=visit)
    assert sent.headers["Location"] == f"{HERE}/{made.pk}"
    assert (made.planned_on, made.state, made.lead) == (day, "planned", user_named("supervisor"))
    assert "การนิเทศครั้งก่อน" in page_of(supervisor, f"/{made.pk}")
    assert f"{HERE}/{made.pk}" in page_of(supervisor, f"/{visit.pk}")
    supervisor.post(f"{HERE}/{visit.pk}/follow-up", {"how": "note", "note": "โทรถามแล้ว"})
    page = page_of(supervisor, f"/{visit.pk}")
    assert ("โทรถามแล้ว" in page, _main(page)) == (True, ["ปิดการนิเทศ"])


def test_two_texts_stand_beside_each_other_until_one_is_chosen(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), plan_visit()
    write_down(visit, advice="ของเครื่องแรก")
    write_down(visit, a_finding(), advice="ของเครื่องที่สอง")
    conflict = VisitConflict.objects.get(visit=visit)
    page = page_of(supervisor, f"/{visit.pk}")
    assert _main(page) == ["เลือกข้อความที่จะใช้"]
    at = f"/{visit.pk}/conflicts/{conflict.pk}"
    both = page_of(supervisor, at)
    assert ("ของเครื่องแรก" in both, "ของเครื่องที่สอง" in both) == (True, True)
    assert "เลือกฉบับที่จะใช้" in supervisor.post(f"{HERE}{at}").content.decode()
    supervisor.post(f"{HERE}{at}", {"use": "late"})
    kept = Visit.objects.get(pk=visit.pk)
    assert (kept.advice, kept.findings.count()) == ("ของเครื่องที่สอง", 1)
    again = page_of(supervisor, at)
    assert ("ของเครื่องแรก" in again, "เลือกใช้ฉบับที่ส่งมาทีหลังแล้ว" in again) == (True, True)
    assert _main(page_of(supervisor, f"/{visit.pk}")) == ["แจ้งโรงเรียน"]


def test_a_text_that_comes_after_the_school_was_told_can_only_be_read(sign_in: SignIn) -> None:
    supervisor, visit = sign_in("supervisor"), told_visit()
    write_down(visit, advice="ช้าไป")
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
    first = told_visit(mended := a_finding(text="ป้าย"), still := a_finding(text="ห้องสมุด"))
    later = plan_visit(follows=first)
    looked = [Looked(mended.uuid, True, "ติดแล้ว"), Looked(still.uuid, False)]
    write_down(later, looked=looked)
    page = page_of(sign_in("supervisor"), f"/{later.pk}")
    assert re.search(r"สอนเสริม ป้าย</a> <span class=\"quiet\">ติดแล้ว</span></span><b>แก้ไขแล้ว", page)
    assert re.search(r"สอนเสริม ห้องสมุด</a></span><b>ยังไม่แก้ไข", page)


def test_the_answer_is_done_on_the_visits_page(sign_in: SignIn) -> None:
    visit, head = told_visit(), sign_in("school-director")
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


def test_a_school_is_not_told_of_a_follow_up_before_its_time(sign_in: SignIn) -> None:
    visit = told_visit()
    write_down(later := plan_visit(follows=visit))
    shown = [
        f"{HERE}/{later.pk}" in page_of(sign_in(name), f"/{visit.pk}")
        for name in ("school-director", "supervisor")
    ]
    assert shown == [False, True]


def test_the_school_is_not_told_while_two_texts_cross(sign_in: SignIn) -> None:
    visit, office = plan_visit(), sign_in("supervisor")
    write_down(visit)
    assert thai_date(due_of(visit.area, ANSWER_VISIT, this_day())) in page_of(
        office, f"/{visit.pk}/tell"
    )
    write_down(visit, advice="ของเครื่องที่สอง")
    page = html.unescape(office.post(f"{HERE}/{visit.pk}/tell").content.decode())
    assert "เลือกฉบับที่จะใช้ก่อน แล้วจึงแจ้งโรงเรียน" in page
    assert Visit.objects.get(pk=visit.pk).told_at is None
    VisitConflict.objects.filter(visit=visit).update(settled_at=timezone.now())
    assert office.post(f"{HERE}/{visit.pk}/tell").status_code == 302


def test_the_history_says_who_did_what(sign_in: SignIn) -> None:
    visit = told_visit()
    page = page_of(sign_in("supervisor"), f"/{visit.pk}/history")
    assert [word in page for word in ("วางแผนนิเทศ", "บันทึกผลการนิเทศ", "แจ้งผลการนิเทศแก่โรงเรียน")] == [
        True
    ] * 3
    assert "เรื่อง: <bdi>การอ่าน" in page
    assert "เรื่อง: " not in page_of(sign_in("school-director"), f"/{visit.pk}/history")
