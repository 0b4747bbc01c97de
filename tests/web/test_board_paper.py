"""The board's Tuesday paper and reminders: what they say, to whom, and what they leave behind."""

from collections.abc import Callable
from datetime import date, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document

from khet.records.office.actions.duties import Owner, finish_duty, open_duties, posts_at
from khet.records.office.models import Body, Duty, Evidence, Meeting, Seat
from khet.records.registry.models import Event, Letter, Unit, User
from khet.rules.calendar import thai_date
from khet.rules.deadlines import INSTRUCTION, SEND_RESULTS
from tests.circular_rows import make_group
from tests.web.signing import text

PAGE = "/office/papers/board"
TUESDAY = date(2014, 4, 1)
ASKED = f"{PAGE}?day=1/4/2557"


def _area() -> Unit:
    return Unit.objects.get(kind="area")


def _schools() -> list[Unit]:
    return list(Unit.objects.filter(kind="school").order_by("code"))


def _open(owners: list[Owner], due: date, title: str = "", rule: Any = INSTRUCTION) -> None:
    about = ("office.instruction", f"{title} {due}")
    open_duties(by="ทดสอบ", rule=rule, owners=owners, about=about, opened=due, due=due, title=title)


def _meeting(day: date, name: str, **more: Any) -> Meeting:
    closed = more.pop("closed", False)
    body = Body.objects.create(
        area=_area(), kind="board", name=name, closed=closed, since=date(2013, 1, 1)
    )
    return Meeting.objects.create(body=body, number=7, year=2557, begins=day, ends=day, **more)


@pytest.fixture(autouse=True)
def _only_own_duties(area: None) -> None:
    """The samples of other tests are out of the way."""
    Duty.objects.all().delete()


def test_the_week_of_the_board_is_told_with_its_meetings_and_work(director: Client) -> None:
    _meeting(TUESDAY, "บอร์ดสำนักงาน", starts=time(13, 30), place="ห้องพอเพียง")
    _meeting(TUESDAY + timedelta(6), "ประชุมสัปดาห์หน้า")
    _meeting(TUESDAY, "คณะลับ", closed=True)
    _meeting(TUESDAY, "ยกเลิกแล้ว", state="cancelled")
    _open(posts_at(_schools()[:4], "school-director"), TUESDAY + timedelta(1), rule=SEND_RESULTS)
    _open([Owner(_area(), role="director")], TUESDAY, "ทำแผน")
    _open([Owner(_area(), role="director")], TUESDAY + timedelta(6), "ของสัปดาห์หน้า")
    page = text(director.get(ASKED))
    for said in ("บอร์ดสำนักงาน 7/2557", "1 เม.ย. 2557 ตั้งแต่ 13.30 น.", "ห้องพอเพียง", "ทำแผน", "5 งาน"):
        assert said in page
    for hidden in ("สัปดาห์หน้า", "คณะลับ", "ยกเลิกแล้ว"):
        assert hidden not in page
    assert "- ครบกำหนดสัปดาห์นี้ 5 งาน" in page
    assert "- ประชุมสัปดาห์นี้ 1 เรื่อง" in page


def test_a_closed_meeting_is_counted_for_its_member_and_never_in_the_paper(
    sign_in: Callable[[str], Client],
) -> None:
    closed = _meeting(TUESDAY, "คณะลับ", closed=True)
    Seat.objects.create(body=closed.body, place=1, person=User.objects.get(username="director"))
    page = text(sign_in("director").get(ASKED))
    assert "และการประชุมที่ไม่เปิดเผย 1 ครั้ง" in page
    assert "คณะลับ" not in page
    assert "ไม่เปิดเผย" not in text(sign_in("deputy").get(ASKED))
    made = Document(BytesIO(sign_in("director").get(f"{PAGE}.docx?day=1/4/2557").content))
    assert "ไม่เปิดเผย" not in "\n".join(paragraph.text for paragraph in made.paragraphs)


