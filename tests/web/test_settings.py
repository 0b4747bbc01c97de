"""Dated tables: seen, changed with a reason, and every page follows."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Event, Setting, Unit, UnitKind
from khet.records.registry.queries.schools import home_area, schools_of
from khet.records.registry.queries.settings import office_tables
from khet.rules.calendar import academic_year
from khet.rules.editions import TABLES
from khet.rules.tables import SHIPPED
from tests.made_area import school_code

SignIn = Callable[[str], Client]
SITTING = "year=2556&test=O-NET&grade=P6"
BOARD = f"/learning/colours?{SITTING}"
COMMON = {"year": "๒๕๕๖", "reason": "มติที่ประชุม 3/2557", "seen": "0"}
LIMITS = {**COMMON, "z": "2.58", "overall": "pooled", "target": "50", "few": "5", "small": "10"}
COLOURS = {
    **COMMON,
    **{f"five-{k}-from": v for k, v in enumerate(("0", "๓๐", "43.00", "56", "70.00"))},
    **{f"five-{k}-to": v for k, v in enumerate(("29.99", "42.99", "55.99", "69.99", "100"))},
    **{f"five-{k}-meaning_th": f"ระดับ {k}" for k in range(5)},
}
REDDER = {
    **COLOURS,
    **{"five-2-to": "47.99", "five-3-from": "48", "five-3-to": "49.99", "five-4-from": "50"},
}
SIZES = {
    **COMMON,
    **{"size-0-th": "ขนาดเล็ก", "size-0-from": "1", "size-0-to": "120"},
    **{"size-1-th": "ขนาดกลาง", "size-1-from": "121", "size-1-to": "600"},
    **{"size-2-th": "ขนาดใหญ่พิเศษ", "size-2-from": "601"},
}
SUBJECTS = "ภาษาไทย, คณิต, science"


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("administrator")


def _save(client: Client, table: str, sent: dict[str, str], step: str = "change") -> HttpResponse:
    return client.post(f"/settings/{table}/{step}", {**sent, "confirm": "1"})


def _text(response: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def _file() -> ScoreFile:
    return ScoreFile.objects.get(source_name="2556-O-NET-P6.csv")


def _tests() -> dict[str, str]:
    sent = dict(COMMON)
    for place, row in enumerate(SHIPPED.of("tests", 2556)["test"]):
        for name in ("grades", "subjects", "rounds"):
            sent[f"test-{place}-{name}"] = ", ".join(row.get(name, []))
    return sent


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_shown_with_its_source(sign_in: SignIn, table: str) -> None:
    client = sign_in("teacher")
    assert f'href="/settings/{table}"' in client.get("/settings/").content.decode()
    page = client.get(f"/settings/{table}").content.decode()
    assert page.count("มาพร้อม Khet") == (4 if table == "tests" else 1)
    assert SHIPPED.of(table, 2556)["source_th"] in page
    assert "ใช้ใน" in page
    assert f"/settings/{table}/change" not in page


def test_a_table_that_is_none_is_not_found(admin: Client) -> None:
    for address in ("/settings/none", "/settings/none/change", "/settings/none/back"):
        assert admin.get(address).status_code == 404


def test_pages_take_few_queries(admin: Client) -> None:
    for number in range(12):
        _save(admin, "limits", {**LIMITS, "z": f"1.{number}", "seen": str(_newest())})
    for address in ("/settings/", "/settings/limits", "/settings/limits/change"):
        with CaptureQueriesContext(connection) as queries:
            assert admin.get(address).status_code == 200
        assert len(queries) <= 12


def _newest() -> int:
    return Setting.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def test_another_z_changes_the_limit_its_trace_and_the_board(
    admin: Client, director: Client
) -> None:
    figure = f"/learning/figure/lower-limit?{SITTING}&subject=thai"
    before, seen = director.get(figure), director.get(BOARD)
    assert "− 2.58 ×" in before.content.decode()
    assert _save(admin, "limits", {**LIMITS, "z": "๐.๕"}).status_code == 302
    limit = results_for(_file()).limits["thai"].limit
    after = director.get(figure, headers={"if-none-match": before.headers["ETag"]})
    assert "− 0.5 ×" in after.content.decode()
    assert f"= {limit}" in after.content.decode()
    board = director.get(BOARD, headers={"if-none-match": seen.headers["ETag"]})
    assert "z = 0.5" in board.content.decode()
    assert _rows(board) != _rows(seen)
    earlier = director.get(BOARD.replace("2556", "2555")).content.decode()
    assert "z = 2.58" in earlier


def _rows(response: HttpResponse) -> list[str]:
    return re.findall(r'<td class="q [^>]+>.*?</td>', response.content.decode())


def test_another_band_changes_colours_legend_filter_and_trace(
    admin: Client, supervisor: Client
) -> None:
    before = {k: r.colour for k, r in results_for(_file()).schools.items()}
    assert _save(admin, "colours", REDDER).status_code == 302
    after = results_for(_file()).schools
    for row in after.values():
        if row.percent_below is not None:
            assert (row.colour == "red") == (row.percent_below >= 50)
    moved = {k for k, row in after.items() if row.colour != before[k]}
    assert moved
    page = supervisor.get(BOARD).content.decode()
    assert "50.00–100.00" in page
    assert "ระดับ 3" in page
    school, subject = next(iter(moved))
    figure = f"/learning/figure/percent-below?{SITTING}&subject={subject}&school={school}"
    traced = supervisor.get(figure).content.decode()
    assert "เกณฑ์สีของสำนักงานตั้งแต่ปี" in traced
    assert f'badge {after[school, subject].colour}"' in traced
    assert "50.00–100.00" not in supervisor.get(BOARD.replace("2556", "2555")).content.decode()


def test_another_target_is_told_everywhere(admin: Client, director: Client) -> None:
    _save(admin, "limits", {**LIMITS, "target": "61"})
    page = director.get(f"/learning/overview?{SITTING}").content.decode()
    assert "เทียบเป้าหมาย 61" in page
    assert "เป้าหมาย 61</small>" in page
    traced = director.get(f"/learning/figure/gap-to-target?{SITTING}&subject=thai")
    assert "− 61 =" in traced.content.decode()


def test_percents_over_all_subjects_as_the_mean_of_theirs(admin: Client, director: Client) -> None:
    _save(admin, "limits", {**LIMITS, "overall": "mean"})
    results = results_for(_file())
    code = school_code(3)
    figure = f"/learning/figure/percent-below?{SITTING}&school={code}"
    page = director.get(figure).content.decode()
    assert "ร้อยละเฉลี่ยทุกวิชา" in page
    assert f"÷ 8 = {results.schools[code, 'ALL'].percent_below}" in page
    area = director.get(f"/learning/figure/percent-below?{SITTING}").content.decode()
    shown = re.search(r'class="value">([\d.]+)<', area)
    assert shown
    assert f"÷ 8 = {shown[1]}" in area


def test_other_sizes_change_filters_and_registers(admin: Client, director: Client) -> None:
    assert _save(admin, "sizes", SIZES).status_code == 302
    area = home_area()
    assert area
    schools = schools_of(area, 2556, Setting.objects.get().made_at.date())
    assert schools[school_code(6)].pupils == 121
    assert [schools[school_code(k)].size for k in (5, 6)] == ["small", "medium"]
    assert "ขนาดใหญ่พิเศษ" in director.get(BOARD).content.decode()


def test_another_list_of_subjects_changes_the_columns(admin: Client, director: Client) -> None:
    sent = {**_tests(), "test-0-subjects": SUBJECTS, "test-0-grades": "ป.๖, M3"}
    assert _save(admin, "tests", sent).status_code == 302
    page = director.get(BOARD).content.decode()
    assert page.count('<th scope="col" class="board"') == 4


@pytest.mark.parametrize(
    ("table", "sent", "place", "told"),
    [
        ("limits", {**LIMITS, "z": "สอง"}, "z", "ใส่ค่า z เป็นตัวเลข"),
        ("limits", {**LIMITS, "z": "2,58"}, "z", "ทศนิยมใช้จุด"),
        ("limits", {**LIMITS, "z": "11"}, "z", "0–10"),
        ("limits", {**LIMITS, "target": "101"}, "target", "0–100"),
        ("limits", {**LIMITS, "target": "50.5"}, "target", "ใส่จำนวนเต็ม"),
        ("limits", {**LIMITS, "year": "2456"}, "year", "2500–2600"),
        ("limits", {**LIMITS, "reason": " "}, "reason", "บอกเหตุผล"),
        ("ability", {**COMMON, "a_from": "60", "c_up_to": "60"}, "a_from", "กลุ่ม A"),
        ("colours", {**COLOURS, "five-1-from": "31"}, "five-0-to", "มีช่องว่าง"),
        ("colours", {**COLOURS, "five-1-from": "29"}, "five-0-to", "ทับกับช่วงถัดไป"),
        ("colours", {**COLOURS, "five-4-to": "99"}, "five-4-to", "100.00"),
        ("colours", {**COLOURS, "five-0-from": "1"}, "five-0-from", "0.00"),
        ("colours", {**COLOURS, "five-2-from": "abc"}, "five-2-from", "ใส่ตัวเลข"),
        ("sizes", {**SIZES, "size-1-from": "130"}, "size-0-to", "มีช่องว่าง"),
        ("sizes", {**SIZES, "size-1-from": "100"}, "size-0-to", "ทับกับช่วงถัดไป"),
        ("sizes", {**SIZES, "size-0-from": "5"}, "size-0-from", "0 หรือ 1"),
        ("sizes", {**SIZES, "size-1-th": ""}, "size-1-th", "กรุณากรอก"),
        ("sizes", {**SIZES, "size-1-th": "ขนาดเล็ก"}, "size-1-th", "ซ้ำ"),
        ("small_schools", {**COMMON, "from": "1, 41, 21"}, "from", "จากน้อยไปมาก"),
        ("small_schools", {**COMMON, "from": "1, ยี่สิบ"}, "from", "จำนวนเต็ม"),
        ("sizes", {**SIZES, "size-2-to": "900"}, "size-2-to", "เว้นว่าง"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    admin: Client, table: str, sent: dict[str, str], place: str, told: str
) -> None:
    page = _save(admin, table, sent)
    assert page.status_code == 200
    fault = re.search(rf'id="id_{place}_error">(.*?)</div>', page.content.decode())
    assert fault, page.context["form"].errors
    assert told in fault[1]
    assert not Setting.objects.exists()


@pytest.mark.parametrize(
    ("table", "changed", "told"),
    [
        ("tests", {"test-0-subjects": "ภาษาไทย, ดาราศาสตร์"}, "ไม่รู้จักวิชา “ดาราศาสตร์”"),
        ("tests", {"test-0-grades": "ป.9"}, "ไม่รู้จักชั้น “ป.9”"),
        ("tests", {"test-0-subjects": ""}, "ใส่วิชาที่สอบอย่างน้อยหนึ่งวิชา"),
        ("papers", {"paper-5-grades": "ป.1"}, "ซ้ำกับช่องอื่น"),
        ("papers", {"paper-5-grades": "ป.9"}, "ไม่รู้จักชั้น “ป.9”"),
        ("subjects", {"thai-names": "คณิต"}, "ซ้ำกับช่องอื่น"),
        ("subjects", {"thai-names": ""}, "อย่างน้อยหนึ่งชื่อ"),
        ("headers", {"columns-score": "ไทย"}, "เป็นชื่อของคอลัมน์อื่น"),
        ("headers", {"columns-score": ""}, "อย่างน้อยหนึ่งชื่อ"),
    ],
)
def test_names_are_known_and_mean_one_thing(
    admin: Client, table: str, changed: dict[str, str], told: str
) -> None:
    page = _save(admin, table, {**_drawn(admin, table), **COMMON, **changed})
    assert told in page.content.decode()
    assert not Setting.objects.exists()


def _drawn(client: Client, table: str) -> dict[str, str]:
    """What the form of a table holds when it is first drawn."""
    form = client.get(f"/settings/{table}/change?year=2556").context["form"]
    return {field.name: "" if field.value() is None else str(field.value()) for field in form}


@pytest.mark.parametrize("table", TABLES)
def test_an_untouched_form_is_the_table_that_counts(admin: Client, table: str) -> None:
    page = _save(admin, table, {**_drawn(admin, table), "reason": "ลอง"})
    assert "จึงไม่มีอะไรให้บันทึก" in page.content.decode()


def test_a_change_is_proposed_from_the_academic_year_of_today(admin: Client) -> None:
    year = academic_year(timezone.localdate()).be
    assert f"ที่ใช้ในปีการศึกษา {year}" in _text(admin.get("/settings/"))
    assert f"/settings/limits/change?year={year}" in admin.get("/settings/limits").content.decode()
    drawn = admin.get("/settings/limits/change")
    assert drawn.context["form"]["year"].value() == year
    assert f"ปีการศึกษานี้คือ {year} เกณฑ์ใหม่ใช้ตั้งแต่ปีที่ใส่" in _text(drawn)


def test_the_preview_says_what_changes_before_anything_is_saved(admin: Client) -> None:
    page = admin.post("/settings/colours/change", REDDER)
    text = _text(page)
    assert "แสด: ถึงร้อยละ 69.99 49.99" in text
    moved = re.search(r"สีรวมเปลี่ยน (\d+) โรงเรียน สีรายวิชาเปลี่ยน (\d+) ช่อง", text)
    assert not Setting.objects.exists()
    before = {k: r.colour for k, r in results_for(_file()).schools.items()}
    form = {field.html_name: field.value() for field in page.context["form"]}
    assert _save(admin, "colours", form).status_code == 302
    after = results_for(_file()).schools
    changed = {k for k, colour in before.items() if after[k].colour != colour}
    overall = {k for k in changed if k[1] == "ALL"}
    assert moved
    rows = [row for row in page.context["effects"] if "O-NET ป.6 ปีการศึกษา 2556" in row.where]
    told = f"สีรวมเปลี่ยน {len(overall)} โรงเรียน สีรายวิชาเปลี่ยน {len(changed - overall)} ช่อง"
    assert rows[0].what == [told]
    assert (
        len(page.context["effects"])
        == ScoreFile.objects.filter(sitting__academic_year=2556).count()
    )


def test_the_preview_counts_the_schools_that_change_their_size(admin: Client) -> None:
    text = _text(admin.post("/settings/sizes/change", SIZES))
    assert "ปีการศึกษา 2556 ขนาดเปลี่ยน 0" not in text
    pupils = [20 * k + 1 for k in range(12)]
    moved = sum((120 <= n < 121) or (n >= 300) for n in pupils)
    assert ("ขนาดเปลี่ยน" in text) == (moved > 0)
    text = _text(
        admin.post("/settings/sizes/change", {**SIZES, "size-0-to": "99", "size-1-from": "100"})
    )
    moved = sum(100 <= n < 120 for n in pupils)
    assert f"ขนาดเปลี่ยน {moved} โรงเรียน จาก 12 โรงเรียน" in text


def test_a_change_of_somebody_else_is_not_overwritten(admin: Client) -> None:
    _save(admin, "limits", {**LIMITS, "z": "1"})
    page = _save(admin, "limits", {**LIMITS, "z": "2"})
    assert "มีผู้อื่นเปลี่ยนตารางนี้ไปก่อน" in page.content.decode()
    assert Setting.objects.count() == 1


def test_history_says_who_why_and_what(admin: Client, sign_in: SignIn) -> None:
    _save(admin, "limits", {**LIMITS, "z": "1.96"})
    event = Event.objects.get(kind="registry.setting")
    assert (event.key, event.action) == ("9302/limits/2556", "change-table")
    assert (event.before["z"], event.after["z"]) == ("2.58", "1.96")
    text = _text(sign_in("director").get("/settings/limits"))
    assert "มติที่ประชุม 3/2557" in text
    assert "ค่า z ของขีดจำกัดล่าง 2.58 1.96" in text
    assert "ปีการศึกษา 2500–2555" in text
    assert "ตั้งแต่ปีการศึกษา 2556 ของสำนักงาน" in text


def test_back_to_the_table_that_comes_with_khet(admin: Client, director: Client) -> None:
    before = director.get(BOARD).content.decode()
    _save(admin, "limits", {**LIMITS, "z": "1.96", "year": "2555"})
    back = {**COMMON, "seen": str(_newest())}
    preview = admin.post("/settings/limits/back", back)
    assert "ค่า z ของขีดจำกัดล่าง 1.96 2.58" in _text(preview)
    assert _save(admin, "limits", back, "back").status_code == 302
    area = home_area()
    assert area
    tables = office_tables(area)
    assert [tables.of("limits", year)["z"] for year in (2554, 2555, 2556)] == [
        "2.58",
        "1.96",
        "2.58",
    ]
    assert _figures(director.get(BOARD).content.decode()) == _figures(before)
    assert "กลับไปใช้ตารางที่มาพร้อม Khet ตั้งแต่ปี 2556" in _text(director.get("/settings/limits"))


def _figures(page: str) -> Any:
    return re.findall(r"percent-below[^>]+>([\d.]+)<", page)


def test_an_area_keeps_its_tables_to_itself(admin: Client) -> None:
    _save(admin, "limits", {**LIMITS, "z": "1.96"})
    other = Unit.objects.create(kind=UnitKind.AREA, code="9999", name="เขตอื่น")
    assert office_tables(other) == SHIPPED


@pytest.mark.parametrize("name", ["director", "planner", "school-director"])
def test_who_may_not_change_is_refused_and_nothing_is_kept(sign_in: SignIn, name: str) -> None:
    assert _save(sign_in(name), "limits", {**LIMITS, "z": "1"}).status_code == 403
    assert not Setting.objects.exists()


def test_other_bands_of_small_schools_reach_the_registers(admin: Client, director: Client) -> None:
    assert _save(admin, "small_schools", {**COMMON, "from": "๑, 61"}).status_code == 302
    page = _text(director.get("/registry/?year=2556"))
    assert re.search(r"1–60 .*61–119", page)
    assert "21–40" not in page


def test_the_audit_trail_tells_a_change_as_the_table_does(admin: Client, sign_in: SignIn) -> None:
    _save(admin, "colours", REDDER)
    text = _text(sign_in("auditor").get("/registry/events/?kind=registry.setting"))
    assert "เปลี่ยนเกณฑ์ เกณฑ์และตาราง กลุ่มสีคุณภาพ ตั้งแต่ปี 2556" in text
    assert "แดง: ตั้งแต่ร้อยละ: 70.00 → 50.00" in text
    assert "เหตุผล: มติที่ประชุม 3/2557" in text
