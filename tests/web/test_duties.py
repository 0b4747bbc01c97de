"""Pages of duties: the own, one, every act by who may and by who may not, passing on, sections."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from khet.documents.sheets import Sheet, workbook
from khet.jobs.evidence_files import AT_ONCE, RefusedFileError
from khet.records.office.actions.duties import (
    Owner,
    finish_duty,
    open_duties,
    pass_duty,
    posts_at,
    waive_duty,
)
from khet.records.office.models import Duty, Evidence, EvidenceUse
from khet.records.office.queries.calendar import next_open
from khet.records.registry.models import Event, RoleHeld, Unit, UnitKind, User
from khet.rules.calendar import thai_date
from khet.rules.deadlines import (
    ANSWER_RESULTS,
    INSTRUCTION,
    INTERNAL_SUPERVISION,
    SCHOOL_ACCOUNTS,
    Deadline,
)
from khet.rules.duties import Act
from khet.web.office.duties import acting
from khet.web.parts.gathered import BOARD, HAND_OVER, About, Section, sections_of
from khet.web.parts.viewer import Viewer
from tests.cast import ANONYMOUS, NAMES
from tests.circular_rows import engage, make_group
from tests.made_area import school_code

SignIn = Callable[..., Client]
MOST_QUERIES = 15
PAGE = "/office/duties/"
TITLE = "ส่งแผนเผชิญเหตุของโรงเรียน"


def _unit(number: int = 0) -> Unit:
    return Unit.objects.get(code=school_code(number))


def _open(
    unit: Unit, late: int = 3, rule: Deadline = INSTRUCTION, key: str = "1", title: str = TITLE
) -> Duty:
    due = timezone.localdate() - timedelta(late)
    return open_duties(
        by="ผู้สั่ง", rule=rule, owners=posts_at([unit], "school-director"),
        about=("office.instruction", key), opened=due - timedelta(9), due=due, title=title,
    )[0]  # fmt: skip


@pytest.fixture
def duty(area: None) -> Duty:
    """What the first school's director owes since three days."""
    return _open(_unit())


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _act(client: Client, duty: Duty, act: Act, **sent: Any) -> Any:
    return client.post(f"{PAGE}{duty.pk}/{act.value}", sent)


def _shown(duty: Duty) -> QuerySet[Evidence]:
    """What shows that a duty was done."""
    return Evidence.objects.filter(uses__about_kind="office.duty", uses__about_key=duty.pk)


def _state(duty: Duty) -> str:
    return Duty.objects.get(pk=duty.pk).state


def test_the_list_shows_the_most_pressing_first_with_what_to_do(sign_in: SignIn) -> None:
    for late, key in ((9, "a"), (0, "b"), (-40, "c")):
        _open(_unit(), late, key=key, title=f"งาน {key}")
    _open(_unit(1), 9, key="d", title="งานของโรงเรียนอื่น")
    page = _text(sign_in("school-director"), PAGE).split("<main")[1].split("</main>")[0]
    order = [page.index(word) for word in ("งาน a", "<h2>วันนี้", "งาน b", "<h2>ต่อไป", "งาน c")]
    assert order == sorted(order)
    assert "เกินกำหนด 9 วัน" in page
    assert "งานของโรงเรียนอื่น" not in page
    assert page.count(">กำลังทำ</button>") == 4, "the three and the sample"


def test_one_tap_says_that_it_is_being_done_and_comes_back(sign_in: SignIn, duty: Duty) -> None:
    client = sign_in("school-director")
    answer = client.post(f"{PAGE}{duty.pk}/begin", {"next": "/"})
    assert answer.headers["Location"] == "/"
    assert Duty.objects.get(pk=duty.pk).progress == "working"
    elsewhere = client.post(f"{PAGE}{duty.pk}/begin", {"next": "https://elsewhere.example/"})
    assert elsewhere.headers["Location"] == PAGE
    assert "กำลังทำ" in _text(client, f"{PAGE}{duty.pk}")