def test_meetings_in_one_place_at_the_same_time_are_marked(director: Client) -> None:
    hours = {"starts": time(9), "finishes": time(12)}
    _meeting(TUESDAY, "บอร์ด", place="ห้องพอเพียง", **hours)
    _meeting(TUESDAY, "แลกเปลี่ยน", place="ห้องพอเพียง", starts=time(8), finishes=time(10))
    _meeting(TUESDAY, "บ่าย", place="ห้องพอเพียง", starts=time(12), finishes=time(13))
    _meeting(TUESDAY, "ไม่บอกห้อง", **hours)
    page = text(director.get(ASKED))
    assert "1 เม.ย. 2557 09.00–12.00 น." in page
    assert page.count("(ชนกัน)") == 2


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("1/4/2557", []),
        ("2/4/2557", ["ไม่ใช่วันอังคาร"]),
        ("5/4/2557", ["ไม่ใช่วันอังคาร", "ไม่ใช่วันทำการ"]),
        ("15/4/2557", ["ไม่ใช่วันทำการ"]),
    ],
)
def test_an_unusual_day_is_told_and_not_refused(
    director: Client, day: str, told: list[str]
) -> None:
    page = text(director.get(f"{PAGE}?day={day}"))
    assert [word for word in ("ไม่ใช่วันอังคาร", "ไม่ใช่วันทำการ") if word in page] == told


def test_days_late_are_counted_to_today_whatever_the_board_s_day(director: Client) -> None:
    today = timezone.localdate()
    _open([Owner(_area(), role="director")], today - timedelta(3), "เกินแล้ว")
    _open([Owner(_area(), role="clerk")], today, "วันนี้ยังไม่เกิน")
    for asked in (ASKED, f"{PAGE}?day=1/1/2580", PAGE):
        page = text(director.get(asked))
        assert f"ข้อมูล ณ วันที่ {thai_date(today)}" in page
        assert "งานค้างและจำนวนวันที่เกินกำหนดนับถึงวันดังกล่าว" in page
        assert "เกินกำหนด 1 งาน นานที่สุด 3 วัน" in page


def test_the_chat_s_groups_sum_to_its_number(director: Client) -> None:
    day = timezone.localdate() - timedelta(1)
    _open(posts_at(_schools()[:4], "school-director"), day)
    for n in range(4):
        group = make_group(f"G{n}")
        _open([Owner(group, role="group-director")], day, f"งาน {n}")
    page = text(director.get(PAGE))
    assert "เกินกำหนด 8 งาน นานที่สุด 1 วัน: โรงเรียน 4, กลุ่ม G0 1, กลุ่ม G1 1, และอีก 2 หน่วย 2 งาน" in page


def test_what_is_done_is_not_due_any_more(director: Client) -> None:
    _open([Owner(_area(), role="director")], TUESDAY, "ทำแผน")
    finish_duty(by="ทดสอบ", duty=Duty.objects.get(title="ทำแผน"), at=timezone.now())
    page = text(director.get(ASKED))
    assert "ทำแผน" not in page
    assert "ไม่มีงานครบกำหนดในสัปดาห์นี้" in page


def test_a_day_is_read_as_offices_write_it_or_refused_at_its_field(director: Client) -> None:
    assert "แฟ้มวาระบอร์ด 1 เมษายน 2557" in text(director.get(f"{PAGE}?day=๑/๔/๒๕๕๗"))
    page = text(director.get(f"{PAGE}?day=อังคารหน้า"))
    assert "อ่านวันที่ไม่ได้" in page
    assert 'value="อังคารหน้า"' in page
    assert director.get(f"{PAGE}.pdf?day=อังคารหน้า").status_code == 404
    today = timezone.localdate()
    coming = today + timedelta((1 - today.weekday()) % 7)
    assert f"board-{coming.isoformat()}.pdf" in director.get(f"{PAGE}.pdf")["Content-Disposition"]


def test_the_files_say_what_the_page_says_and_are_told_in_the_trail(director: Client) -> None:
    _open([Owner(_area(), role="director")], TUESDAY, "ทำแผนปฏิบัติ")
    made = director.get(f"{PAGE}.docx?day=1/4/2557").content
    cells = [c.text for t in Document(BytesIO(made)).tables for r in t.rows for c in r.cells]
    assert "ทำแผนปฏิบัติ" in cells
    assert "๑ เม.ย. ๒๕๕๗" in cells
    printed = pypdfium2.PdfDocument(director.get(f"{PAGE}.pdf?day=1/4/2557").content)
    assert "ทำแผนปฏิบัติ" in printed[0].get_textpage().get_text_range()
    told = Event.objects.filter(action="export-paper").order_by("pk")
    assert [(e.key, e.after) for e in told] == [
        ("board 2014-04-01", {"form": "docx"}),
        ("board 2014-04-01", {"form": "pdf"}),
    ]


