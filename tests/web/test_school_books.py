"""A school's book of supervision: visits and own records, acknowledged; the papers of books."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document

from khet.records.learning.actions.visit_steps import answer_visit
from khet.records.learning.models import Visit
from khet.records.office.actions.duties import accept_duty, finish_duty, postpone_duty
from tests.cast import NAMES
from tests.conftest import Clock
from tests.made_area import school_code
from tests.web import kept_books
from tests.web.doors import visit_books as doors
from tests.web.kept_books import (
    BOOKS,
    NOW,
    OCTOBER,
    SCHOOL,
    SignIn,
    made_visit,
    queries_of,
    school_numbered,
    send_internal,
    text_of,
    user_named,
    write_book,
)

_today = kept_books.in_november
begun = kept_books.begun


def test_a_school_s_book_has_visits_and_own_records_by_day(sign_in: SignIn, begun: None) -> None:
    send_internal(sign_in, "2569-10")
    answer_visit(by=user_named("school-director"), visit=made_visit(), answer="ทำแผนแล้ว", at=NOW)
    made_visit(date(2026, 10, 20), told=False)
    made_visit(date(2026, 10, 21), school=2)
    page = text_of(sign_in("school-director").get(SCHOOL))
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
    page = text_of(sign_in("school-director").get(SCHOOL))
    assert "ตุลาคม 2569 ไม่มีบันทึกนิเทศภายในของเดือนนี้ · เกินกำหนด 8 วัน" in page


def test_a_month_that_nobody_asked_for_says_so(sign_in: SignIn, area: None) -> None:
    head = sign_in("school-director")
    assert "ปีนี้ยังไม่มีเรื่องในสมุด" in text_of(head.get(f"{SCHOOL}?year=2569"))
    made_visit(date(2026, 3, 4))
    page = text_of(head.get(f"{SCHOOL}?year=2569"))
    assert "มีนาคม 2569 นิเทศภายใน: เดือนนี้ยังไม่ได้กำหนดให้ส่งบันทึก 4 มีนาคม 2569" in page
    assert "เมษายน" not in page
    assert "สำนักงานไม่ได้กำหนดให้ส่งบันทึก ไม่แสดง" in page


def test_the_head_acknowledges_after_a_word_on_it(sign_in: SignIn, area: None) -> None:
    visit, old = made_visit(), made_visit(date(2025, 8, 4))
    head = sign_in("school-director")
    page = head.get(SCHOOL).content.decode()
    waiting = Visit.objects.filter(
        school=school_numbered(), told_at__isnull=False, acknowledged_at__isnull=True
    )
    assert f"ยังไม่รับทราบ {waiting.count()} ครั้ง" in page
    assert f"year=2568#visit-{old.pk}" in page
    url = f"/learning/visits/{visit.pk}/acknowledge"
    assert url in page
    assert url not in sign_in("supervisor").get(SCHOOL).content.decode()
    asked = text_of(head.get(url))
    assert "รับทราบแล้วยกเลิกไม่ได้" in asked
    assert Visit.objects.get(pk=visit.pk).acknowledged_at is None
    done = text_of(head.post(f"{url}?book=1", follow=True))
    assert "รับทราบผลการนิเทศแล้ว" in done
    assert "ผู้ทดสอบ 10 พฤศจิกายน 2569" in done
    first = Visit.objects.get(pk=visit.pk).acknowledged_at
    head.post(url)
    assert Visit.objects.get(pk=visit.pk).acknowledged_at == first


def test_only_the_own_visits_that_were_told_are_acknowledged(sign_in: SignIn, area: None) -> None:
    untold, other = made_visit(told=False), made_visit(school=1)
    head = sign_in("school-director")
    for visit in (untold, other):
        sent = head.post(f"/learning/visits/{visit.pk}/acknowledge?book=1")
        assert sent.status_code == 403
    kept = Visit.objects.filter(pk__in=[untold.pk, other.pk])
    assert not kept.filter(acknowledged_at__isnull=False).exists()


def test_findings_are_open_until_what_was_done_is_accepted(sign_in: SignIn, area: None) -> None:
    visit = made_visit()
    assert "ยังไม่ปิด" in text_of(sign_in("school-director").get(SCHOOL))
    [finding] = visit.findings.all()
    finish_duty(by="ทดสอบ", duty=finding.duty, at=NOW)
    accept_duty(by="ทดสอบ", duty=finding.duty, at=NOW)
    page = text_of(sign_in("school-director").get(SCHOOL))
    assert "ปิดแล้ว" in page
    assert "ยังไม่ปิด" not in page


def test_the_day_of_a_finding_is_that_of_its_duty(sign_in: SignIn, area: None) -> None:
    [finding] = made_visit().findings.all()
    postpone_duty(by="ทดสอบ", duty=finding.duty, due=date(2026, 12, 15), reason="รอวัสดุ")
    supervisor = sign_in("supervisor")
    papers = [f"{SCHOOL}/book.docx", f"{BOOKS}/own.docx?month=2569-10"]
    told = [text_of(supervisor.get(url)) for url in (SCHOOL, OCTOBER)]
    told += [_told(supervisor.get(url).content) for url in papers]
    assert all(re.search("[1๑][5๕] ธ.ค.", one) for one in told)
    assert not any(re.search("[2๒][0๐] พ.ย.", one) for one in told)


def test_a_network_s_schools_are_seen_by_its_people_only(sign_in: SignIn, area: None) -> None:
    other = f"{BOOKS}/schools/{school_code(1)}"
    seen = {name for name in NAMES if sign_in(name).get(other).status_code == 200}
    assert seen == doors.EVERYWHERE
    assert sign_in("director").get(f"{BOOKS}/schools/99999999").status_code == 404
    assert "สมุดนิเทศ" in text_of(sign_in("school-director").get(f"{BOOKS}/our-school"))


def _told(content: bytes) -> str:
    """All that a DOCX says."""
    paper = Document(BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


@pytest.mark.parametrize("at", ["own", "school"])
def test_the_papers_say_what_the_pages_say(sign_in: SignIn, begun: None, at: str) -> None:
    send_internal(sign_in, "2569-10")
    made_visit()
    supervisor = sign_in("supervisor")
    write_book(supervisor, summary="ดีขึ้นทุกโรงเรียน")
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


def test_a_school_s_book_is_drawn_once_until_something_changes(
    sign_in: SignIn, begun: None
) -> None:
    duty, head = send_internal(sign_in, "2569-10"), sign_in("school-director")
    made_visit()
    again = queries_of(head, SCHOOL, anew=False)
    assert again <= 10
    assert queries_of(head, SCHOOL) > again
    assert "ตรวจแล้ว" not in text_of(head.get(SCHOOL))
    accept_duty(by="ศน.", duty=duty, at=timezone.now())
    assert "ตรวจแล้ว" in text_of(head.get(SCHOOL))