def test_a_duty_is_seen_by_its_owner_and_who_follows_the_school(
    sign_in: SignIn, duty: Duty
) -> None:
    other = _open(_unit(1))
    seen = {
        number: {n for n in NAMES if sign_in(n).get(f"{PAGE}{one.pk}").status_code == 200}
        for number, one in ((0, duty), (1, other))
    }
    network = {"network-supervisor", "network-chair"}
    assert seen[0] - seen[1] == {"school-director", *network}
    assert not seen[0] & {ANONYMOUS, "newcomer", "teacher", "administrator"}
    pass_duty(by="ผอ.", duty=duty, to=User.objects.get(username="teacher"))
    assert sign_in("teacher").get(f"{PAGE}{duty.pk}").status_code == 200
    assert sign_in("director").get(f"{PAGE}999999999").status_code == 404


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("name", ["school-director", "teacher", "network-chair"])
def test_nobody_acts_on_the_duty_of_another_school(
    sign_in: SignIn, area: None, act: Act, name: str
) -> None:
    other = _open(_unit(1))
    before = Duty.objects.filter(pk=other.pk).values().get()
    sent = {"reason": "x", "due": "1/1/2599", "progress": "working", "to": "1"}
    assert _act(sign_in(name), other, act, **sent).status_code == 403
    assert sign_in(name).post(f"{PAGE}{other.pk}/begin").status_code == 403
    assert Duty.objects.filter(pk=other.pk).values().get() == before


def test_done_with_a_file_then_returned_then_accepted(sign_in: SignIn, duty: Duty) -> None:
    head, director = sign_in("school-director"), sign_in("director")
    sheet = workbook(Sheet("แผน", (), ("ก",), [("ข",)]))
    file = SimpleUploadedFile("แผน.xlsx", sheet)
    assert _act(head, duty, Act.FINISH, file=file, note="ครบทุกชั้น").status_code == 302
    kept = _shown(duty).get()
    assert (kept.title, kept.unit.code, kept.level) == (TITLE, school_code(0), "unit")
    assert kept.kind == "ข้อสั่งการ", "kinds of evidence are Thai words"
    page = _text(director, f"{PAGE}{duty.pk}")
    assert "ส่งแล้ว รอตรวจ" in page
    assert "ครบทุกชั้น" in page
    assert "ส่งช้า 3 วัน" in page
    assert f'hx-get="/office/evidence/of?kind=office.duty&amp;key={duty.pk}"' in page
    assert "เขียนเหตุผล" in _act(director, duty, Act.RETURN).content.decode()
    assert _state(duty) == "done"
    assert _act(director, duty, Act.RETURN, reason="ขาดลายเซ็น").status_code == 302
    page = _text(head, f"{PAGE}{duty.pk}")
    assert page.count("ขาดลายเซ็น") == 2, "as the reason, and in the history"
    assert _act(head, duty, Act.FINISH).status_code == 302
    assert _act(sign_in("deputy"), duty, Act.ACCEPT).status_code == 302
    assert _state(duty) == "accepted"
    told = [f">{word}" for word in ("ตรวจรับงาน", "งานเสร็จ", "ส่งงานกลับแก้ไข", "มอบงานที่ต้องทำ")]
    history = _text(head, f"{PAGE}{duty.pk}").split("ประวัติ</h2>")[1]
    assert [history.index(word) for word in told] == sorted(history.index(word) for word in told)