def test_a_paper_is_thai_in_every_language_of_the_page(director: Client) -> None:
    _open([Owner(_area(), role="director")], TUESDAY, "ทำแผนปฏิบัติ")
    director.cookies["django_language"] = "en"
    assert 'lang="en"' in text(director.get(ASKED))
    for address in (f"{PAGE}.docx?day=1/4/2557", "/office/papers/hand-over.docx"):
        made = Document(BytesIO(director.get(address).content))
        words = [p.text for p in made.paragraphs if p.style.name == "Heading 2"]
        assert {"งานครบกำหนดสัปดาห์นี้", "คณะกรรมการและคณะที่เป็นสมาชิก"} & set(words)


def test_it_is_kept_as_evidence_of_its_day(director: Client, settings: Any) -> None:
    sent = director.post(f"{PAGE}/keep", {"day": "1/4/2557"})
    kept = Evidence.objects.get(kind="วาระการประชุมบอร์ด")
    assert sent.headers["Location"] == f"/office/evidence/{kept.pk}"
    assert (kept.kind, kept.about_day, kept.level) == ("วาระการประชุมบอร์ด", TUESDAY, "office")
    version = kept.versions.get()
    stored = Path(settings.HOME) / "evidence" / version.sha256[:2] / version.sha256
    assert stored.read_bytes().startswith(b"%PDF")


def test_queries_do_not_grow_with_meetings_and_work(director: Client) -> None:
    counts = []
    for number in range(2):
        _meeting(TUESDAY, f"คณะ {number}")
        owners = posts_at(_schools()[: 1 + 9 * number], "school-director")
        _open(owners, TUESDAY, f"งาน {number}")
        with CaptureQueriesContext(connection) as queries:
            director.get(ASKED)
        counts.append(len(queries))
    # It gathers from every subject, some two queries a section: more than a page of one subject.
    assert counts[0] == counts[1] <= 20


def test_heads_see_it_on_their_home(sign_in: Callable[[str], Client]) -> None:
    panel = "/office/papers/board/panel"
    assert panel in text(sign_in("director").get("/"))
    assert panel not in text(sign_in("clerk").get("/"))
    assert "ประชุมครั้งต่อไป" in text(sign_in("director").get(panel))


def _late_duty() -> Duty:
    head = posts_at([Unit.objects.get(code="93020501")], "school-director")
    _open(head, timezone.localdate() - timedelta(3), "ส่งแผน")
    User.objects.filter(username="school-director").update(email="head@office.example")
    return Duty.objects.get(title="ส่งแผน")


def test_a_reminder_is_written_once_a_day(director: Client) -> None:
    duty = _late_duty()
    sent = director.post("/office/remind", {"duty": duty.pk, "next": "/account"})
    assert sent.headers["Location"] == "/account"
    letter = Letter.objects.get()
    assert letter.subject.startswith("เตือนงาน: ส่งแผน")
    assert "เกินกำหนด 3 วัน" in letter.subject
    assert letter.about == f"duty {duty.pk} {timezone.localdate().isoformat()}"
    page = text(director.post("/office/remind", {"duty": duty.pk, "next": "/account"}, follow=True))
    assert "ไม่มีจดหมายใหม่" in page
    event = Event.objects.get(action="remind-duty")
    assert (event.key, event.after) == (str(duty.pk), {"people": 1})


def test_all_late_ones_of_a_rule_are_reminded_of(director: Client) -> None:
    _late_duty()
    head = posts_at([Unit.objects.get(code="93020501")], "school-director")
    _open(head, timezone.localdate(), "ยังไม่เกินกำหนด")
    _open(head, timezone.localdate() - timedelta(1), "อีกเรื่อง", rule=SEND_RESULTS)
    data = {"rule": INSTRUCTION.code, "next": "/account"}
    page = text(director.post("/office/remind", data, follow=True))
    assert "เตือนแล้ว 1 งาน เป็นจดหมาย 1 ฉบับ" in page
    data = {"about_kind": "office.instruction", "next": "/account"}
    director.post("/office/remind", data)
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    "data", [{}, {"duty": "0"}, {"duty": "x"}, {"duty": "9" * 40}, {"rule": "no-such"}]
)
def test_what_is_not_owed_is_not_reminded_of(director: Client, data: dict[str, str]) -> None:
    _late_duty()
    page = text(director.post("/office/remind", {**data, "next": "/account"}, follow=True))
    assert "ไม่มีงานที่ยังค้างให้เตือน" in page
    assert not Letter.objects.exists()


def test_a_reminder_leads_back_inside_only(director: Client) -> None:
    sent = director.post("/office/remind", {"next": "https://elsewhere.example/"})
    assert sent.headers["Location"] == "/office/late/"
