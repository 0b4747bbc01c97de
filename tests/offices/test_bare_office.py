"""A bare installation becomes a working office from six workbooks."""

import io
from collections.abc import Iterable
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from khet.jobs.demo.area import School, demo_area
from khet.jobs.set_up_office import setup_code
from khet.records.registry.actions.sign_in import issue_code
from khet.records.registry.models import Enrolment, Import, Placement, RoleHeld, Unit, User
from tests.offices.test_start import GIVEN

pytestmark = pytest.mark.django_db
AREA = demo_area()
PUBLIC = [school for school in AREA.schools if school.sector == "public"]
OWN = "ข้าวยำปากพะยูน"


def _places() -> list[tuple[str, ...]]:
    below = ((district, sub) for district in AREA.districts for sub in district.subdistricts)
    return [
        ("รหัสอำเภอ", "อำเภอ", "รหัสตำบล", "ตำบล"),
        *((district.code, district.name, sub.code, sub.name) for district, sub in below),
    ]


def _networks() -> list[tuple[str, ...]]:
    public = (network for network in AREA.networks if network.sector == "public")
    return [
        ("รหัสเครือข่าย", "เครือข่าย", "อำเภอ"),
        *((network.code, network.name, network.district or "") for network in public),
    ]


def _school(school: School) -> tuple[str, ...]:
    place = school.subdistrict or "", school.district or "", school.network
    return school.code, f"ร.ร.{school.name}", *place


def _schools() -> list[tuple[str, ...]]:
    head = ("รหัสโรงเรียน", "ชื่อโรงเรียน", "ตำบล", "อำเภอ", "เครือข่าย")
    return [head, *map(_school, PUBLIC)]


def _enrolment() -> list[tuple[Any, ...]]:
    known = {school.code for school in PUBLIC}
    rows = (row for row in AREA.enrolment if row.academic_year == 2556 and row.school in known)
    return [
        ("รหัสโรงเรียน", "ชั้น", "รวม"),
        *(
            (
                row.school,
                row.grade.replace("P", "ป.").replace("M", "ม.").replace("K", "อ."),
                row.pupils,
            )
            for row in rows
        ),
    ]


def _groups() -> list[tuple[str, ...]]:
    head = ("รหัสกลุ่ม", "กลุ่มงาน", "งานในกลุ่ม")
    return [head, ("G1", "กลุ่มนิเทศ", "งานวัดผล | งานประกันคุณภาพ"), ("G2", "กลุ่มนโยบายและแผน", "")]


def _people() -> list[tuple[str, ...]]:
    head = ("รหัสโรงเรียน", "คำนำหน้าชื่อ", "ชื่อ", "นามสกุล", "ตำแหน่ง", "บทบาท", "หน่วยงาน")
    directors = [
        (school.code, "นาง", f"สมมติ{place}", "ใจดี", "ผู้อำนวยการโรงเรียน", "", "")
        for place, school in enumerate(PUBLIC)
    ]
    staff = ("", "นาย", "ตัวอย่าง", "ช่างคิด", "ศึกษานิเทศก์", "ศึกษานิเทศก์", "กลุ่มนิเทศ")
    return [head, *directors, staff]


FILES = {
    "districts": _places,
    "networks": _networks,
    "schools": _schools,
    "enrolment-by-grade": _enrolment,
    "groups": _groups,
    "people": _people,
}


def _workbook(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return out.getvalue()


def _bring(client: Client, key: str, rows: Iterable[Iterable[Any]]) -> Import:
    file = SimpleUploadedFile(f"{key}.xlsx", _workbook(rows))
    asked = {"file": file, "on": "16 พ.ค. 2556", "year": "๒๕๕๖"}
    answer = client.post(f"/registry/imports/{key}", asked)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return Import.objects.latest("brought_at")


def _keep(client: Client, brought: Import) -> None:
    report = brought.report
    assert report
    assert {problem["level"] for problem in report["problems"]} <= {"warning"}
    doubts = {f"reason-{problem['kind']}": "ตรวจแล้ว" for problem in report["problems"]}
    sent = {"do": "keep", "seen": report["print"], **doubts}
    client.post(f"/registry/imports/files/{brought.pk}", sent)
    brought.refresh_from_db()
    assert brought.state == Import.State.KEPT


@pytest.fixture
def office() -> Client:
    """The administrator of an office that was set up a moment ago."""
    client = Client()
    client.post("/start", {**GIVEN, "setup_code": setup_code()})
    return client


def test_home_shows_where_to_begin(office: Client) -> None:
    main = office.get("/").content.decode().split("<main")[1].split("</main>")[0]
    assert 'href="/registry/imports/"' in main
    assert 'href="/registry/people/slips"' in main
    assert 'href="/learning/imports"' not in main


def test_six_workbooks_make_a_working_office(office: Client) -> None:
    for key, rows in FILES.items():
        _keep(office, _bring(office, key, rows()))
    schools = Unit.objects.filter(kind="school")
    assert schools.count() == 117
    assert schools.get(code=PUBLIC[0].code).name == PUBLIC[0].name
    in_networks = Placement.objects.filter(parent__kind="network", child__kind="school")
    assert in_networks.count() == 117
    assert Enrolment.objects.filter(academic_year=2556).count() == len(_enrolment()) - 1
    assert RoleHeld.objects.filter(role="school-director").count() == 117
    assert RoleHeld.objects.get(role="supervisor").unit.name == "กลุ่มนิเทศ"
    assert "งานวัดผล · งานประกันคุณภาพ" in office.get("/registry/groups").content.decode()
    slips = office.post("/registry/people/slips", {"who": "directors"})
    assert slips.content.startswith(b"%PDF")
    assert User.objects.filter(code_until__isnull=False).count() == 117


def test_a_director_of_the_new_office_sees_the_own_school(office: Client) -> None:
    for key, rows in FILES.items():
        _keep(office, _bring(office, key, rows()))
    held = RoleHeld.objects.select_related("user").get(unit__code=PUBLIC[4].code)
    code = issue_code(
        by="ทดสอบ", user=held.user, until=timezone.now() + timezone.timedelta(days=14)
    )
    client = Client()
    client.post("/sign-in", {"username": held.user.username, "password": code})
    client.post("/account/password", {"new": OWN, "again": OWN})
    assert client.get(f"/registry/schools/{PUBLIC[4].code}").status_code == 200
    assert client.get(f"/registry/schools/{PUBLIC[5].code}").status_code in (403, 404)


def test_every_mistake_of_a_workbook_is_named_at_its_cell(office: Client) -> None:
    for key in ("districts", "networks"):
        _keep(office, _bring(office, key, FILES[key]()))
    rows = [list(row) for row in _schools()]
    rows[1][0] = "9302"
    rows[2][1] = ""
    rows[3][3] = "ไม่มีอำเภอนี้"
    rows[4][4] = "ไม่มีเครือข่ายนี้"
    rows[6][0] = rows[5][0]
    report = _bring(office, "schools", rows).report
    assert report
    wrong = {(p["row"], p["column"]) for p in report["problems"] if p["level"] == "error"}
    assert wrong >= {
        (2, "รหัสโรงเรียน"),
        (3, "ชื่อโรงเรียน"),
        (4, "อำเภอ"),
        (5, "เครือข่าย"),
        (7, "รหัสโรงเรียน"),
    }
    assert not Unit.objects.filter(kind="school").exists()