def test_a_mistaken_acceptance_and_a_waiver_are_taken_back(sign_in: SignIn, duty: Duty) -> None:
    head, director = sign_in("school-director"), sign_in("director")
    _act(head, duty, Act.FINISH, note="ทำแล้ว")
    _act(director, duty, Act.ACCEPT)
    page = _text(director, f"{PAGE}{duty.pk}")
    assert f"{PAGE}{duty.pk}/reopen-check" in page
    assert f'<li><a href="{PAGE}">งานของฉัน</a></li>' in page, "it isn't late any more"
    assert "reopen-check" not in _text(head, f"{PAGE}{duty.pk}")
    assert _act(head, duty, Act.REOPEN_CHECK, reason="x").status_code == 403
    assert "เขียนเหตุผล" in _act(director, duty, Act.REOPEN_CHECK).content.decode()
    assert _act(director, duty, Act.REOPEN_CHECK, reason="กดผิด").status_code == 302
    assert _state(duty) == "done"
    _act(director, duty, Act.RETURN, reason="แก้")
    assert '<li><a href="/office/late/">' in _text(director, f"{PAGE}{duty.pk}")
    _act(director, duty, Act.WAIVE, reason="ยกเว้นผิดโรงเรียน")
    assert _act(head, duty, Act.ASK_AGAIN, reason="x").status_code == 403
    assert _act(director, duty, Act.ASK_AGAIN, reason="ยังต้องส่ง").status_code == 302
    assert _state(duty) == "open"
    assert "ยังต้องส่ง" in _text(head, f"{PAGE}{duty.pk}")


def test_a_large_file_of_a_duty_is_read_behind_the_page(sign_in: SignIn, duty: Duty) -> None:
    text = "คำที่หา " + "ก " * (AT_ONCE // 3)
    file = SimpleUploadedFile("ยาว.txt", text.encode())
    assert _act(sign_in("school-director"), duty, Act.FINISH, file=file).status_code == 302
    assert _shown(duty).get().versions.get().text.startswith("คำที่หา")


def test_an_answer_after_the_duty_was_waived_is_refused_and_stays(
    sign_in: SignIn, duty: Duty
) -> None:
    head = sign_in("school-director")
    assert _act(sign_in("director"), duty, Act.WAIVE, reason="รวมโรงเรียน").status_code == 302
    page = _act(head, duty, Act.FINISH, note="ทำเสร็จแล้วค่ะ").content.decode()
    assert "งานนี้ได้รับยกเว้นแล้ว" in page
    assert "ทำเสร็จแล้วค่ะ" in page
    assert _state(duty) == "waived"
    assert not _shown(duty).exists()
    assert "งานนี้ได้รับยกเว้นแล้ว" in _text(head, f"{PAGE}{duty.pk}/finish")
    assert "รวมโรงเรียน" in _text(head, f"{PAGE}{duty.pk}")
    head.post(f"{PAGE}{duty.pk}/begin")
    assert "งานนี้ได้รับยกเว้นแล้ว" in _text(head, PAGE)


def test_a_waiver_in_the_same_moment_keeps_nothing_of_what_was_brought(
    sign_in: SignIn, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    def waived_meanwhile(*, duty: Duty, **more: Any) -> bool:
        waive_duty(by="ผอ.", duty=duty, reason="พอดี")
        return finish_duty(duty=duty, **more)

    monkeypatch.setattr(acting, "finish_duty", waived_meanwhile)
    file = SimpleUploadedFile("แผน.xlsx", workbook(Sheet("แผน", (), ("ก",), [("ข",)])))
    page = _act(sign_in("school-director"), duty, Act.FINISH, file=file, note="ทันไหม")
    assert "งานนี้ได้รับยกเว้นแล้ว" in page.content.decode()
    assert not _shown(duty).exists()


def test_a_refused_file_says_why_and_the_note_stays(
    sign_in: SignIn, duty: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_file: object) -> None:
        raise RefusedFileError("ไฟล์ไม่ใช่ PDF ตามชื่อ")

    monkeypatch.setattr(acting, "take_in", refuse)
    file = SimpleUploadedFile("x.pdf", b"MZ")
    page = _act(sign_in("school-director"), duty, Act.FINISH, file=file, note="ดูแนบ")
    told = page.content.decode()
    assert "ไฟล์ไม่ใช่ PDF ตามชื่อ" in told
    assert "ดูแนบ" in told
    assert _state(duty) == "open"


def test_monthly_accounts_are_sent_on_their_own_page_and_checked_by_the_auditor(
    sign_in: SignIn, area: None
) -> None:
    duty = open_duties(
        by="ผู้สั่ง", rule=SCHOOL_ACCOUNTS, owners=posts_at([_unit()], "school-director"),
        about=("office.month", "2569-10"), opened=date(2026, 11, 1), due=date(2026, 11, 16),
    )[0]  # fmt: skip
    head = sign_in("school-director")
    assert f'href="/office/own-months/{duty.pk}"' in _text(head, f"{PAGE}{duty.pk}")
    assert _act(head, duty, Act.FINISH).status_code == 403
    finish_duty(by="ผอ.", duty=duty, at=timezone.now())
    for name in ("director", "supervisor", "school-director"):
        assert _act(sign_in(name), duty, Act.ACCEPT).status_code == 403
    assert _act(sign_in("auditor"), duty, Act.ACCEPT).status_code == 302


def test_internal_supervision_is_checked_by_the_supervisors_of_the_school(
    sign_in: SignIn, area: None
) -> None:
    for number, refused in ((0, {"auditor", "director"}), (1, {"network-supervisor", "director"})):
        duty = _open(_unit(number), rule=INTERNAL_SUPERVISION, key=f"m{number}")
        finish_duty(by="ผอ.", duty=duty, at=timezone.now())
        for name in refused:
            assert _act(sign_in(name), duty, Act.RETURN, reason="x").status_code == 403
        checker = "supervisor" if number else "network-supervisor"
        assert _act(sign_in(checker), duty, Act.RETURN, reason="แก้วันที่").status_code == 302


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("", "ใส่กำหนดใหม่"),
        ("พรุ่งนี้", "อ่านวันที่ไม่ได้"),
        ("1/1/2556", "วันที่นี้ผ่านไปแล้ว"),
        ("same", "กำหนดใหม่ต้องหลังจากนั้น"),
    ],
)
def test_a_day_that_does_not_postpone_is_refused(
    sign_in: SignIn, area: None, due: str, told: str
) -> None:
    duty = _open(_unit(), late=-5)
    typed = thai_date(duty.due) if due == "same" else due
    page = _act(sign_in("director"), duty, Act.POSTPONE, due=typed, reason="น้ำท่วม")
    assert told in page.content.decode()
    assert typed in page.content.decode()
    assert "น้ำท่วม" in page.content.decode()
    assert Duty.objects.get(pk=duty.pk).due == duty.due


