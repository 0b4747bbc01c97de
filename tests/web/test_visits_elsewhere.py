"""Visits on other pages: panels, homes, papers, the calendar, the search."""

import html
import re
from datetime import timedelta

from django.utils import timezone

from khet.records.learning.actions.assignments import AssignmentEntry, assign
from khet.records.learning.models import Visit
from khet.records.office.models import Duty
from khet.records.registry.models import Placement, UnitKind
from tests.made_area import school_code, school_name
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


def test_the_panels_of_a_supervisor(sign_in: SignIn) -> None:
    supervisor, today = sign_in("supervisor"), this_day()
    Visit.objects.filter(told_at__isnull=False).update(answered_at=timezone.now())
    planned = plan_visit(planned_on=today)
    undated = plan_visit(2)
    told_visit(school=5)
    Visit.objects.filter(school__code=school_code(5)).update(told_at=timezone.now() - timedelta(9))
    week = page_of(supervisor, "/panels/week")
    assert f"{HERE}/{planned.pk}" in week
    assert f"{HERE}/record/{planned.uuid}" in week
    assert f"{HERE}/{undated.pk}" not in week
    assert "ยังไม่กำหนดวัน 2 ครั้ง" in week
    waiting = page_of(supervisor, "/panels/unanswered")
    assert (school_name(5) in waiting, "แจ้งแล้ว 9 วัน" in waiting) == (True, True)
    own = page_of(sign_in("network-supervisor"), "/panels/unanswered")
    assert "โรงเรียนตอบครบแล้ว" in own


def test_an_answer_is_awaited_by_who_led_or_looks_after_the_network(sign_in: SignIn) -> None:
    visit = told_visit(school=5, lead=user_named("network-supervisor"))
    answer = Duty.objects.filter(rule="answer-visit", about_key=str(visit.pk))
    answer.update(due=this_day() - timedelta(3))

    def told(name: str) -> tuple[bool, bool]:
        page = page_of(sign_in(name), "/panels/unanswered")
        return f"{HERE}/{visit.pk}" in page, "เกินกำหนด 3 วัน" in page

    assert [told(name) for name in ("network-supervisor", "supervisor")] == [
        (True, True),
        (False, False),
    ]
    network = Placement.objects.get(child=visit.school, parent__kind=UnitKind.NETWORK).parent
    entry = AssignmentEntry(network, user_named("supervisor"), "supervisor", this_day())
    assign(by="ทดสอบ", area=visit.area, entry=entry)
    assert told("supervisor") == (True, True)


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
        write_down(plan_visit(1), a_finding(), day=this_day() - timedelta(back))
    told_visit(a_finding(), school=1)
    page = page_of(sign_in("supervisor"), f"/panels/school?school={school_code(1)}")
    assert len(re.findall(rf'href="{HERE}/\d+"', page)) == 5
    assert ("นิเทศแล้ว 9 ครั้ง" in page, "ข้อค้นพบที่ยังไม่ปิด 1 ข้อ" in page) == (True, True)
    assert "ยังไม่เคยนิเทศ" in page_of(
        sign_in("network-chair"), f"/panels/school?school={school_code(1)}"
    )


def test_the_head_of_a_school_is_told_what_waits(sign_in: SignIn) -> None:
    visit, head = told_visit(a_finding()), sign_in("school-director")
    duty = visit.findings.get().duty
    page = page_of(head, "/panels/advice")
    assert f"{HERE}/{visit.pk}/acknowledge" in page
    assert f"/office/duties/{duty.pk}" in page
    head.post(f"{HERE}/{visit.pk}/acknowledge")
    assert f"{HERE}/{visit.pk}/answer" in page_of(head, "/panels/advice")
    head.post(f"{HERE}/{visit.pk}/answer", {"answer": "ทราบ"})
    assert f"{HERE}/{visit.pk}/answer" not in page_of(head, "/panels/advice")


def test_papers_tell_of_visits_and_late_findings(sign_in: SignIn) -> None:
    plan_visit(2, planned_on=this_day())
    visit = told_visit(a_finding())
    Duty.objects.filter(pk=visit.findings.get().duty.pk).update(due=this_day() - timedelta(4))
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
    visit = plan_visit(planned_on=this_day())
    for name, of, shown in (
        ("supervisor", "mine", True),
        ("director", "office", True),
        ("director", "mine", False),
        ("school-director", "mine", True),
        ("clerk", "mine", False),
    ):
        page = sign_in(name).get(f"/office/calendar/?of={of}").content.decode()
        assert (f'href="{HERE}/{visit.pk}"' in page) == shown, (name, of)


def test_the_search_shows_no_words_of_a_visit_that_may_not_be_opened(sign_in: SignIn) -> None:
    visit = told_visit()
    seen = sign_in("school-director").get("/office/search/?q=ฝึกอ่านทุกเช้า").content.decode()
    assert f"{HERE}/{visit.pk}" in seen
    hidden = sign_in("teacher").get("/office/search/?q=ฝึกอ่านทุกเช้า").content.decode()
    assert f"{HERE}/{visit.pk}" not in hidden
    assert "<mark>" not in hidden
