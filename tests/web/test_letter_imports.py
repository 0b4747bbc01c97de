"""Registers of letters taken over from Excel: kept whole, faults by row, secret ones."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khet.records.office.models import Letter, Number, Series
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Event, Import
from khet.records.registry.queries.settings import office_tables
from tests.web.registered_letters import HERE, SignIn, page_of
from tests.web.signed_letters import area, person

HEADS = ("เลขทะเบียนรับ", "ปี", "ที่", "ลงวันที่", "จาก", "เรื่อง", "ชั้นความเร็ว")


def _brought(
    client: Client, *rows: tuple[Any, ...], heads: Sequence[str] = HEADS, book: str = "received"
) -> dict[str, Any]:
    file = openpyxl.Workbook()
    for row in (heads, *rows):
        file.worksheets[0].append(row)
    out = io.BytesIO()
    file.save(out)
    brought = SimpleUploadedFile("register.xlsx", out.getvalue())
    sent = client.post(f"/registry/imports/letters-{book}", {"file": brought})
    assert sent.status_code == 302
    return dict(Import.objects.latest("brought_at").report or {})


def _messages(report: dict[str, Any]) -> str:
    return " ".join(f"{one['row']}:{one['message']}" for one in report["problems"])


def test_an_old_register_comes_in_whole(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    report = _brought(
        clerk,
        ("๑", "2568", "ทส 1/1", "๕ ม.ค. ๒๕๖๘", "ผู้ส่ง ก", "เรื่องแรก", "ด่วน"),
        ("4/2568", "", "ทส 1/2", "6/1/2568", "ผู้ส่ง ก", "เรื่องที่สี่", ""),
    )
    assert report["errors"] == 0
    assert report["doubts"] == {"number-missing": 1}
    held = Import.objects.latest("brought_at")
    told = {"do": "keep", "seen": report["print"], "reason-number-missing": "ไม่มีจริง"}
    clerk.post(f"/registry/imports/files/{held.pk}", told)
    series = Series.objects.get(kind="received", year=2568)
    states = dict(series.numbers.values_list("number", "state"))
    assert states == {1: "used", 2: "cancelled", 3: "cancelled", 4: "used"}
    assert series.last == 4
    first = Letter.objects.get(number__series=series, number__number=1)
    assert (first.urgency, first.state, first.day) == ("urgent", "filed", date(2025, 1, 5))
    assert "เรื่องที่สี่" in page_of(clerk, "/?q=4/2568")
    again = _brought(clerk, ("1", "2568", "ทส 9/9", "", "ผู้ส่ง ข", "เรื่องอื่น", ""))
    assert "เลขนี้มีในระบบแล้ว" in _messages(again)
    assert (again["added"], again["changed"]) == (0, 0)


def test_faults_of_a_register_are_told_by_row(sign_in: SignIn) -> None:
    report = _brought(
        sign_in("clerk"),
        ("1", "2567", "ทส 5/1", "5/1/2567", "ก", "หนึ่ง", ""),
        ("1", "2567", "ทส 5/2", "5/1/2567", "ก", "ซ้ำเลข", ""),
        ("2", "2567", "ทส 5/1", "5/1/2567", "ก", "ซ้ำฉบับ", ""),
        ("3", "2567", "ทส 5/3", "35/1/2567", "ก", "วันผิด", ""),
        ("4", "2567", "ทส 5/4", "5/1/2567", "ก", "", ""),
        ("5", "2999", "ทส 5/5", "5/1/2567", "ก", "ปีผิด", ""),
    )
    told = _messages(report)
    for said in (
        "3:ปี + เลขทะเบียนรับ ซ้ำกับแถว 2",
        "4:หนังสือฉบับเดียวกับเลข 1/2567",
        '5:"35/1/2567" ใช้ไม่ได้: ใส่วันที่',
        "6:ว่างอยู่: ใส่เรื่อง",
    ):
        assert said in told
    assert report["errors"] == 5
    assert not Series.objects.filter(year=2567).exists()


def test_a_number_of_a_faulty_row_is_not_missing(sign_in: SignIn) -> None:
    report = _brought(
        sign_in("clerk"),
        ("1", "2567", "", "5/1/2567", "ก", "หนึ่ง", ""),
        ("2", "2567", "", "35/1/2567", "ก", "วันผิด", ""),
        ("3", "", "", "35/1/2567", "ก", "ไม่รู้ปี", ""),
        ("5", "2567", "", "5/1/2567", "ก", "ห้า", ""),
    )
    told = [one["message"] for one in report["problems"] if one["level"] == "warning"]
    assert [one.split(" ก่อน")[0] for one in told] == ["ไม่มีเลข 4"]


def test_secret_letters_of_an_old_register_are_read_by_the_head(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    row = ("1", "2567", "", "5/1/2567", "ก", "เรื่องปิด", "ลับ")
    report = _brought(clerk, row, heads=(*HEADS[:-1], "ชั้นความลับ"))
    assert report["doubts"] == {"secret-letter": 1}
    assert "2:หนังสือลับ: ผู้อ่านได้คือผู้นำเข้า และ ผู้ทดสอบ" in _messages(report)
    held = Import.objects.latest("brought_at")
    told = {"do": "keep", "seen": report["print"], "reason-secret-letter": "ตามทะเบียน"}
    clerk.post(f"/registry/imports/files/{held.pk}", told)
    letter = Letter.objects.get(subject="เรื่องปิด")
    assert "เรื่องปิด" in page_of(sign_in("director"), f"/{letter.pk}")
    assert sign_in("planner").get(f"{HERE}/{letter.pk}").status_code == 403
    event = Event.objects.get(action="import-letters")
    assert event.after["readers"] == ["director"]


def test_circulars_of_an_old_register_go_by_the_table_of_their_day(sign_in: SignIn) -> None:
    rows = office_tables(area()).of("correspondence", 2567)
    content = {**rows, "circulars_apart": False}
    change = TableChange(area(), "correspondence", 2567, content, "ร่วมกัน", 0)
    change_table(by=person("administrator"), change=change)
    clerk = sign_in("clerk")
    report = _brought(
        clerk,
        ("1", "2567", "", "5/1/2567", "", "ปีการศึกษาก่อน", ""),
        ("2", "2567", "", "5/6/2567", "", "ปีการศึกษานี้", ""),
        heads=("เลขทะเบียนส่ง", *HEADS[1:]),
        book="circular",
    )
    held = Import.objects.latest("brought_at")
    clerk.post(f"/registry/imports/files/{held.pk}", {"do": "keep", "seen": report["print"]})
    kept = Number.objects.filter(series__year=2567).values_list("series__kind", "number")
    assert sorted(kept) == [("circular", 1), ("sent", 2)]


def test_the_template_of_a_register_tells_how_to_fill_it(sign_in: SignIn) -> None:
    page = sign_in("clerk").get("/registry/imports/letters-received").content.decode()
    assert "ใส่ผู้ส่ง ไม่เกิน 300 ตัวอักษร" in page
    assert "ยาวเกินไป" not in page


@pytest.mark.parametrize("who", ["planner", "school-director"])
def test_others_bring_no_register(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/registry/imports/letters-received").status_code == 403