def test_no_duty_is_postponed_to_a_day_off(sign_in: SignIn, duty: Duty) -> None:
    today = timezone.localdate()
    sunday = today + timedelta(13 - today.weekday())
    opens = next_open(Unit.objects.get(kind=UnitKind.AREA), sunday)
    sent = {"due": thai_date(sunday), "reason": "ฝน"}
    page = _act(sign_in("director"), duty, Act.POSTPONE, **sent).content.decode()
    assert f"วันนั้นสำนักงานหยุด: วันทำการถัดไปคือ {thai_date(opens)}" in page
    assert opens > sunday
    sent["due"] = thai_date(opens)
    assert _act(sign_in("director"), duty, Act.POSTPONE, **sent).status_code == 302


def test_postponed_in_thai_digits_is_late_no_more(sign_in: SignIn, duty: Duty) -> None:
    area = Unit.objects.get(kind=UnitKind.AREA)
    day = next_open(area, timezone.localdate() + timedelta(7))
    typed = f"{day.day}/{day.month}/{day.year + 543}".translate(
        {48 + n: 0x0E50 + n for n in range(10)}
    )
    assert _act(sign_in("deputy"), duty, Act.POSTPONE, due=typed, reason="ฝน").status_code == 302
    page = _text(sign_in("school-director"), f"{PAGE}{duty.pk}")
    assert thai_date(day) in page
    assert "ขยายจาก" in page
    assert "เกินกำหนด 3 วัน" not in page


