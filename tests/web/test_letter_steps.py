"""Steps of letters: endorsed, ordered, signed, returned, filed; who may, and bad input."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.documents.sheets import Sheet, workbook
from khet.records.office.models import AttachedFile, Duty, Letter, LetterStep, Number, Series
from khet.records.office.queries.folder import reserved_for
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Event, Unit, User
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import BUDDHIST_ERA, academic_year, calendar_year, thai_date
from tests.cast import PASSWORD
from tests.jobs.brought_files import picture
from tests.web.signed_letters import LETTERS, area, arrived, drafted, fault, person, power, step

SignIn = Callable[[str], Client]


def _group() -> Unit:
    """A group of the office that the planner heads, acting."""
    group = Unit.objects.create(kind="group", code="G9", name="กลุ่มเก้า")
    group.placements.create(parent=area(), hierarchy="work", valid_from=date(2014, 5, 1))
    entry = RoleEntry("group-director", group, since=date(2014, 5, 1), acting=True)
    give_role(by="ท", user=person("planner"), entry=entry)
    return group


def test_a_group_s_work_is_of_who_heads_it(sign_in: SignIn) -> None:
    group, letter = _group(), arrived("งานของกลุ่ม", secrecy="secret")
    step(
        sign_in("director"),
        letter,
        "order",
        phrase="มอบดำเนินการ",
        owner_1="post:group-director:group:G9",
    )
    duty = Duty.objects.get(rule="letter-order", about_key=str(letter.pk))
    assert (duty.unit, duty.role, duty.person) == (group, "group-director", None)
    assert letter.readers.filter(user=person("planner")).exists()
    part = sign_in("planner").get(f"{LETTERS}/{letter.pk}/steps").content.decode()
    assert "มอบกลุ่มเก้าดำเนินการ" in part


def test_people_in_lists_are_told_apart(sign_in: SignIn) -> None:
    group = _group()
    User.objects.filter(username="planner").update(position="นักวิเคราะห์")
    clerk, director = sign_in("clerk"), sign_in("director")
    told = {"planner": f"ผู้ทดสอบ · นักวิเคราะห์ · {group}", "auditor": "ผู้ทดสอบ · ผู้ตรวจสอบภายใน"}
    pages = {
        "": clerk.get("/office/letters/register"),
        "person:": director.get(f"{LETTERS}/{arrived('งาน').pk}/step/order"),
    }
    for prefix, page in (*pages.items(), ("", director.get("/office/delegations/give"))):
        for name, said in told.items():
            assert f'value="{prefix}{name}">{said}</option>' in page.content.decode()


def test_an_order_opens_a_duty_for_each_to_whom_it_is_given(sign_in: SignIn) -> None:
    letter = arrived("ขอให้รายงาน")
    due = timezone.localdate() + timedelta(3)
    sent = step(
        sign_in("director"),
        letter,
        "order",
        phrase="มอบดำเนินการ",
        note="รายงานผลด้วย",
        owner_1="person:planner",
        due_1=thai_date(due),
        owner_2="person:auditor",
        due_2=thai_date(due + timedelta(1)),
    )
    assert sent.headers["Location"] == f"/office/letters/{letter.pk}"
    letter.refresh_from_db()
    assert (letter.state, letter.desk) == ("ordered", None)
    duties = Duty.objects.filter(rule="letter-order", about_key=str(letter.pk)).order_by("due")
    assert [(one.person, one.due) for one in duties] == [
        (person("planner"), due),
        (person("auditor"), due + timedelta(1)),
    ]
    assert duties[0].title == "ขอให้รายงาน: มอบผู้ทดสอบ และผู้ทดสอบดำเนินการ รายงานผลด้วย"
    part = sign_in("clerk").get(f"{LETTERS}/{letter.pk}/steps").content.decode()
    assert "สั่งการ" in part
    assert part.count(f"/office/duties/{duties[0].pk}") == 1
    assert "ขอให้รายงาน" in sign_in("planner").get("/office/duties/").content.decode()


def test_without_a_day_the_urgency_says_until_when(sign_in: SignIn) -> None:
    letter = arrived("ด่วนที่สุด", urgency="most")
    form = sign_in("director").get(f"{LETTERS}/{letter.pk}/step/order").content.decode()
    step(sign_in("director"), letter, "order", note="ทำ", owner_1="person:planner", due_1="")
    duty = Duty.objects.get(rule="letter-order", about_key=str(letter.pk))
    assert duty.due > timezone.localdate()
    assert duty.due.weekday() < 5
    assert thai_date(duty.due, short=True) in form


def test_the_office_s_work_is_accepted_by_heads(sign_in: SignIn) -> None:
    letter = arrived("งาน")
    step(sign_in("director"), letter, "order", note="ทำ", owner_1="person:planner")
    duty = Duty.objects.get(rule="letter-order", about_key=str(letter.pk))
    page = sign_in("planner").post(f"/office/duties/{duty.pk}/finish").content.decode()
    assert "เขียนว่าทำอะไรไปแล้ว หรือแนบไฟล์" in fault(page, "note")
    sign_in("planner").post(f"/office/duties/{duty.pk}/finish", {"note": "เสร็จ"})
    sign_in("director").post(f"/office/duties/{duty.pk}/accept")
    duty.refresh_from_db()
    assert duty.state == "accepted"


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({}, "phrase", "เลือกข้อความ เขียนคำสั่ง หรือเลือกผู้รับมอบ"),
        ({"phrase": "มอบดำเนินการ"}, "owner_1", "เลือกกลุ่มหรือบุคคล"),
        ({"owner_1": "person:nobody"}, "owner_1", "เลือกกลุ่มหรือบุคคลจากรายชื่อ"),
        ({"owner_1": "person:planner", "due_1": "1/8/2557"}, "due_1", "ผ่านไปแล้ว"),
        ({"owner_1": "person:planner", "owner_2": "person:planner"}, "owner_2", "ไว้แล้ว"),
        ({"note": "ทราบแล้ว", "password": "ผิด"}, "password", "ไม่ใช่รหัสผ่านปัจจุบัน"),
        ({"note": "ทราบแล้ว", "password": ""}, "password", "กรุณากรอก"),
    ],
)
def test_what_is_wrong_with_an_order_is_said_at_its_field(
    sign_in: SignIn, said: dict[str, str], field: str, told: str
) -> None:
    letter = arrived("เรื่อง")
    page = step(sign_in("director"), letter, "order", **said).content.decode()
    assert told in fault(page, field)
    assert all(text in page for name, text in said.items() if name == "note")
    letter.refresh_from_db()
    assert letter.state == "proposed"
    assert not Duty.objects.filter(about_key=str(letter.pk), rule="letter-order").exists()


def test_wrong_passwords_are_counted_as_at_signing_in(sign_in: SignIn) -> None:
    letter, client = arrived("เรื่อง"), sign_in("director")
    for _ in range(12):
        page = step(client, letter, "order", phrase="ทราบ", password="ผิด").content.decode()
    assert "กรุณารอ" in fault(page, "password")
    page = step(client, letter, "order", phrase="ทราบ").content.decode()
    assert "กรุณารอ" in fault(page, "password")


def test_a_letter_goes_up_by_opinions(sign_in: SignIn) -> None:
    letter = arrived("ขึ้นไป", to="deputy")
    deputy = sign_in("deputy")
    form = deputy.get(f"{LETTERS}/{letter.pk}/step/endorse").content.decode()
    assert '<option value="director" selected>' in form
    page = step(deputy, letter, "endorse", to="director").content.decode()
    assert "เขียนความเห็น" in fault(page, "note")
    step(deputy, letter, "endorse", to="director", phrase="เพื่อโปรดพิจารณา")
    letter.refresh_from_db()
    assert letter.desk == person("director")
    last = letter.steps.last()
    assert last is not None
    assert (last.note, last.post.startswith("รองผู้อำนวยการ")) == ("เพื่อโปรดพิจารณา", True)
    assert sign_in("deputy").get(f"{LETTERS}/{letter.pk}/step/endorse").status_code == 403


def test_who_may_order_writes_an_opinion_in_one_go(sign_in: SignIn) -> None:
    letter = arrived("คราวเดียว")
    step(sign_in("director"), letter, "order", phrase="ทราบ", opinion="เห็นควรดำเนินการ")
    taken = LetterStep.objects.filter(letter=letter).values_list("step", "note")
    assert list(taken)[-2:] == [("endorse", "เห็นควรดำเนินการ"), ("order", "ทราบ")]


def test_signing_gives_the_number(sign_in: SignIn) -> None:
    letter = drafted("ขอความร่วมมือ")
    today = timezone.localdate()
    step(sign_in("director"), letter, "sign", day=thai_date(today), post="ผู้อำนวยการ")
    letter.refresh_from_db()
    assert (letter.state, letter.day, letter.signer_post) == ("signed", today, "ผู้อำนวยการ")
    assert letter.number is not None
    assert letter.ref.endswith(str(letter.number.number))
    step(sign_in("clerk"), letter, "send")
    letter.refresh_from_db()
    assert letter.state == "sent"


def test_a_circular_isn_t_marked_as_sent(sign_in: SignIn) -> None:
    letter = drafted("เวียน", book="circular")
    day = thai_date(timezone.localdate())
    step(sign_in("director"), letter, "sign", day=day, post="ผู้อำนวยการ")
    assert step(sign_in("clerk"), letter, "send").status_code == 403
    assert Letter.objects.get(pk=letter.pk).state == "signed"


def test_a_year_that_is_over_gives_reserved_numbers_only(sign_in: SignIn) -> None:
    letter, today = drafted("ปีก่อน"), timezone.localdate()
    before, director = today - timedelta(366), sign_in("director")
    year = calendar_year(before).be
    series = Series.objects.create(area=area(), kind="sent", year=year, last=3)
    reserved = Number.objects.create(
        series=series, number=3, state="reserved", reason="จอง", taken_at=timezone.now()
    )
    said = {"post": "ผู้อำนวยการ", "day": thai_date(before)}
    page = step(director, letter, "sign", **said).content.decode()
    assert "เลขของปีก่อนปิดแล้ว" in fault(page, "day")
    scan = SimpleUploadedFile("scan.png", picture("PNG"))
    wrong = {**said, "day": thai_date(today), "number": str(reserved.pk), "scan": scan}
    page = step(director, letter, "sign", **wrong).content.decode()
    assert f"เป็นของปี {year}" in fault(page, "day")
    assert not AttachedFile.objects.filter(about_key=str(letter.pk), part="scan").exists()
    step(director, letter, "sign", **said, number=str(reserved.pk))
    letter.refresh_from_db()
    assert (letter.state, letter.number, letter.day) == ("signed", reserved, before)


def test_reserved_numbers_are_of_the_series_of_the_academic_year(sign_in: SignIn) -> None:
    letter, now = drafted("เวียน", book="circular"), timezone.now()
    year = academic_year(timezone.localdate()).be
    content = {**office_tables(area()).of("correspondence", year), "circulars_apart": False}
    change = TableChange(area(), "correspondence", year, content, "ร่วมกัน", 0)
    change_table(by=person("administrator"), change=change)
    kept = {
        kind: Series.objects.create(area=area(), kind=kind, year=2540, last=1).numbers.create(
            number=1, state="reserved", reason="จอง", taken_at=now
        )
        for kind in ("sent", "circular")
    }
    assert reserved_for(letter, date(year - BUDDHIST_ERA, 5, 16)) == [kept["sent"]]
    assert reserved_for(letter, date(year - BUDDHIST_ERA, 4, 1)) == [kept["circular"]]
    told = sign_in("administrator").get("/settings/correspondence/change").content.decode()
    assert "ที่ลงวันที่ในปีการศึกษานี้ (พ.ค. ถึง เม.ย.) เป็นต้นไป" in told


def test_a_letter_is_signed_once(sign_in: SignIn) -> None:
    letter, director = drafted("กดสองครั้ง"), sign_in("director")
    said = {"day": thai_date(timezone.localdate()), "post": "ผู้อำนวยการ"}
    step(director, letter, "sign", **said)
    taken = Number.objects.count()
    page = step(director, letter, "sign", **said).content.decode()
    assert "อยู่ในสถานะ “ลงนามแล้ว”" in page
    assert Number.objects.count() == taken
    assert letter.steps.filter(step="sign").count() == 1


@pytest.mark.parametrize("name", ["note.txt", "note.py", "form.xlsx"])
def test_only_a_scan_stands_for_the_password(sign_in: SignIn, name: str) -> None:
    client, letter = sign_in("director"), drafted("ลงนามด้วยไฟล์อื่น")
    content = (
        workbook(Sheet("ก", ("ก",), ("ก",), [("ข",)])) if name.endswith("xlsx") else b"some text"
    )
    day, file = thai_date(timezone.localdate()), SimpleUploadedFile(name, content)
    page = step(client, letter, "sign", day=day, post="ผอ.", password="", scan=file)
    assert "เลือกไฟล์ PDF ภาพ JPEG" in fault(page.content.decode(), "scan")
    letter.refresh_from_db()
    assert (letter.state, letter.number) == ("proposed", None)


def test_a_signed_scan_stands_for_the_password(sign_in: SignIn) -> None:
    letter, client = drafted("สแกน"), sign_in("director")
    day = thai_date(timezone.localdate())
    page = step(client, letter, "sign", day=day, post="ผอ.", password="").content.decode()
    assert "แนบฉบับที่ลงนามแล้ว" in fault(page, "password")
    wrong = SimpleUploadedFile("x.pdf", b"nothing")
    page = step(client, letter, "sign", day=day, post="ผอ.", password="", scan=wrong)
    assert fault(page.content.decode(), "scan")
    scan = SimpleUploadedFile("scan.png", picture("PNG"))
    step(client, letter, "sign", day=day, post="ผอ.", password="", scan=scan)
    letter.refresh_from_db()
    assert letter.state == "signed"
    kept = AttachedFile.objects.get(about_kind="office.letter", about_key=str(letter.pk))
    assert (kept.part, kept.name) == ("scan", "scan.png")


def test_a_delegate_signs_in_the_director_s_stead_until_the_term_ends(sign_in: SignIn) -> None:
    first, second = drafted("ในวาระ"), drafted("พ้นวาระ")
    given, client = power("planner"), sign_in("planner")
    said = {"day": thai_date(timezone.localdate()), "post": "นักวิเคราะห์"}
    step(client, first, "sign", **said)
    taken = LetterStep.objects.filter(letter=first).latest("pk")
    assert (taken.step, taken.for_whom) == ("sign", "ผู้อำนวยการสำนักงาน")
    first.refresh_from_db()
    assert first.signer_post == "นักวิเคราะห์\nปฏิบัติราชการแทน ผู้อำนวยการสำนักงาน"
    part = client.get(f"{LETTERS}/{first.pk}/steps").content.decode()
    assert "ปฏิบัติราชการแทน ผู้อำนวยการสำนักงาน" in part
    given.until = timezone.localdate() - timedelta(1)
    given.save()
    told = f"สิ้นสุดเมื่อ {thai_date(given.until)} ตาม คำสั่งที่ 9/2569"
    refused = step(client, second, "sign", **said)
    page = refused.content.decode()
    assert refused.status_code == 200
    assert told in page
    assert "นักวิเคราะห์" in page
    opened = client.get(f"{LETTERS}/{second.pk}/step/sign")
    assert opened.status_code == 403
    assert told in opened.content.decode()
    second.refresh_from_db()
    assert second.state == "proposed"


def test_an_acting_director_says_so(sign_in: SignIn) -> None:
    entry = RoleEntry("director", area(), since=date(2014, 5, 1), acting=True)
    give_role(by="ท", user=person("personnel"), entry=entry)
    letter = arrived("รักษาการ")
    step(sign_in("personnel"), letter, "order", phrase="ทราบ")
    post = LetterStep.objects.filter(letter=letter).latest("pk").post
    assert "รักษาการในตำแหน่งผู้อำนวยการ" in post


@pytest.mark.parametrize("name", ["deputy", "clerk", "planner", "teacher"])
def test_only_who_decides_orders(sign_in: SignIn, name: str) -> None:
    letter = arrived("ใครสั่ง")
    assert step(sign_in(name), letter, "order", phrase="ทราบ").status_code == 403
    letter.refresh_from_db()
    assert letter.state == "proposed"


def test_a_step_that_was_taken_leads_back(sign_in: SignIn) -> None:
    letter, client = arrived("ซ้ำ"), sign_in("director")
    step(client, letter, "order", phrase="ทราบ")
    opened = client.get(f"{LETTERS}/{letter.pk}/step/order")
    assert opened.headers["Location"] == f"/office/letters/{letter.pk}"
    page = step(client, letter, "order", phrase="ทราบ ดำเนินการ").content.decode()
    assert "อยู่ในสถานะ “สั่งการแล้ว”" in page
    assert letter.steps.filter(step="order").count() == 1


def test_returned_and_proposed_again(sign_in: SignIn) -> None:
    letter = drafted("แก้")
    page = step(sign_in("director"), letter, "return", note=" ").content.decode()
    assert "เขียนเหตุผล" in fault(page, "note")
    step(sign_in("director"), letter, "return", note="แก้ชื่อผู้รับ")
    letter.refresh_from_db()
    assert (letter.state, letter.desk) == ("draft", None)
    step(sign_in("clerk"), letter, "propose", to="deputy")
    letter.refresh_from_db()
    assert letter.desk == person("deputy")


@pytest.mark.parametrize("made", [arrived, drafted])
def test_what_was_sent_back_is_told_until_it_is_proposed_again(
    sign_in: SignIn, made: Callable[[str], Letter]
) -> None:
    letter, clerk = made("หนังสือมีปัญหา"), sign_in("clerk")
    book = f"/office/letters/?book={letter.book}"
    shown = (
        book,
        f"{book}&state=returned",
        "/office/letters/panel",
        f"/office/letters/{letter.pk}",
    )
    step(sign_in("director"), letter, "return", note="ขาดสิ่งที่ส่งมาด้วย")
    for page in shown:
        told = clerk.get(page).content.decode()
        assert "ส่งกลับ" in told, page
        assert "ขาดสิ่งที่ส่งมาด้วย" in told, page
        assert "หนังสือมีปัญหา" in told, page
    step(clerk, letter, "propose", to="deputy")
    for page in shown:
        assert "ขาดสิ่งที่ส่งมาด้วย" not in clerk.get(page).content.decode(), page


def test_who_drafts_sees_at_home_what_was_sent_back(sign_in: SignIn) -> None:
    letter, planner = drafted("ของแผน"), sign_in("planner")
    Letter.objects.filter(pk=letter.pk).update(owner=person("planner"))
    assert "หนังสือที่ส่งกลับ" not in planner.get("/").content.decode()
    step(sign_in("director"), letter, "return", note="แก้ตัวเลข")
    assert "/office/letters/panel" in planner.get("/").content.decode()
    assert "แก้ตัวเลข" in planner.get("/office/letters/panel").content.decode()
    assert "แก้ตัวเลข" not in sign_in("supervisor").get("/office/letters/panel").content.decode()


def test_a_letter_is_put_before_who_may_write_on_it(sign_in: SignIn) -> None:
    letter = drafted("ถึงใคร")
    step(sign_in("director"), letter, "return", note="แก้")
    power("teacher")
    page = step(sign_in("clerk"), letter, "propose", to="teacher").content.decode()
    assert "เกษียนหรือสั่งการไม่ได้แล้ว" in fault(page, "to")
    power("planner")
    assert step(sign_in("clerk"), letter, "propose", to="planner").status_code == 302


def test_a_letter_with_open_work_is_filed_with_a_reason_only(sign_in: SignIn) -> None:
    letter, clerk = arrived("เก็บ"), sign_in("clerk")
    step(sign_in("director"), letter, "order", note="ทำ", owner_1="person:planner")
    page = step(clerk, letter, "file", note="").content.decode()
    assert "ยังไม่เสร็จหรือรอตรวจ 1 งาน" in page
    assert "เขียนเหตุผล" in fault(page, "note")
    duty = Duty.objects.get(about_key=str(letter.pk), rule="letter-order")
    sign_in("planner").post(f"/office/duties/{duty.pk}/finish", {"note": "ทำแล้ว"})
    duty.refresh_from_db()
    assert duty.state == "done"
    page = step(clerk, letter, "file", note="").content.decode()
    assert "เขียนเหตุผล" in fault(page, "note")
    step(clerk, letter, "file", note="ย้ายไปเรื่องใหม่")
    letter.refresh_from_db()
    assert letter.state == "filed"
    step(clerk, letter, "reopen")
    letter.refresh_from_db()
    assert letter.state == "ordered"
    sign_in("director").post(f"/office/duties/{duty.pk}/accept")
    step(clerk, letter, "file", note="")
    letter.refresh_from_db()
    assert letter.state == "filed"


def test_work_of_a_cancelled_letter_need_not_be_done(sign_in: SignIn) -> None:
    letter = arrived("ยกเลิก")
    step(sign_in("director"), letter, "order", note="ทำ", owner_1="person:planner")
    step(sign_in("clerk"), letter, "propose", to="director")
    step(sign_in("clerk"), letter, "cancel", note="ผู้ส่งขอยกเลิก")
    duty = Duty.objects.get(about_key=str(letter.pk), rule="letter-order")
    assert (duty.state, duty.reason) == ("waived", "ผู้ส่งขอยกเลิก")
    assert Letter.objects.get(pk=letter.pk).state == "cancelled"


def test_why_a_secret_letter_was_cancelled_is_told_of_it_only(sign_in: SignIn) -> None:
    letter = arrived("ลับ", secrecy="secret")
    step(sign_in("director"), letter, "order", note="ทำ", owner_1="person:planner")
    step(sign_in("clerk"), letter, "propose", to="director")
    step(sign_in("clerk"), letter, "cancel", note="เหตุลับ")
    duty = Duty.objects.get(about_key=str(letter.pk), rule="letter-order")
    assert (duty.state, duty.reason) == ("waived", "หนังสือถูกยกเลิก")
    assert letter.steps.latest("pk").note == "เหตุลับ"
    told = Event.objects.filter(kind__in=["office.letter", "office.duty"])
    assert "เหตุลับ" not in str(list(told.values("before", "after")))


def test_who_is_given_work_of_a_secret_letter_reads_it(sign_in: SignIn) -> None:
    letter = arrived("เรื่องลับมาก", secrecy="secret")
    page = f"{LETTERS}/{letter.pk}/steps"
    assert sign_in("planner").get(page).status_code == 403
    step(sign_in("director"), letter, "order", note="ทำ", owner_1="person:planner")
    assert sign_in("planner").get(page).status_code == 200
    assert sign_in("auditor").get(page).status_code == 403
    duty = Duty.objects.get(about_key=str(letter.pk), rule="letter-order")
    assert "เรื่องลับมาก" not in duty.title
    late = sign_in("auditor").get("/office/late/").content.decode()
    assert "เรื่องลับมาก" not in late


@pytest.mark.parametrize("name", ["order", "return", "cancel"])
def test_the_form_of_a_step_asks_little(sign_in: SignIn, name: str) -> None:
    letter, client = arrived("แบบ"), sign_in("director")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{LETTERS}/{letter.pk}/step/{name}").status_code == 200
    assert len(queries) <= 15


def test_the_part_of_a_letter_asks_little(sign_in: SignIn) -> None:
    letter, client = arrived("จำนวน"), sign_in("director")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LETTERS}/{letter.pk}/steps")
        counts.append(len(queries))
        for name in ("planner", "auditor", "personnel"):
            step(client, letter, "endorse", to="deputy", note=name)
    assert counts[0] == counts[1] <= 15
    assert PASSWORD not in client.get(f"{LETTERS}/{letter.pk}/steps").content.decode()
