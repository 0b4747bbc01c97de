"""What others told of sittings: shown by matter, entered, taken back, brought as a file."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from khet.records.learning.actions import PublishedEntry, publish
from khet.records.learning.models import Published, Sitting
from khet.records.registry.models import Event, Import, Unit, UnitKind
from tests.made_area import school_code, school_name
from tests.web.doors.published import SAMPLE

SignIn = Callable[..., Client]
PAGE = "/learning/published"
SITTING = "year=2556&test=O-NET&grade=P6"
ADD = f"{PAGE}/add?{SITTING}"
GOOD = {"what": "limit", "subject": "thai", "value": "46.18", "source": "รายงาน หน้า 2"}
MOST_QUERIES = 15


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    """A supervisor of the whole area."""
    return sign_in("supervisor")


def _text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def _main(client: Client, address: str) -> str:
    return _text(client, address).split("<main")[1].split("</main>")[0]


def _publish(*entries: PublishedEntry) -> None:
    publish(by="ศน.", area=Unit.objects.get(kind=UnitKind.AREA), entries=entries)


def _percent(number: int, value: str = "61.50", subject: str = "thai") -> PublishedEntry:
    told = ("percent", subject, "ประกาศของเขต", school_code(number), Decimal(value))
    return PublishedEntry(2556, "O-NET", "P6", "", *told)


def test_a_value_is_entered_and_shown_with_who_told_it(supervisor: Client) -> None:
    response = supervisor.post(ADD, GOOD, follow=True)
    page = response.content.decode()
    assert "บันทึกแล้ว" in page
    for told in ("ขีดจำกัดล่าง", "46.18", "รายงาน หน้า 2", "ผู้ทดสอบ"):
        assert told in page.split("<main")[1].split("</main>")[0]
    kept = Published.objects.get(what="limit")
    assert (str(kept.sitting), kept.subject, kept.value) == (
        *("O-NET P6 2556", "thai", Decimal("46.18")),
    )


def test_a_sitting_without_a_file_takes_values_too(supervisor: Client) -> None:
    asked = "year=2557&test=Pre+O-NET&grade=M3&round=2"
    colour = {"what": "colour", "subject": "ALL", "colour": "black", "source": "แนวปฏิบัติ"}
    supervisor.post(f"{PAGE}/add?{asked}", colour)
    page = _main(supervisor, f"{PAGE}?{asked}")
    assert '<span class="badge black">ดำ</span>' in page
    assert "รวมทุกวิชา" in page
    assert str(Sitting.objects.get(academic_year=2557)) == "Pre O-NET M3 2557 2"


FAULTS: list[tuple[dict[str, str], str, str]] = [
    ({"what": ""}, "what", "เลือกก่อน"),
    ({"what": "mean"}, "what", "เลือกจากรายการ"),
    ({"subject": ""}, "subject", "เลือกก่อน"),
    ({"subject": "nt_language"}, "subject", "เลือกจากรายการ"),
    ({"subject": "ALL"}, "subject", "ทีละวิชา"),
    ({"school": school_code(0)}, "school", "เว้นโรงเรียนว่างไว้"),
    ({"what": "percent"}, "school", "บอกโรงเรียน"),
    ({"what": "percent", "school": "99999999"}, "school", "เลือกจากรายการ"),
    ({"value": ""}, "value", "เป็นตัวเลข"),
    ({"value": "46.185"}, "value", "ไม่เกิน 2 ตำแหน่ง"),
    ({"value": "100.01"}, "value", "0–100"),
    ({"value": "ขาดสอบ"}, "value", "0–100"),
    ({"colour": "red"}, "colour", "เว้นสีว่างไว้"),
    ({"what": "colour"}, "value", "เว้นตัวเลขว่างไว้"),
    ({"what": "colour", "value": ""}, "colour", "เป็นสี"),
    ({"what": "colour", "value": "", "colour": "pink"}, "colour", "เลือกจากรายการ"),
    ({"source": " "}, "source", "บอกที่มา"),
]


@pytest.mark.parametrize(("changed", "field", "told"), FAULTS)
def test_a_fault_is_told_beside_its_field(
    supervisor: Client, changed: dict[str, str], field: str, told: str
) -> None:
    before = Published.objects.count()
    page = supervisor.post(ADD, {**GOOD, **changed}).content.decode()
    fault = re.search(rf'id="id_{field}_error">(.*?)</div>', page)
    assert fault
    assert told in fault[1]
    assert Published.objects.count() == before


def test_thai_digits_are_taken(supervisor: Client) -> None:
    supervisor.post(f"{PAGE}/add?year=๒๕๕๖&test=O-NET&grade=P6", {**GOOD, "value": "๔๖.๑"})
    assert Published.objects.get(what="limit").value == Decimal("46.10")


@pytest.mark.parametrize("what", ["national-mean", "obec-mean", "province-mean"])
def test_a_mean_of_others_is_never_without_its_source(supervisor: Client, what: str) -> None:
    mean = {"what": what, "subject": "ALL", "value": "44.10", "source": "  "}
    page = supervisor.post(ADD, mean).content.decode()
    assert "บอกที่มา" in re.findall(r'id="id_source_error">(.*?)</div>', page)[0]
    assert not Published.objects.filter(what=what, subject="ALL").exists()
    supervisor.post(ADD, {**mean, "source": "รายงานสมมติ"})
    assert Published.objects.get(what=what, subject="ALL").source == "รายงานสมมติ"


def test_a_value_is_changed_from_the_list(supervisor: Client) -> None:
    _publish(_percent(3))
    page = _main(supervisor, f"{PAGE}?{SITTING}")
    change = re.search(r'href="(/learning/published/add\?[^"]*what=percent[^"]*)"', page)
    assert change
    address = change[1].replace("&amp;", "&")
    form = _main(supervisor, address)
    assert 'value="61.50"' in form
    assert 'value="ประกาศของเขต"' in form
    assert f'value="{school_code(3)}" selected' in form
    told = {"what": "percent", "subject": "thai", "school": school_code(3), "value": "60"}
    supervisor.post(address, {**told, "source": "ประกาศของเขต"})
    assert Published.objects.get(what="percent").value == 60
    event = Event.objects.filter(kind="learning.published").latest("pk")
    assert (event.action, event.actor) == ("change-published", "ผู้ทดสอบ")


def test_a_value_is_withdrawn_with_a_reason(supervisor: Client) -> None:
    address = f"{PAGE}/{SAMPLE}/withdraw"
    assert "52.27" in _main(supervisor, address)
    assert "เขียนเหตุผลสั้น ๆ" in supervisor.post(address, {"reason": ""}).content.decode()
    assert Published.objects.filter(pk=SAMPLE).exists()
    page = supervisor.post(address, {"reason": "ใส่ผิดวิชา"}, follow=True).content.decode()
    assert "ถอนค่านี้แล้ว" in page
    assert not Published.objects.filter(pk=SAMPLE).exists()
    assert Event.objects.latest("pk").after["reason"] == "ใส่ผิดวิชา"
    assert supervisor.get(address).status_code == 404


def test_a_value_of_another_area_is_not_here(supervisor: Client) -> None:
    other = Unit.objects.create(kind=UnitKind.AREA, code="9999", name="เขตอื่น")
    sitting = Sitting.objects.create(area=other, academic_year=2556, test="O-NET", grade="P6")
    told = {"subject": "thai", "value": 1, "source": "เอกสารต่างเขต", "told_by": "อื่น"}
    row = Published.objects.create(sitting=sitting, what="limit", **told)
    assert supervisor.get(f"{PAGE}/{row.pk}/withdraw").status_code == 404
    assert "เอกสารต่างเขต" not in _main(supervisor, f"{PAGE}?{SITTING}")


def test_percents_are_of_the_schools_that_the_reader_sees(sign_in: SignIn) -> None:
    _publish(_percent(0), _percent(1), _percent(2, subject="science"))
    seen = {
        name: [school_name(k) in _main(sign_in(name), f"{PAGE}?{SITTING}") for k in (0, 1)]
        for name in ("director", "network-supervisor")
    }
    assert seen == {"director": [True, True], "network-supervisor": [True, False]}
    of_science = _main(sign_in("director"), f"{PAGE}?{SITTING}&subject=science")
    assert school_name(2) in of_science
    assert school_name(0) not in of_science


def test_who_reads_has_nothing_to_press(sign_in: SignIn) -> None:
    page = _main(sign_in("director"), f"{PAGE}?year=2555")
    assert "52.27" in page
    for told in (f"{PAGE}/add", "/withdraw", "/registry/imports/published"):
        assert told not in page


def test_the_menu_leads_whom_it_is_for(sign_in: SignIn) -> None:
    link = f'href="{PAGE}"'
    page = "/learning/overview"
    with_entry = {
        n for n in ("supervisor", "director", "planner") if link in _text(sign_in(n), page)
    }
    assert with_entry == {"supervisor"}


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("year=abc", "O-NET ป.6 ปีการศึกษา 2556"),
        ("year=2601", "O-NET ป.6 ปีการศึกษา 2556"),
        ("year=2556&test=PISA", "O-NET ป.6 ปีการศึกษา 2556"),
        ("year=2558&test=O-NET&grade=P5", "O-NET ป.6 ปีการศึกษา 2558"),
        ("year=2556&test=Pre+O-NET&grade=P6", "Pre O-NET ครั้งที่ 1 ป.6 ปีการศึกษา 2556"),
        ("year=2556&test=O-NET&grade=P6&round=2", "O-NET ป.6 ปีการศึกษา 2556"),
    ],
)
def test_an_unknown_sitting_offers_the_nearest(director: Client, asked: str, nearest: str) -> None:
    response = director.get(f"{PAGE}?{asked}")
    assert response.status_code == 404
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    offered = re.findall(r'<li><a href="(/learning/published[^"]+)">([^<]+)</a></li>', main)
    assert offered[0][1] == nearest
    assert all(director.get(a.replace("&amp;", "&")).status_code == 200 for a, _ in offered)


def test_by_default_it_is_the_main_test_of_the_newest_year(director: Client) -> None:
    assert "ค่าที่เผยแพร่ O-NET ป.6 ปีการศึกษา 2556" in _main(director, PAGE)
    assert "O-NET ป.6 ปีการศึกษา 2557" in _main(director, f"{PAGE}?year=2557")


def test_queries_are_few_and_the_same_for_many_values(supervisor: Client) -> None:
    counts = []
    for schools in (1, 12):
        _publish(*(_percent(k, subject=s) for k in range(schools) for s in ("thai", "science")))
        with CaptureQueriesContext(connection) as queries:
            _text(supervisor, f"{PAGE}?{SITTING}")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.parametrize("page", ["overview", "colours", "figure/percent-below"])
def test_a_kept_page_is_drawn_anew(director: Client, page: str) -> None:
    address = f"/learning/{page}?{SITTING}"
    director.get("/")
    seen = {"if-none-match": director.get(address).headers["ETag"]}
    assert director.get(address, headers=seen).status_code == 304
    _publish(PublishedEntry(2556, "O-NET", "P6", "", "limit", "thai", "ก", value=Decimal(40)))
    assert director.get(address, headers=seen).status_code == 200


def test_the_list_of_events_tells_it_in_words_but_no_percent(sign_in: SignIn) -> None:
    entry = PublishedEntry(2556, "O-NET", "M3", "", "colour", "thai", "แนวปฏิบัติ", colour="black")
    _publish(entry, _percent(0, "61.57"), _percent(1, "61.58"))
    _publish(_percent(0, "61.59"))
    page = _text(sign_in("administrator"), "/registry/events/?kind=learning.published")
    for told in ("เพิ่มค่าที่เผยแพร่", "แก้ค่าที่เผยแพร่", "สีของเขต", "ภาษาไทย", "ดำ", "แนวปฏิบัติ"):
        assert told in page
    assert not re.search(r"61\.5[789]", page)
    assert page.count("(เห็นเฉพาะผู้เห็นผลของโรงเรียน)") == 4


HEAD = "ปีการศึกษา,การสอบ,ชั้น,วิชา,เรื่อง,รหัสโรงเรียน,ค่า,ที่มา"


def test_a_supervisor_brings_a_file_and_no_other_register(sign_in: SignIn) -> None:
    client = sign_in("supervisor")
    rows = [HEAD, f"2556,O-NET,ป.6,ภาษาไทย,ร้อยละไม่ผ่าน,{school_code(0)},12.5,ประกาศ"]
    file = SimpleUploadedFile("ค่า.csv", "\n".join(rows).encode(), "text/csv")
    page = client.post("/registry/imports/published", {"file": file}, follow=True)
    assert "จะเพิ่ม" in page.content.decode()
    assert not Published.objects.filter(what="percent").exists()
    held = Import.objects.latest("brought_at")
    told: dict[str, Any] = {"do": "keep", "seen": (held.report or {})["print"]}
    client.post(f"/registry/imports/files/{held.pk}", told)
    assert Published.objects.get(what="percent").value == Decimal("12.50")
    assert client.get("/registry/imports/schools").status_code == 403
    index = _main(client, "/registry/imports/")
    assert re.findall(r'<a href="/registry/imports/([a-z-]+)"', index) == [
        "published",
        "published",
        "standards",
        "standards",
    ]
    assert sign_in("planner").get("/registry/imports/published").status_code == 403