def test_a_director_passes_to_the_own_people_and_sees_it_until_it_is_done(
    sign_in: SignIn, duty: Duty
) -> None:
    head, teacher = sign_in("school-director"), User.objects.get(username="teacher")
    stranger = User.objects.get(username="clerk")
    page = _act(head, duty, Act.HAND_ON, to=stranger.pk).content.decode()
    assert "เลือกจากรายชื่อ" in page
    assert "-----" not in page
    assert _act(head, duty, Act.HAND_ON, to=teacher.pk).status_code == 302
    assert TITLE in _text(head, f"{PAGE}?tab=passed")
    assert TITLE not in _text(head, PAGE)
    assert TITLE in _text(head, "/office/panels/handed-on")
    assert TITLE in _text(sign_in("teacher"), "/office/panels/duties")
    for act in (Act.HAND_ON, Act.TAKE_BACK, Act.POSTPONE, Act.WAIVE):
        assert _act(sign_in("teacher"), duty, act).status_code == 403
    assert _act(sign_in("teacher"), duty, Act.FINISH, note="ทำแล้ว").status_code == 302
    assert TITLE in _text(head, f"{PAGE}?tab=sent"), "until it is accepted"
    assert _act(sign_in("director"), duty, Act.ACCEPT).status_code == 302
    assert TITLE not in _text(head, f"{PAGE}?tab=passed")
    assert TITLE in _text(head, f"{PAGE}?tab=done")


def test_what_was_passed_and_comes_back_is_before_who_answers_for_it(
    sign_in: SignIn, duty: Duty
) -> None:
    head = sign_in("school-director")
    _act(head, duty, Act.HAND_ON, to=User.objects.get(username="teacher").pk)
    _act(head, duty, Act.FINISH, note="ทำแล้ว")
    _act(sign_in("director"), duty, Act.RETURN, reason="ขาดลายมือชื่อ")
    for name in ("school-director", "teacher"):
        for page in (PAGE, "/office/panels/duties"):
            assert TITLE in _text(sign_in(name), page), (name, page)
    assert _act(head, duty, Act.FINISH, note="ทำแล้ว").status_code == 302
    assert TITLE not in _text(head, PAGE)


def test_what_was_passed_is_taken_back(sign_in: SignIn, duty: Duty) -> None:
    head = sign_in("school-director")
    _act(head, duty, Act.HAND_ON, to=User.objects.get(username="teacher").pk)
    assert _act(head, duty, Act.TAKE_BACK).status_code == 302
    assert TITLE in _text(head, PAGE)
    assert sign_in("teacher").get(f"{PAGE}{duty.pk}").status_code == 403


def test_nothing_is_sent_without_a_word_or_something_that_shows_it(
    sign_in: SignIn, duty: Duty
) -> None:
    head = sign_in("school-director")
    page = _act(head, duty, Act.FINISH).content.decode()
    [told] = re.findall(r'id="id_note_error">(.*?)</div>', page, re.DOTALL)
    assert "เขียนว่าทำอะไรไปแล้ว หรือแนบไฟล์" in told
    assert _state(duty) == "open"
    assert _act(head, duty, Act.FINISH, note="ส่งแผนทางไปรษณีย์แล้ว").status_code == 302


def test_who_accepts_a_duty_sees_what_was_handed_in_for_it_and_only_that(
    sign_in: SignIn, duty: Duty
) -> None:
    head = engage("head", "group-director", make_group())
    other = _open(_unit(1), rule=SCHOOL_ACCOUNTS, key="2569-10")
    file = SimpleUploadedFile("แผน.txt", b"1")
    _act(sign_in("school-director"), duty, Act.FINISH, file=file)
    kept, reader = _shown(duty).get(), sign_in("head")
    panel = _text(reader, f"/office/evidence/of?kind=office.duty&key={duty.pk}")
    assert kept.title in panel
    assert "ท่านไม่มีสิทธิ์เห็น" not in panel
    assert reader.get(f"/office/evidence/{kept.pk}").status_code == 200
    assert reader.get(f"/office/evidence/{kept.pk}/1/file").status_code == 200
    assert reader.get(f"/office/evidence/{kept.pk}/edit").status_code == 403
    use = kept.uses.get()
    use.about_key = str(other.pk)
    use.save()
    assert reader.get(f"/office/evidence/{kept.pk}").status_code == 403, "the auditor's to accept"
    use.delete()
    assert reader.get(f"/office/evidence/{kept.pk}").status_code == 403
    RoleHeld.objects.filter(user=head).update(role="planner")
    EvidenceUse.objects.create(evidence=kept, about_kind="office.duty", about_key=duty.pk)
    assert sign_in("head").get(f"/office/evidence/{kept.pk}").status_code == 403


