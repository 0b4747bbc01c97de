"""The grid of monthly duties, the school's side and the check, as each of the cast meets them."""

import re
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.documents.sheets import Sheet, workbook
from khet.jobs.evidence_files import AT_ONCE, RefusedFileError
from khet.jobs.open_months import open_months
from khet.records.office.actions.duties import pass_duty
from khet.records.office.actions.monthly import start_monthly
from khet.records.office.models import Duty, Evidence, EvidenceVersion
from khet.records.office.queries.calendar import due_of
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.deadlines import INTERNAL_SUPERVISION, MINUTES, SCHOOL_ACCOUNTS
from khet.rules.months import Month, month_of
from khet.web.office.monthly.school import take_in
from tests.cast import ANONYMOUS, NAMES
from tests.conftest import Clock
from tests.made_area import school_code

SignIn = Callable[[str], Client]
NOW = timezone.make_aware(datetime(2026, 11, 29, 10))
GRID = "/office/monthly/?year=2570"
ACCOUNTS, SUPERVISION = SCHOOL_ACCOUNTS.code, INTERNAL_SUPERVISION.code
RECORD = {
    **{"day": "๑๒ พ.ย. ๒๕๖๙", "presided": "on", "chair": "ผู้ทดสอบ"},
    **{"topics": "การอ่าน", "teachers": "ครู ป.1–3", "result": "อ่านคล่องขึ้น"},
}


@pytest.fixture(autouse=True)
def _today(clock: Clock) -> None:
    clock.time = NOW


@pytest.fixture
def begun(area: None) -> None:
    """Both rules asked for since September; accounts of two months are due, and supervision."""
    office = Unit.objects.get(kind=UnitKind.AREA)
    for rule in (SCHOOL_ACCOUNTS, INTERNAL_SUPERVISION):
        start_monthly(by="ทดสอบ", area=office, rule=rule, first=Month(2569, 9), today=NOW.date())
    open_months(by="ทดสอบ", today=NOW.date(), area=office)


def _duty(school: int = 0, month: str = "2569-10", rule: str = ACCOUNTS) -> Duty:
    return Duty.objects.get(unit__code=school_code(school), about_key=month, rule=rule)


def _kept() -> QuerySet[Evidence]:
    """What schools sent of their months."""
    return Evidence.objects.filter(kind__in=["บัญชีประจำเดือน", "บันทึกนิเทศภายใน"])


def _file(name: str = "บัญชี.xlsx", told: str = "ยอดคงเหลือ") -> SimpleUploadedFile:
    content = workbook(Sheet("บัญชี", (), ("รายการ",), [(told,)]))
    return SimpleUploadedFile(name, content, "application/octet-stream")


