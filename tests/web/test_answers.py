"""What schools answer: who is asked, what is refused at its field, who reads it, when it closes."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.jobs.announcing import subjects_asked, withdraw_announcement
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import close_answers
from khet.records.learning.models import Answer, ScoreFile, Sitting
from khet.records.learning.queries import versions_of
from khet.records.office.models import Duty
from khet.records.registry.models import Event
from khet.rules.calendar import thai_date
from khet.rules.deadlines import ANSWER_RESULTS
from tests.conftest import Clock
from tests.made_area import school_code, school_name
from tests.papers import text_of, typeset_data
from tests.web.answering import SITTING, answer, ask_schools, asked_of

SignIn = Callable[..., Client]
OWN, OTHER, SAME_NETWORK = school_code(0), school_code(3), school_code(2)
ANSWER = f"/learning/answer?{SITTING}&school="
SAVE = f"/learning/answer/save?{SITTING}&school={OWN}"
LIST, READ = f"/learning/answers?{SITTING}", f"/learning/answers/read?{SITTING}"
CLOSE = f"/learning/answers/close?{SITTING}"
MOST_QUERIES = 15


@pytest.fixture
def asking(area: None, clock: Clock) -> ScoreFile:
    """The announced results of the main test, to be answered within fifteen days."""
    return ask_schools(timezone.localdate() + timedelta(15))


@pytest.fixture
def head(sign_in: SignIn, asking: ScoreFile) -> Client:
    """The director of the first school."""
    return sign_in("school-director")


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _save(client: Client, save: str, sent: dict[str, str]) -> Any:
    return client.post(SAVE, {"save": save, **sent})


def _asked() -> QuerySet[Duty]:
    return Duty.objects.filter(rule=ANSWER_RESULTS.code)


def _duty(code: str = OWN) -> Duty:
    return Duty.objects.get(unit__code=code)


def test_every_school_with_an_orange_or_red_subject_is_asked(asking: ScoreFile) -> None:
    rows = results_for(asking).schools.items()
    low = {code for (code, s), row in rows if s != "ALL" and row.colour in ("orange", "red")}
    assert OWN in low
    duties = _asked()
    assert {duty.unit.code for duty in duties} == low
    assert {(d.state, d.role, d.due) for d in duties} == {
        ("open", "school-director", asking.answers_due)
    }


def test_the_day_is_asked_for_when_announcing_and_may_not_be_past(
    sign_in: SignIn, asking: ScoreFile
) -> None:
    told = {"file": asking, "versions": versions_of(asking.sitting)}
    withdraw_announcement(by="ทดสอบ", reason="ผิด", at=timezone.now(), **told)
    assert set(_asked().values_list("state", flat=True)) == {"waived"}
    director = sign_in("director")
    move = f"/learning/sittings/move?{SITTING}&version=1&to=announced"
    n = len(subjects_asked(asking))
    assert f"{n} โรงเรียนมีวิชากลุ่มสีแสดหรือสีแดง" in _text(director, move)
    yesterday = thai_date(timezone.localdate() - timedelta(1))
    for due, why in ((yesterday, "ผ่านไปแล้ว"), ("", "ใส่วันสุดท้าย"), ("๓๒", "อ่านวันที่ไม่ได้")):
        page = director.post(move, {"due": due}).content.decode()
        assert why in page
        assert f'value="{due}"' in page or not due
    today = timezone.localdate()
    assert director.post(move, {"due": thai_date(today)}).status_code == 302
    asking.refresh_from_db()
    assert (asking.state, asking.answers_due) == ("announced", today)
    assert set(_asked().values_list("state", "due")) == {("open", today)}


def test_the_page_shows_each_subject_with_its_figures_and_the_letter(
    head: Client, asking: ScoreFile
) -> None:
    page, results = _text(head, ANSWER + OWN), results_for(asking)
    for subject in asked_of(OWN):
        row = results.schools[OWN, subject]
        assert f">{row.percent_below}</a>" in page
        assert f">{results.limits[subject].limit}</a>" in page
        assert f'name="{subject}-target"' in page
    assert page.count("<textarea") == 3 * len(asked_of(OWN))
    letter = page.split('href="/learning/letters.pdf')[1].split('"')[0].replace("&amp;", "&")
    with typeset_data() as told:
        assert head.get(f"/learning/letters.pdf{letter}").status_code == 200
    assert asking.answers_due
    due = thai_date(asking.answers_due)
    assert due in text_of(told[-1]["letters"]).replace("\u00a0", " ").translate(
        str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
    )


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("150", "ไม่เกิน 100"),
        ("-1", "ตัวเลข 0–100"),
        ("45.555", "ทศนิยมไม่เกิน 2"),
        ("มาก", "ตัวเลข 0–100"),
        ("", "ใส่ค่าเป้าหมาย"),
    ],
)
def test_a_target_that_is_none_is_refused_at_its_field(head: Client, target: str, why: str) -> None:
    subject = asked_of(OWN)[0]
    page = _save(head, subject, answer(subject, target=target)).content.decode()
    fault = page.split(f'id="id_{subject}-target_error"')[1].split("</div>")[0]
    assert why in fault
    assert f'href="#id_{subject}-target"' in page
    assert "สอนไม่ตรงเอก" in page
    assert not target or f'value="{target}"' in page
    assert not Answer.objects.exists()


def test_all_subjects_are_kept_with_thai_digits_and_the_duty_is_done(head: Client) -> None:
    subjects = asked_of(OWN)
    assert len(subjects) > 1
    assert _save(head, "all", answer(*subjects, target="๘๐.๕")).status_code == 302
    found = Answer.objects.filter(school__code=OWN)
    assert {(a.subject, str(a.target), a.plan) for a in found} == {
        (subject, "80.50", "สอนเสริม") for subject in subjects
    }
    duty = _duty()
    assert (duty.state, duty.done_by) == ("done", "ผู้ทดสอบ")
    assert "ตอบแล้ว" in _text(head, ANSWER + OWN)
    events = Event.objects.filter(kind="learning.answers", action="answer-results")
    assert events.count() == len(subjects)
    _save(head, "all", answer(*subjects, target="80.50"))
    assert events.count() == len(subjects), "what says the same is no change"


def test_one_subject_is_kept_and_the_others_stay_as_typed(head: Client) -> None:
    first, second, *_ = asked_of(OWN)
    half = {f"{second}-plan": "กำลังเขียนอยู่"}
    response = _save(head, first, answer(first, **half))
    assert response.status_code == 200
    page = response.content.decode()
    assert "กำลังเขียนอยู่" in page
    assert 'role="alert"' not in page
    assert [a.subject for a in Answer.objects.all()] == [first]
    assert _duty().state == "open"
    page = _save(head, "all", answer(first, **half)).content.decode()
    assert f'href="#id_{second}-target"' in page
    assert "กำลังเขียนอยู่" in page
    assert Answer.objects.count() == 1
    assert _save(head, "all", answer(first)).status_code == 302, "empty subjects can wait"


def test_a_target_no_higher_than_the_mean_is_warned_of_and_kept(head: Client) -> None:
    subject = asked_of(OWN)[0]
    _save(head, subject, answer(subject, target="0"))
    assert "ไม่สูงกว่าคะแนนเฉลี่ยปัจจุบัน" in _text(head, ANSWER + OWN)
    _save(head, subject, answer(subject, target="100"))
    assert "ไม่สูงกว่าคะแนนเฉลี่ยปัจจุบัน" not in _text(head, ANSWER + OWN)
    assert str(Answer.objects.get().target) == "100.00"
    assert Event.objects.filter(action="change-answer").count() == 1


def test_an_answer_after_its_day_is_taken_and_said_to_be_late(
    head: Client, asking: ScoreFile, clock: Clock, sign_in: SignIn
) -> None:
    clock.forward(days=18)
    head = sign_in("school-director")
    assert "เกินกำหนด 3 วัน" in _text(head, ANSWER + OWN)
    assert "เกินกำหนด 3 วัน" in _text(head, "/office/panels/duties")
    _save(head, "all", answer(*asked_of(OWN)))
    assert "ช้ากว่ากำหนด 3 วัน" in _text(head, ANSWER + OWN)
    assert "ตอบผลสอบ" not in _text(head, "/office/panels/duties")


def test_after_closing_an_answer_is_refused_and_nothing_is_lost(
    head: Client, sign_in: SignIn, asking: ScoreFile
) -> None:
    director, subject = sign_in("director"), asked_of(OWN)[0]
    assert director.post(CLOSE, {"to": "closed"}).status_code == 302
    page = _save(
        head, subject, answer(subject, **{f"{subject}-plan": "แผนที่พิมพ์ไว้"})
    ).content.decode()
    assert "ปิดรับคำตอบแล้ว" in page
    assert "แผนที่พิมพ์ไว้" in page
    assert not Answer.objects.exists()
    shown = _text(head, ANSWER + OWN)
    assert "<textarea" not in shown
    assert "ปิดรับคำตอบแล้ว โดย ผู้ทดสอบ" in shown
    assert "ปิดรับคำตอบแล้ว" in _text(director, LIST)
    director.post(CLOSE, {"to": "open"})
    assert _save(head, subject, answer(subject)).status_code == 302
    told = Event.objects.filter(kind="learning.answers").order_by("pk")
    assert [e.action for e in told] == ["close-answers", "reopen-answers", "answer-results"]


def test_after_a_withdrawal_what_was_typed_can_be_copied(head: Client, asking: ScoreFile) -> None:
    subject = asked_of(OWN)[0]
    told = {"file": asking, "versions": versions_of(asking.sitting)}
    withdraw_announcement(by="ทดสอบ", reason="คะแนนผิด", at=timezone.now(), **told)
    response = _save(head, subject, answer(subject, **{f"{subject}-plan": "แผนที่พิมพ์ไว้"}))
    assert response.status_code == 409
    page = response.content.decode()
    assert "ถูกถอนประกาศแล้ว" in page
    assert "แผนที่พิมพ์ไว้" in page
    assert not Answer.objects.exists()
    assert _duty().state == "waived"
    waived = Event.objects.filter(action="waive-duty").first()
    assert waived
    assert "คะแนนผิด" in waived.after["reason"]


def test_the_trail_says_in_words_what_became_of_a_duty(
    sign_in: SignIn, head: Client, asking: ScoreFile
) -> None:
    _save(head, "all", answer(*asked_of(OWN)))
    told = {"file": asking, "versions": versions_of(asking.sitting)}
    withdraw_announcement(by="ทดสอบ", reason="คะแนนผิด", at=timezone.now(), **told)
    page = _text(sign_in("auditor"), "/registry/events/")
    for words in ("ยกเว้นงาน", "งานเสร็จ", "ถอนประกาศผล: คะแนนผิด", "ตอบผลสอบ", "ยังไม่เสร็จ"):
        assert words in page
    assert ">answer-results<" not in page
    assert "สอนไม่ตรงเอก" not in page


def test_a_subject_that_is_not_asked_for_is_not_kept(head: Client) -> None:
    assert _save(head, "ALL", {}).status_code == 409
    other = next(s for s in ("mathematics", "english", "arts", "health") if s not in asked_of(OWN))
    assert _save(head, other, answer(other)).status_code == 409
    assert not Answer.objects.exists()


def test_a_teacher_reads_and_does_not_write(sign_in: SignIn, head: Client) -> None:
    subject = asked_of(OWN)[0]
    _save(head, subject, answer(subject))
    page = _text(sign_in("teacher"), "/learning/answer")
    assert "สอนไม่ตรงเอก" in page
    assert "<textarea" not in page
    assert sign_in("teacher").post(SAVE, answer(subject)).status_code == 403
    assert sign_in("supervisor").post(SAVE, answer(subject)).status_code == 403
    assert head.post(SAVE.replace(OWN, OTHER), answer(subject)).status_code == 403


def test_who_follows_sees_who_answered_within_reach(sign_in: SignIn, head: Client) -> None:
    _save(head, "all", answer(*asked_of(OWN)))
    duties = _asked().count()
    page = _text(sign_in("supervisor"), LIST)
    assert f"<b>1/{duties}</b>" in page
    in_network = [school_code(k) for k in range(0, 12, 2)]
    of_network = _asked().filter(unit__code__in=in_network).count()
    assert 1 < of_network < duties
    for name in ("network-supervisor", "network-chair"):
        page = _text(sign_in(name), LIST)
        assert f"<b>1/{of_network}</b>" in page
        assert school_name(3) not in page
    assert "<b>1/1</b>" in _text(head, LIST)


def test_the_list_is_filtered_sorted_and_exported(sign_in: SignIn, head: Client) -> None:
    _save(head, "all", answer(*asked_of(OWN)))
    supervisor = sign_in("supervisor")

    def schools(query: str) -> list[str]:
        board = _text(supervisor, LIST + query).split('id="board"')[1]
        return [p.split("</a>")[0].split(">")[-1] for p in board.split('<th scope="row"')[1:]]

    every = schools("")
    assert schools("&state=done") == [school_name(0)]
    assert set(schools("&state=open")) == set(every) - {school_name(0)}
    assert schools("&state=late") == []
    subject = asked_of(OWN)[0]
    asked = {code for code, subjects in subjects_asked(_file()).items() if subject in subjects}
    assert set(schools(f"&subject={subject}")) == {
        school_name(k) for k in range(12) if school_code(k) in asked
    }
    assert schools("&sort=-answered")[0] == school_name(0)
    assert school_name(3) not in schools("&network=เครือข่าย 1")
    body = supervisor.get(f"/learning/answers.xlsx?{SITTING}&state=done").content
    rows = list(load_workbook(io.BytesIO(body)).active.values)
    told = [row for row in rows if row[0] == OWN]
    assert len(told) == len(asked_of(OWN))
    assert all("สอนไม่ตรงเอก" in row and 80 in row for row in told)


def _file() -> ScoreFile:
    return ScoreFile.objects.select_related("sitting__area").get(answers_due__isnull=False)


def test_answers_are_read_side_by_side_within_reach(sign_in: SignIn, head: Client) -> None:
    subject = asked_of(OWN)[0]
    _save(head, subject, answer(subject, target="77.25"))
    page = _text(sign_in("supervisor"), f"{READ}&subject={subject}")
    assert "77.25" in page
    assert "สอนไม่ตรงเอก" in page
    Answer.objects.update(school=Duty.objects.get(unit__code=OTHER).unit)
    chair = _text(sign_in("network-chair"), f"{READ}&subject={subject}")
    assert "77.25" not in chair
    assert "ยังไม่มีคำตอบ" in chair
    assert "77.25" in _text(sign_in("director"), f"{READ}&subject={subject}")


def test_the_panels_tell_what_is_owed_and_what_was_answered(sign_in: SignIn, head: Client) -> None:
    duties, subject = _asked().count(), asked_of(OWN)[0]
    assert "ตอบผลสอบ O-NET ป.6" in _text(head, "/office/panels/duties")
    assert "/office/panels/duties" in _text(head, "/")
    assert "/office/panels/handed-on" not in _text(sign_in("teacher"), "/")
    supervisor = sign_in("supervisor")
    assert "/learning/panels/unanswered" in _text(supervisor, "/learning/visits/panels/unanswered")
    assert f"0/{duties}" in _text(supervisor, "/learning/panels/unanswered")
    _save(head, subject, answer(subject, target="66.50"))
    panel = _text(head, f"/learning/panels/answers?school={OWN}&year=2556")
    assert "66.50" in panel
    assert "/learning/panels/answers" in _text(head, f"/learning/schools/{OWN}?{SITTING}")


def test_the_answer_stays_with_its_year(head: Client, asking: ScoreFile) -> None:
    subject = asked_of(OWN)[0]
    _save(head, subject, answer(subject, target="66.50"))
    older = Sitting.objects.get(academic_year=2555, test="O-NET", grade="P6")
    Answer.objects.update(sitting=older)
    assert "66.50" in _text(head, f"/learning/panels/answers?school={OWN}&year=2556")
    page = _text(head, f"/learning/answer?test=O-NET&grade=P6&year=2555&school={OWN}")
    assert "66.50" in page


def test_closed_answers_open_again_with_a_new_announcement(asking: ScoreFile) -> None:
    close_answers(by="ทดสอบ", sitting=asking.sitting, at=timezone.now())
    ask_schools(timezone.localdate() + timedelta(30))
    asking.sitting.refresh_from_db()
    assert asking.sitting.answers_closed_at is None


def test_queries_are_few_and_do_not_grow_with_answers(sign_in: SignIn, head: Client) -> None:
    pages = (ANSWER + OWN, LIST, READ, f"/learning/panels/answers?school={OWN}&year=2556")
    pages += ("/learning/panels/unanswered", "/office/panels/duties", CLOSE)
    found = []
    for _ in range(2):
        cache.clear()
        for name in ("supervisor", "school-director"):
            client = sign_in(name)
            for address in pages[: -1 if name == "school-director" else None]:
                with CaptureQueriesContext(connection) as queries:
                    assert client.get(address).status_code == 200
                found.append((name, address, len(queries)))
        _save(head, "all", answer(*asked_of(OWN)))
    half = len(found) // 2
    assert [told for told in found if told[2] > MOST_QUERIES] == []
    assert [a for a, b in zip(found[:half], found[half:], strict=True) if b[2] > a[2]] == []


def test_the_day_for_answers_is_changed_for_who_still_owes(
    sign_in: SignIn, asking: ScoreFile, head: Client
) -> None:
    _save(head, "all", answer(*asked_of(OWN)))
    supervisor, page = sign_in("supervisor"), f"/learning/answers/day?{SITTING}"
    for wrong, why in (("1 ม.ค. 2558", "ผ่านไปแล้ว"), ("1 ม.ค. 2600", "ไกลเกินหนึ่งปี")):
        assert why in supervisor.post(page, {"due": wrong}).content.decode()
    later = timezone.localdate() + timedelta(45)
    supervisor.post(page, {"due": thai_date(later)})
    duties = Duty.objects.filter(about_key=str(asking.sitting_id))
    assert duties.get(unit__code=OWN).due != later
    assert {duty.due for duty in duties.exclude(unit__code=OWN)} == {later}
    assert Event.objects.get(action="change-answers-due").after["answers_due"] == str(later)
    assert thai_date(later) in _text(supervisor, LIST)