def test_who_accepts_has_a_list_of_what_waits(sign_in: SignIn, duty: Duty) -> None:
    Duty.objects.exclude(pk=duty.pk).delete()
    engage("head", "group-director", make_group())
    own = open_duties(
        by="ผู้สั่ง", rule=INSTRUCTION, owners=[Owner(Unit.objects.get(code="G7"), "group-director")],
        about=("office.instruction", "7"), opened=date(2014, 3, 20), due=date(2014, 4, 4),
        title="งานของผู้ตรวจเอง",
    )[0]  # fmt: skip
    accounts = _open(_unit(1), rule=SCHOOL_ACCOUNTS, key="2569-10", title="บัญชีเดือนตุลาคม")
    head, page = sign_in("head"), f"{PAGE}?tab=awaiting"
    assert TITLE not in _text(head, page)
    assert "รอท่านตรวจรับ" not in _text(head, "/office/panels/duties")
    for one in (duty, own, accounts):
        finish_duty(by="ผู้ส่ง", duty=one, at=timezone.now())
    found = _text(head, page)
    assert "รอท่านตรวจรับ 1</a>" in found
    assert TITLE in found
    assert "งานของผู้ตรวจเอง" not in found
    assert "บัญชีเดือนตุลาคม" not in found
    assert "รอท่านตรวจรับ 1 งาน" in _text(head, "/office/panels/duties")
    assert "งานของผู้ตรวจเอง" in _text(sign_in("director"), page)
    for name in ("planner", "school-director"):
        assert "รอท่านตรวจรับ" not in _text(sign_in(name), PAGE)
        assert sign_in(name).get(page).status_code == 404
    assert _act(head, duty, Act.ACCEPT).status_code == 302
    assert TITLE not in _text(head, page)


def test_trouble_is_told_in_words(sign_in: SignIn, duty: Duty) -> None:
    head = sign_in("school-director")
    page = _act(head, duty, Act.PROGRESS, progress="trouble").content.decode()
    assert "เขียนว่าติดเรื่องใด" in page
    assert _act(head, duty, Act.PROGRESS, progress="trouble", note="รอเงิน").status_code == 302
    assert "มีปัญหา" in _text(head, PAGE)


def test_nobody_accepts_or_waives_what_is_the_own(sign_in: SignIn, area: None) -> None:
    unit = Unit.objects.get(kind="area")
    duty = open_duties(
        by="ผู้สั่ง", rule=INSTRUCTION, owners=[Owner(unit, "director")],
        about=("office.instruction", "9"), opened=date(2014, 3, 20), due=date(2014, 4, 4),
    )[0]  # fmt: skip
    director = sign_in("director")
    assert _act(director, duty, Act.WAIVE, reason="ไม่ทัน").status_code == 403
    assert _act(director, duty, Act.FINISH, note="ทำแล้ว").status_code == 302
    assert _act(director, duty, Act.ACCEPT).status_code == 403
    assert _act(sign_in("deputy"), duty, Act.ACCEPT).status_code == 302


def test_what_is_done_elsewhere_leads_there(sign_in: SignIn, area: None) -> None:
    sitting = Event.objects.filter(kind="learning.published").values_list("key", flat=True)[0]
    due = timezone.localdate()
    duty = open_duties(
        by="ผู้สั่ง", rule=ANSWER_RESULTS, owners=posts_at([_unit()], "school-director"),
        about=("learning.answers", sitting), opened=due, due=due,
    )[0]  # fmt: skip
    head = sign_in("school-director")
    for page in (_text(head, PAGE), _text(head, f"{PAGE}{duty.pk}")):
        assert 'href="/learning/answer?' in page
        assert f"{PAGE}{duty.pk}/finish" not in page
    assert _act(head, duty, Act.FINISH).status_code == 403


