"""Pupils by name: shown to who needs to know, told in the audit trail, never kept by a browser."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Enrolment, Event, Placement, Pupil, Unit
from khet.rules.thai import sort_key
from tests.cast import SINCE
from tests.made_area import school_code

SignIn = Callable[..., Client]
OWN, OTHER = school_code(0), school_code(3)
PAGE = f"/registry/schools/{OWN}/pupils?year=2556"
LISTED = (
    *(("11", "P6", "1", "เขียว ตัวอย่าง"), ("12", "P6", "1", "กล้า ตัวอย่าง")),
    *(("13", "P6", "2", "แดง ตัวอย่าง"), ("14", "P5", "", "ขาว ตัวอย่าง")),
)


@pytest.fixture(autouse=True)
def _pupils(area: None) -> None:
    for school in (OWN, OTHER):
        entries = [
            PupilEntry(
                school,
                number,
                grade,
                name,
                room,
                "m",
                identity="1234567890121" * (school == OWN and number == "11"),
            )
            for number, grade, room, name in LISTED
        ]
        save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _named(page: str) -> list[str]:
    return [name for *_, name in LISTED if name in page]


def _looks() -> list[Event]:
    return list(Event.objects.filter(kind="registry.pupil-list").order_by("pk"))


@pytest.mark.parametrize("name", ["school-director", "teacher", "supervisor", "data-officer"])
def test_who_needs_to_know_sees_names_in_thai_order(sign_in: SignIn, name: str) -> None:
    page = _text(sign_in(name), f"{PAGE}&grade=P6")
    assert _named(page) == ["เขียว ตัวอย่าง", "กล้า ตัวอย่าง", "แดง ตัวอย่าง"]
    places = [page.index(person) for person in sorted(_named(page)[:2], key=sort_key)]
    assert places == sorted(places)
    assert "1234567890121" not in page


@pytest.mark.parametrize("name", ["director", "planner", "clerk", "network-chair", "administrator"])
def test_others_see_how_many_there_are_and_why_no_names(sign_in: SignIn, name: str) -> None:
    page = _text(sign_in(name), f"{PAGE}&grade=P6")
    assert not _named(page)
    assert "บทบาทของท่านไม่รวมถึงการเห็นชื่อนักเรียน" in page
    assert "หน้านี้จึงแสดงเฉพาะจำนวน" in page
    assert not _looks()


def test_without_the_second_factor_names_stay_hidden(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher", second_factor=False), f"{PAGE}&grade=P6")
    assert not _named(page)
    assert "ขั้นที่สอง" in page
    assert (
        sign_in("teacher", second_factor=False)
        .get(PAGE.replace("pupils?", "pupils.xlsx?"))
        .status_code
        == 403
    )


def test_a_supervisor_of_a_network_sees_its_pupils_only(sign_in: SignIn) -> None:
    client = sign_in("network-supervisor")
    assert _named(_text(client, f"{PAGE}&grade=P6"))
    assert client.get(f"/registry/schools/{OTHER}/pupils?grade=P6").status_code == 403


def test_names_come_only_when_a_grade_is_asked_for(sign_in: SignIn) -> None:
    client = sign_in("teacher")
    page = _text(client, PAGE)
    assert not _named(page)
    assert "grade=P6#names" in page
    assert not _looks()
    assert len(_named(_text(client, f"{PAGE}&grade=all"))) == 4
    assert _named(_text(client, f"{PAGE}&grade=P6&room=2")) == ["แดง ตัวอย่าง"]
    assert _named(_text(client, f"{PAGE}&grade=P5&room=-")) == ["ขาว ตัวอย่าง"]


def test_a_list_that_is_not_as_many_as_counted_says_so(sign_in: SignIn) -> None:
    page = _text(sign_in("director"), PAGE)
    row = next(row for row in page.split("<tr>") if ">ป.6<" in row)
    assert "ไม่ตรงกัน" in row


def test_before_any_list_is_brought_nothing_is_said_to_differ(sign_in: SignIn) -> None:
    Pupil.objects.filter(school__code=OWN).delete()
    page = _text(sign_in("director"), PAGE)
    assert "ไม่ตรงกัน" not in page
    assert "ยังไม่นำเข้ารายชื่อ" in page


def test_grades_that_the_school_has_not_are_left_out(sign_in: SignIn) -> None:
    school = Unit.objects.get(code=OWN)
    Enrolment.objects.create(school=school, academic_year=2556, grade="M6", pupils=0)
    assert ">ม.6<" not in _text(sign_in("director"), PAGE)


def test_names_that_were_asked_for_come_before_the_grades(sign_in: SignIn) -> None:
    page = _text(sign_in("teacher"), f"{PAGE}&grade=P6")
    assert page.index('id="names"') < page.index("จำนวนรายชั้น")


def test_each_look_leaves_one_event_that_names_nobody(sign_in: SignIn) -> None:
    client = sign_in("teacher")
    for _ in range(2):
        client.get(f"{PAGE}&grade=P6")
    looks = _looks()
    assert [(e.action, e.key, e.actor) for e in looks] == [("view-pupils", OWN, "ผู้ทดสอบ")] * 2
    pupils = Pupil.objects.filter(school__code=OWN, grade="P6").order_by("pk")
    told = {"year": 2556, "grade": "P6", "pupils": [pupil.pk for pupil in pupils]}
    assert looks[0].after == told
    assert not _named(str(looks[0].after))


def test_such_a_page_is_never_kept(sign_in: SignIn) -> None:
    client = sign_in("teacher")
    answer = client.get(f"{PAGE}&grade=P6")
    assert "no-store" in answer.headers["Cache-Control"]
    assert "ETag" not in answer.headers
    again = client.get(f"{PAGE}&grade=P6", headers={"if-none-match": "*"})
    assert again.status_code == 200
    assert len(_looks()) == 2


def test_a_look_leaves_other_pages_unchanged(sign_in: SignIn) -> None:
    client = sign_in("teacher")
    client.get("/")
    seen = client.get("/registry/our-school?year=2556").headers["ETag"]
    client.get(f"{PAGE}&grade=P6")
    again = client.get("/registry/our-school?year=2556", headers={"if-none-match": seen})
    assert again.status_code == 304


def test_a_list_that_leaves_is_told_apart(sign_in: SignIn) -> None:
    answer = sign_in("school-director").get(
        f"/registry/schools/{OWN}/pupils.xlsx?year=2556&grade=P6"
    )
    assert "no-store" in answer.headers["Cache-Control"]
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    numbers = [row[0] for row in rows if row[0] and str(row[0]).isdecimal()]
    assert numbers == ["12", "11", "13"]
    assert "1234567890121" not in str(rows)
    (look,) = _looks()
    assert (look.action, len(look.after["pupils"])) == ("export-pupils", 3)


def test_a_grade_that_there_is_not_is_said_so(sign_in: SignIn) -> None:
    answer = sign_in("teacher").get(f"{PAGE}&grade=P9")
    assert answer.status_code == 404
    assert "ไม่มีชั้น “P9”" in answer.content.decode()


@pytest.mark.parametrize("more", [0, 300])
def test_queries_do_not_grow_with_pupils(
    sign_in: SignIn, django_assert_max_num_queries, more: int
) -> None:
    entries = [PupilEntry(OWN, f"{n}", "P4", f"คนที่ {n}") for n in range(100, 100 + more)]
    save_pupils(by="ทดสอบ", academic_year=2556, entries=entries)
    client = sign_in("teacher")
    with django_assert_max_num_queries(15):
        assert client.get(f"{PAGE}&grade=all").status_code == 200


@pytest.mark.parametrize("moved", [False, True])
@pytest.mark.parametrize("name", ["supervisor", "data-officer"])
def test_pupils_of_another_area_stay_unknown(sign_in: SignIn, name: str, moved: bool) -> None:
    other = UnitEntry("area", "9301", "เขตอื่น")
    school = UnitEntry("school", "93010001", "บ้านเขตอื่น", above=(("place", "area", "9301"),))
    register_units(by="ทดสอบ", entries=[other, school], since=SINCE)
    pupils = [PupilEntry("93010001", "7", "P6", "เขียว ตัวอย่าง")]
    save_pupils(by="ทดสอบ", academic_year=2556, entries=pupils)
    if moved:
        Placement.objects.create(
            child=Unit.objects.get(code="93010001"),
            parent=Unit.objects.get(kind="area", code="9302"),
            hierarchy="place",
            valid_from=SINCE - timedelta(days=365),
            valid_to=SINCE - timedelta(days=1),
        )
    client, address = sign_in(name), "/registry/schools/93010001"
    page = client.get(f"{address}/pupils?year=2556&grade=all")
    assert page.status_code == (200 if moved else 404)
    assert "เขียว" not in page.content.decode()
    export = client.get(f"{address}/pupils.xlsx?year=2556")
    assert export.status_code == (403 if moved else 404)
    assert client.get(f"{address}?year=2556").status_code == (200 if moved else 404)
    assert not _looks()