@pytest.fixture(autouse=True)
def _any_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files named ``bad`` are refused, all others kept: what makes a file bad is tested there."""

    def stands_in(upload: Any) -> Any:
        if upload.name.startswith("bad"):
            raise RefusedFileError("เนื้อไฟล์ไม่ตรงกับนามสกุล")
        return take_in(upload)

    monkeypatch.setattr("khet.web.office.monthly.school.take_in", stands_in)


def _send(client: Client, duty: Duty, **more: Any) -> HttpResponse:
    sent = {"day": "30 ต.ค. 2569", "uploads": [_file()], **more}
    return client.post(f"/office/own-months/{duty.pk}", sent)


def _text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_before_it_begins_the_grid_says_so_and_who_may_starts_it(sign_in: SignIn) -> None:
    auditor = sign_in("auditor")
    page = auditor.get("/office/monthly/").content.decode()
    assert "สำนักงานยังไม่ได้เริ่มให้โรงเรียนส่งทุกเดือน" in page
    assert "/office/monthly/start?rule=school-accounts" in page
    assert "/office/monthly/start" not in sign_in("supervisor").get(GRID).content.decode()
    response = auditor.post("/office/monthly/start", {"first": "ก.ย. ๒๕๖๙"}, follow=True)
    assert "เปิดงานให้โรงเรียน 24 งาน" in _text(response)
    assert "เกินกำหนด 13 วัน" in _text(auditor.get(GRID))


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "ใส่เดือนแรกที่ต้องส่ง"),
        ("เดือนหน้า", "อ่านเดือนไม่ได้"),
        ("ม.ค. 2500", "ใส่เดือนระหว่าง"),
        ("ธ.ค. 2580", "ใส่เดือนระหว่าง"),
    ],
)
def test_a_strange_first_month_is_refused(sign_in: SignIn, typed: str, told: str) -> None:
    response = sign_in("planner").post("/office/monthly/start", {"first": typed})
    assert told in _text(response)
    assert f'value="{typed}"' in response.content.decode() or not typed
    assert not Duty.objects.filter(rule=ACCOUNTS, about_key__gte="2569").exists()


def test_a_month_before_accounts_were_ever_due_is_refused(sign_in: SignIn, clock: Clock) -> None:
    clock.time = timezone.make_aware(datetime(2014, 8, 1, 9))
    response = sign_in("auditor").post("/office/monthly/start", {"first": "เม.ย. 2557"})
    assert "เดือนก่อน พ.ค. 2557 ไม่ต้องส่ง" in _text(response)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("auditor", 12), ("planner", 12), ("network-chair", 6), ("school-director", 1)],
)
def test_each_sees_the_schools_whose_work_is_theirs_to_see(
    sign_in: SignIn, begun: None, name: str, rows: int
) -> None:
    page = sign_in(name).get(GRID)
    assert f"จาก {rows} โรงเรียน" in _text(page)
    assert page.content.decode().count('<tr><th scope="row" lang="th">') == rows
    assert f"0/{rows}" in _text(page)


def test_a_cell_says_how_a_school_stands_and_counts_lead_to_lists(
    sign_in: SignIn, begun: None
) -> None:
    _send(sign_in("school-director"), _duty())
    auditor = sign_in("auditor")
    page = auditor.get(GRID)
    told = _text(page)
    assert told.count("เกินกำหนด 13 วัน") == 11
    assert "บ้านกลาง เครือข่าย 1 ส่งแล้ว รอตรวจ –" in told
    assert f'href="/office/duties/{_duty().pk}"' in page.content.decode()
    assert "1/12" in told
    (url,) = re.findall(r'href="(/office/monthly/\?[^"]*)">11<', page.content.decode())
    listed = auditor.get(url.replace("&amp;", "&"))
    assert "แสดง 11 จาก 12 โรงเรียน" in _text(listed)
    nothing = auditor.get(f"{GRID}&state=returned&month=2569-10")
    assert "ไม่มีโรงเรียนตามตัวกรองนี้" in _text(nothing)


def test_months_without_a_duty_are_later_or_never(sign_in: SignIn, begun: None) -> None:
    auditor = sign_in("auditor")
    assert auditor.get(GRID).content.decode().count(">–</td>") == (12 + 4) * 11
    before = auditor.get("/office/monthly/?year=2569")
    assert _text(before).count("เกินกำหนด 45 วัน") == 12
    assert "ยังไม่ถึงกำหนด" not in _text(before)


def test_the_grid_leaves_as_a_sheet(sign_in: SignIn, begun: None) -> None:
    response = sign_in("network-chair").get("/office/monthly/grid.xlsx?year=2570&month=2569-10")
    sheet = openpyxl.load_workbook(BytesIO(response.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "รหัสโรงเรียน")
    assert rows[head][4] == "ต.ค. 2569"
    assert [row[4] for row in rows[head + 1 :] if row[0]] == ["เกินกำหนด 13 วัน"] * 6


def test_a_strange_address_is_as_if_nothing_was_asked(sign_in: SignIn, begun: None) -> None:
    page = sign_in("auditor").get("/office/monthly/?rule=x&year=๙๙๙๙&month=x&network=y")
    assert "แสดง 12 จาก 12 โรงเรียน" in _text(page)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("auditor", GRID),
        ("planner", "/office/monthly/grid.xlsx?year=2570"),
        ("auditor", "/office/monthly/check"),
        ("auditor", "/office/monthly/panels/accounts"),
        ("school-director", "/office/own-months/"),
        ("auditor", "/office/monthly/exempt"),
        ("planner", "/office/calendar/holidays"),
    ],
)
def test_queries_are_few_and_do_not_grow(sign_in: SignIn, begun: None, name: str, url: str) -> None:
    client, director = sign_in(name), sign_in("school-director")
    client.get(url)
    counts = []
    for _ in range(2):
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))
        _send(director, _duty())
        _send(director, _duty(month="2569-09"), day="30 ก.ย. 2569")
        Duty.objects.filter(about_key="2569-10").update(state="done", done_at=NOW)
    assert counts[1] <= counts[0] + 3
    assert max(counts) <= 15


def test_the_director_sends_and_what_was_sent_is_evidence(sign_in: SignIn, begun: None) -> None:
    director = sign_in("school-director")
    page = director.get("/office/own-months/")
    assert "เกินกำหนด 13 วัน" in _text(page)
    form = director.get(f"/office/own-months/{_duty().pk}").content.decode()
    assert 'value="30 ต.ค. 2569"' in form
    response = _send(director, _duty(), uploads=[_file("ก.xlsx"), _file("ข.xlsx")])
    assert response.status_code == 302
    kept = _kept().order_by("pk")
    assert [(e.kind, e.level, e.unit.code, e.about_day) for e in kept] == [
        ("บัญชีประจำเดือน", "unit", school_code(0), date(2026, 10, 30))
    ] * 2
    duty = _duty()
    assert (duty.state, duty.done_by) == ("done", "ผู้ทดสอบ")
    again = _send(director, duty, uploads=[_file("ก.xlsx", "ยอดที่แก้แล้ว")])
    assert again.status_code == 302
    assert EvidenceVersion.objects.filter(evidence=kept[0]).count() == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"uploads": []}, "เลือกไฟล์ก่อน"),
        ({"uploads": [_file("bad.xlsx")]}, "bad.xlsx: เนื้อไฟล์ไม่ตรงกับนามสกุล"),
        ({"uploads": [SimpleUploadedFile("empty.pdf", b"")]}, "ว่าง"),
        ({"day": "เมื่อวาน"}, "อ่านวันที่ไม่ได้"),
        ({"day": "1 พ.ย. 2569"}, "วันที่นี้ไม่อยู่ในเดือนตุลาคม 2569"),
    ],
)
def test_bad_input_is_refused_and_what_was_typed_stays(
    sign_in: SignIn, begun: None, sent: dict[str, Any], told: str
) -> None:
    response = _send(sign_in("school-director"), _duty(), **{"note": "หมายเหตุเดิม", **sent})
    assert told in _text(response)
    assert "หมายเหตุเดิม" in response.content.decode()
    assert (_duty().state, _kept().count()) == ("open", 0)


def test_a_large_file_is_read_behind_the_page(sign_in: SignIn, begun: None) -> None:
    text = "คำที่หา " + "ก " * (AT_ONCE // 3)
    file = SimpleUploadedFile("ยาว.txt", text.encode())
    assert _send(sign_in("school-director"), _duty(), uploads=[file]).status_code == 302
    assert _kept().get().versions.get().text.startswith("คำที่หา")


def test_one_bad_file_among_good_ones_keeps_none(sign_in: SignIn, begun: None) -> None:
    files = [_file("ดี.xlsx"), _file("bad.xlsx")]
    response = _send(sign_in("school-director"), _duty(), uploads=files)
    assert "bad.xlsx" in _text(response)
    assert _kept().count() == 0


def test_a_school_does_not_send_for_another(sign_in: SignIn, begun: None) -> None:
    director = sign_in("school-director")
    assert _send(director, _duty(1)).status_code == 403
    assert director.get(f"/office/own-months/{_duty(1).pk}").status_code == 403
    assert sign_in("auditor").get(f"/office/own-months/{_duty().pk}").status_code == 403
    assert director.get("/office/own-months/99999999").status_code == 404


@pytest.mark.parametrize(
    ("path", "may"),
    [("own-months", {"school-director"}), ("monthly/check", {"auditor"})],
)
def test_who_may_enter_what_one_school_sends(
    sign_in: SignIn, begun: None, path: str, may: set[str]
) -> None:
    url = f"/office/{path}/{_duty().pk}"
    sent = {name: sign_in(name).post(url) for name in NAMES}
    assert {name for name, response in sent.items() if response.status_code != 403} == {
        *may,
        ANONYMOUS,
    }
    assert sent[ANONYMOUS].headers["Location"].startswith("/sign-in")


def test_a_teacher_sends_only_what_was_passed_on(sign_in: SignIn, begun: None) -> None:
    teacher, duty = sign_in("teacher"), _duty()
    assert teacher.get("/office/own-months/").status_code == 403
    assert _send(teacher, duty).status_code == 403
    pass_duty(by="ทดสอบ", duty=duty, to=User.objects.get(username="teacher"))
    assert _text(teacher.get("/office/own-months/")).count("บัญชีประจำเดือน") == 1
    assert _send(teacher, duty).status_code == 302
    assert _send(teacher, _duty(month="2569-09")).status_code == 403


def test_a_record_of_supervision_is_written_on_the_page(sign_in: SignIn, begun: None) -> None:
    director, duty = sign_in("school-director"), _duty(month="2569-11", rule=SUPERVISION)
    url = f"/office/own-months/{duty.pk}"
    page = director.post(url, {**RECORD, "presided": "", "chair": ""})
    assert "นิเทศภายในต้องมีผู้อำนวยการเป็นประธาน" in _text(page)
    assert "อ่านคล่องขึ้น" in page.content.decode()
    assert director.post(url, RECORD).status_code == 302
    (record,) = _kept()
    assert (record.kind, record.about_day) == ("บันทึกนิเทศภายใน", date(2026, 11, 12))
    assert director.post(url, {**RECORD, "result": "แก้แล้ว"}).status_code == 302
    (record,) = _kept()
    assert "แก้แล้ว" in record.note
    assert ">แก้แล้ว</textarea>" in director.get(url).content.decode().replace("\n", "")


def test_a_day_still_to_come_is_refused(sign_in: SignIn, begun: None) -> None:
    duty = _duty(month="2569-11", rule=SUPERVISION)
    sent = {**RECORD, "day": "30 พ.ย. 2569"}
    page = sign_in("school-director").post(f"/office/own-months/{duty.pk}", sent)
    assert "วันที่นี้ยังมาไม่ถึง" in _text(page)


def test_the_auditor_returns_with_a_reason_and_accepts(sign_in: SignIn, begun: None) -> None:
    director, auditor, duty = sign_in("school-director"), sign_in("auditor"), _duty()
    _send(director, duty)
    page = auditor.get("/office/monthly/check").content.decode()
    assert "บัญชี.xlsx" in page
    url = f"/office/monthly/check/{duty.pk}"
    alone = auditor.post(url, {"return": "1", "reason": " "})
    assert "เขียนว่าต้องแก้ไขอะไร" in _text(alone)
    assert "hx-post" not in alone.content.decode().partition("<main")[2]
    assert 'form="several"' not in alone.content.decode()
    part = auditor.post(url, {"return": "1", "reason": "ยอดไม่ตรง"}, HTTP_HX_REQUEST="true")
    assert "ส่งกลับแก้ไข บัญชีประจำเดือน ตุลาคม 2569" in _text(part)
    assert "<html" not in part.content.decode()
    assert "ยอดไม่ตรง" in _text(auditor.get("/office/monthly/check"))
    assert "ต้องแก้ไข: ยอดไม่ตรง" in _text(director.get("/office/own-months/"))
    assert "ไม่ได้รอตรวจแล้ว" in _text(auditor.post(url, {"accept": "1"}, follow=True))
    _send(director, duty)
    assert auditor.post(url, {"accept": "1"}).status_code == 302
    assert _duty().state == "accepted"
    refused = director.get(f"/office/own-months/{duty.pk}")
    assert "แก้ไขไม่ได้แล้ว" in _text(refused)
    assert '<form method="post" enctype' not in refused.content.decode()
    assert "ตรวจรับหรือยกเว้นไปแล้ว" in _text(_send(director, duty))


def test_the_reason_has_a_form_of_its_own_and_an_acceptance_is_taken_back(
    sign_in: SignIn, begun: None
) -> None:
    """Enter in a field presses the first button of its form."""
    _send(sign_in("school-director"), _duty())
    auditor, url = sign_in("auditor"), f"/office/monthly/check/{_duty().pk}"
    page = auditor.get("/office/monthly/check").content.decode()
    forms = [form for form in re.findall(r"<form.*?</form>", page, re.S) if url in form]
    assert [('name="accept"' in form, 'name="reason"' in form) for form in forms] == [
        (True, False),
        (False, True),
    ]
    way_back = f"/office/duties/{_duty().pk}/reopen-check"
    told = auditor.post(url, {"accept": "1"}, follow=True).content.decode()
    assert f'href="{way_back}"' in told
    assert auditor.post(way_back, {"reason": "กดผิด"}).status_code == 302
    assert _duty().state == "done"
    part = auditor.post(url, {"accept": "1"}, HTTP_HX_REQUEST="true").content.decode()
    assert f'href="{way_back}"' in part


def test_what_is_left_is_counted_anew_after_each_check(sign_in: SignIn, begun: None) -> None:
    found = Duty.objects.filter(rule=ACCOUNTS, about_key__in=["2569-09", "2569-10"])
    found.update(state="done", done_at=NOW)
    auditor, query = sign_in("auditor"), "?rule=school-accounts&month=2569-10"
    page = auditor.get(f"/office/monthly/check{query}&all=1")
    assert "รอตรวจ 12" in _text(page)
    assert page.content.decode().count('form="several" checked') == 12
    assert "รอตรวจ 24" in _text(auditor.get("/office/monthly/check?month=x"))
    url = f"/office/monthly/check/{_duty().pk}{query}"
    sent = {"return": "1", "reason": "ยอดไม่ตรง"}
    part = auditor.post(url, sent, HTTP_HX_REQUEST="true")
    assert "รอตรวจ 11" in _text(part)
    assert "ข้อตรวจพบที่ยังไม่แก้ 1" in _text(part)
    assert re.findall(r'id="(\w+)" hx-swap-oob="true"', part.content.decode()) == [
        "waiting",
        "returned",
    ]


def test_several_are_accepted_at_once(sign_in: SignIn, begun: None) -> None:
    Duty.objects.filter(about_key="2569-10", rule=ACCOUNTS).update(state="done", done_at=NOW)
    keys = [_duty(school).pk for school in (0, 1)]
    strange = _duty(2, "2569-10", SUPERVISION).pk
    response = sign_in("auditor").post(
        "/office/monthly/check/accept", {"duty": [*keys, strange, "x"]}, follow=True
    )
    assert "ตรวจแล้ว 2 รายการ" in _text(response)
    assert Duty.objects.filter(state="accepted").count() == 2


def test_a_supervisor_checks_the_schools_of_the_network(sign_in: SignIn, begun: None) -> None:
    Duty.objects.filter(about_key="2569-11", rule=SUPERVISION).update(state="done", done_at=NOW)
    client = sign_in("network-supervisor")
    page = _text(client.get("/office/monthly/check"))
    assert "รอตรวจ 6" in page
    others = [
        d for d in Duty.objects.filter(rule=SUPERVISION, state="done") if d.unit.name not in page
    ]
    assert len(others) == 6
    url = f"/office/monthly/check/{others[0].pk}"
    assert client.post(url, {"accept": "1"}).status_code == 403


@pytest.mark.parametrize("rule", [ACCOUNTS, SUPERVISION])
@pytest.mark.parametrize("name", ["director", "auditor", "supervisor", "planner"])
def test_who_may_not_exempt_schools_is_offered_none(
    sign_in: SignIn, begun: None, name: str, rule: str
) -> None:
    client, exempt = sign_in(name), f"/office/monthly/exempt?rule={rule}"
    offered = f'href="{exempt}"' in client.get(f"{GRID}&rule={rule}").content.decode()
    assert offered is (client.get(exempt).status_code == 200)


def test_a_school_is_exempt_and_sees_why(sign_in: SignIn, begun: None) -> None:
    sent = {"school": school_code(0), "month": "2569-10", "reason": "รวมบัญชี", "onward": "on"}
    auditor = sign_in("auditor")
    assert "เขียนเหตุผล" in _text(auditor.post("/office/monthly/exempt", {**sent, "reason": ""}))
    response = auditor.post("/office/monthly/exempt", sent, follow=True)
    assert "ไม่ต้องส่ง 12 เดือน" in _text(response)
    assert "0/11" in _text(auditor.get(GRID))
    page = sign_in("school-director").get(f"/office/own-months/{_duty().pk}")
    assert "เดือนนี้ไม่ต้องส่ง : รวมบัญชี" in _text(page)
    listed = auditor.get("/office/monthly/exempt").content.decode()
    assert "ยกเว้นไว้ " in _text(auditor.get("/office/monthly/exempt"))
    assert f"/office/duties/{_duty().pk}/ask-again" in listed
    again = auditor.post(f"/office/duties/{_duty().pk}/ask-again", {"reason": "ยังต้องส่ง"})
    assert (again.status_code, _duty().state) == (302, "open")
    _send(sign_in("school-director"), _duty())
    told = _text(auditor.post("/office/monthly/exempt", {**sent, "onward": ""}, follow=True))
    assert "ส่งแล้ว 1 เดือน จึงไม่ยกเว้น" in told
    assert "ไม่ต้องส่ง 0 เดือน" not in told
    last = {**sent, "month": "2569-09"}
    told = _text(auditor.post("/office/monthly/exempt", last, follow=True))
    assert "ไม่ต้องส่ง 1 เดือน" in told
    assert "ส่งแล้ว 1 เดือน" not in told, "October is of the next fiscal year"
    assert month_of(date(2027, 9, 1)).key in set(Duty.objects.values_list("about_key", flat=True))


def test_the_home_of_the_auditor_counts_the_month(sign_in: SignIn, begun: None) -> None:
    auditor = sign_in("auditor")
    _send(sign_in("school-director"), _duty())
    assert "/office/monthly/panels/accounts" in auditor.get("/").content.decode()
    panel = _text(auditor.get("/office/monthly/panels/accounts"))
    assert "ตุลาคม 2569 ส่งแล้ว 1/12 เกินกำหนด 11 รอตรวจทุกเดือน 1" in panel


def test_what_was_returned_and_is_past_its_day_is_late_everywhere(
    sign_in: SignIn, begun: None
) -> None:
    auditor, head = sign_in("auditor"), sign_in("school-director")
    _send(head, _duty())
    reason = {"return": "1", "reason": "ยอดไม่ตรง"}
    auditor.post(f"/office/monthly/check/{_duty().pk}?rule=school-accounts", reason)
    assert _duty().state == "returned"
    panel = _text(auditor.get("/office/monthly/panels/accounts"))
    assert "เกินกำหนด 12" in panel
    grid = _text(auditor.get(f"{GRID}&state=late&month=2569-10"))
    assert "แสดง 12 จาก 12 โรงเรียน" in grid
    assert "ส่งกลับแก้ไข เกินกำหนด 13 วัน" in grid
    late = sign_in("auditor").get("/office/late/?rule=school-accounts")
    assert "บ้านกลาง" in _text(late)
    assert "ส่งกลับแก้ไข เกินกำหนด" not in _text(auditor.get(f"{GRID}&state=sent"))


def test_an_office_has_days_of_its_own(sign_in: SignIn) -> None:
    client = sign_in("administrator")
    page = client.get("/settings/deadlines/change").content.decode()
    sent = dict(re.findall(r'<input type="(?:text|hidden)" name="([^"]+)" value="([^"]*)"', page))
    moves = {f"rule-{place}-move": "on" for place in range(8)}
    counts = {f"rule-{place}-count": "calendar" for place in (*range(4), 6)}
    sent |= {**moves, **counts, "rule-1-count": "working", "rule-4-after": "0"}
    sent |= {
        "rule-5-after": "1",
        "rule-7-after": "1",
        "reason": "มติที่ประชุม",
        "year": "2569",
        "confirm": "1",
    }
    refused = client.post("/settings/deadlines/change", {**sent, "rule-5-from": "ม.ค. 2550"})
    assert "เดือนก่อน พ.ค. 2557 ไม่ต้องส่ง" in _text(refused)
    sent |= {"rule-5-day": "๒๐", "rule-5-from": "ก.ย. ๒๕๖๙"}
    assert client.post("/settings/deadlines/change", sent).status_code == 302
    shown = _text(client.get("/settings/deadlines"))
    assert "3 วันทำการ" in shown
    assert "วันที่ 20 ของเดือนถัดไป" in shown
    office = Unit.objects.get(kind=UnitKind.AREA)
    open_months(by="ทดสอบ", today=NOW.date(), area=office)
    assert _duty(month="2569-09").due == date(2026, 10, 20)
    assert due_of(office, MINUTES, date(2026, 11, 26)) == date(2026, 12, 1)