def test_the_own_list_as_xlsx(sign_in: SignIn, duty: Duty) -> None:
    body = sign_in("school-director").get(f"{PAGE}duties.xlsx?tab=open").content
    rows = [row for row in load_workbook(io.BytesIO(body)).active.values if row[0] == TITLE]
    assert len(rows) == 1
    assert rows[0][3:5] == (3, "ยังไม่เสร็จ")


def test_a_part_that_is_not_there_says_so(sign_in: SignIn) -> None:
    assert sign_in("teacher").get(f"{PAGE}?tab=nothing").status_code == 404
    assert sign_in("teacher").get(f"{PAGE}?tab=units").status_code == 404


@pytest.mark.parametrize("name", [n for n in NAMES if n not in (ANONYMOUS, "newcomer")])
def test_a_home_begins_with_work_and_has_five_panels_at_most(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    page = _text(client, "/")
    panels = [part.split('"')[0] for part in page.split('hx-get="')[1:]]
    folder, letters = "/office/folder/panel", "/office/letters/panel"
    first = {"clerk": letters} | dict.fromkeys(("director", "deputy", "planner"), folder)
    first |= dict.fromkeys(("school-director", "teacher"), "/office/circulars/panels/inbox")
    assert panels[0] == first.get(name, "/office/panels/duties")
    assert len(panels) <= 5
    assert [client.get(panel).status_code for panel in panels] == [200] * len(panels)


def _counted(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["school-director", "director"])
def test_queries_do_not_grow_with_duties(sign_in: SignIn, duty: Duty, name: str) -> None:
    client = sign_in(name)
    pages = [PAGE, f"{PAGE}{duty.pk}", f"{PAGE}{duty.pk}/pass", "/office/panels/duties", "/"]
    pages += ["/office/panels/handed-on", "/office/panels/week", "/office/panels/late"]
    pages += ["/office/late/", "/office/late/trend", f"{PAGE}?tab=awaiting"]
    pages = [page for page in pages if client.get(page).status_code == 200]
    _more(20)
    before = {page: _counted(client, page) for page in pages}
    _more(200)
    assert {page: _counted(client, page) for page in pages} == before
    assert max(before.values()) <= MOST_QUERIES, before


def _more(n: int) -> None:
    teacher = User.objects.get(username="teacher")
    for k in range(n):
        for unit in (_unit(), _unit(1)):
            made = _open(unit, k % 9, key=f"{n}-{k}", title="")
        if k % 3 == 0:
            pass_duty(by="ผอ.", duty=made, to=teacher)


def _sections(name: str, purpose: str, person: str = "") -> list[Section]:
    viewer = Viewer(User.objects.get(username=name), timezone.localdate())
    user = User.objects.get(username=person) if person else None
    units = tuple(role.unit for role in user.roles_held.select_related("unit")) if user else ()
    return sections_of(purpose, viewer, About(viewer.area, viewer.today, user, units))


def test_the_board_is_told_what_is_late_by_group(sign_in: SignIn, duty: Duty) -> None:
    Duty.objects.exclude(pk=duty.pk).delete()
    _open(_unit(1), 12)
    section = next(s for s in _sections("director", BOARD) if s.title == "งานเกินกำหนดแยกกลุ่ม")
    assert [tuple(row) for row in section.rows] == [("โรงเรียน", "2", "12"), ("รวม", "2", "12")]
    assert section.chat == "เกินกำหนด 2 งาน นานที่สุด 12 วัน: โรงเรียน 2"
    Duty.objects.all().delete()
    chats = [section.chat for section in _sections("director", BOARD)]
    assert "ไม่มีงานเกินกำหนด" in chats


def test_who_hands_over_is_told_what_is_open(sign_in: SignIn, duty: Duty) -> None:
    _open(_unit(1))
    section = _sections("personnel", HAND_OVER, "school-director")[0]
    titles = [row[0] for row in section.rows]
    assert titles.count(TITLE) == 1
    assert [r[3] for r in section.rows if r[0] == TITLE] == ["ยังไม่เสร็จ · เกินกำหนด 3 วัน"]
