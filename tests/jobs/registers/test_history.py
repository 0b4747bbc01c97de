"""Moves, renames, closures and mergers keep what was; years before them know it."""

from datetime import date, timedelta
from typing import Any

from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Enrolment, Event, Placement, Pupil, RoleHeld, Unit
from khet.records.registry.queries.schools import schools_of
from khet.rules.pupil_keys import pupil_key
from tests.jobs.registers.conftest import ON, SINCE, YEAR, Office

HEAD = "รหัสโรงเรียน,ชื่อโรงเรียน,ตำบล,อำเภอ,เครือข่าย"
MOVED = [HEAD, "93020001,บ้านเหนือ,ทุ่งนารี,ป่าบอน,ทุ่งธงทอง"]


def _network(office: Office, year: int) -> str | None:
    return schools_of(office.area, year, date(2030, 1, 1))["93020001"].network


def test_a_moved_school_stands_where_it_stood_until_the_day_before(working: Office) -> None:
    working.keep("schools", MOVED, on=ON)
    ended = Placement.objects.get(child__code="93020001", parent__name="ไพรวัลย์")
    begun = Placement.objects.get(child__code="93020001", parent__name="ทุ่งธงทอง")
    assert (ended.valid_to, begun.valid_from) == (ON - timedelta(days=1), ON)
    assert (_network(working, 2555), _network(working, 2556)) == ("ไพรวัลย์", "ทุ่งธงทอง")
    areas = Placement.objects.filter(child__code="93020001", parent__kind="area")
    assert [placed.valid_to for placed in areas] == [None]


def test_a_move_of_the_same_day_is_put_right(working: Office) -> None:
    working.keep("schools", MOVED, on=ON)
    back = [HEAD, "93020001,บ้านเหนือ,คลองทรายขาว,กงหรา,ไพรวัลย์"]
    working.keep("schools", back, on=ON)
    assert not Placement.objects.filter(parent__name="ทุ่งธงทอง", child__code="93020001").exists()
    assert (_network(working, 2555), _network(working, 2556)) == ("ไพรวัลย์", "ไพรวัลย์")


def test_a_change_tells_what_differs(working: Office) -> None:
    working.keep("schools", ["รหัสโรงเรียน,ชื่อโรงเรียน", "93020001,บ้านเหนือใหม่"])
    event = Event.objects.get(action="change-unit")
    assert (event.kind, event.key) == ("registry.school", "93020001")
    assert (event.before, event.after) == ({"name": "บ้านเหนือ"}, {"name": "บ้านเหนือใหม่"})


def test_each_row_has_its_event(working: Office) -> None:
    found = Event.objects.filter(action="register-unit", kind="registry.school")
    assert sorted(found.values_list("key", flat=True)) == ["93020001", "93020002", "93020003"]


def test_a_merged_school_stays_in_the_years_before(working: Office) -> None:
    head = "รหัสโรงเรียน,ชื่อโรงเรียน,วันที่เลิก,รวมกับโรงเรียน"
    working.keep("schools", [head, "93020001,บ้านเหนือ,๓๐ เมษายน ๒๕๕๗,93020002"])
    school = Unit.objects.get(code="93020001")
    assert (school.valid_to, school.merged_into) == (
        date(2014, 4, 30),
        Unit.objects.get(code="93020002"),
    )
    days = [schools_of(working.area, year, date(2030, 1, 1)) for year in (2556, 2557)]
    assert ["93020001" in schools for schools in days] == [True, False]
    assert days[0]["93020001"].network == "ไพรวัลย์"


def test_numbers_are_set_and_taken_back(working: Office) -> None:
    head = "รหัสโรงเรียน,ป.1 ชาย,ป.1 หญิง,ป.1 ห้อง,ป.2 รวม,ป.3 รวม"
    working.keep("enrolment", [head, "93020001,3,4,1,0,"])
    rows = Enrolment.objects.filter(academic_year=YEAR).order_by("grade")
    fields = ("grade", "pupils", "boys", "girls", "rooms")
    assert list(rows.values_list(*fields)) == [("P1", 7, 3, 4, 1), ("P2", 0, None, None, None)]
    working.keep("enrolment", ["รหัสโรงเรียน,ป.2 รวม", "93020001,"])
    assert list(rows.values_list("grade", flat=True)) == ["P1"]
    event = Event.objects.filter(kind="registry.enrolment").latest("pk")
    assert event.before == {
        "year": YEAR,
        "grades": {"P2": {"pupils": 0, "boys": None, "girls": None, "rooms": None}},
    }
    assert event.after == {"year": YEAR, "grades": {"P2": None}}


def test_headings_in_two_lines_are_read_by_place(working: Office) -> None:
    kind = type(working.register("enrolment"))
    first = ["รหัสเขต", "ชื่อเขต", "รหัสโรงเรียน", "ชื่อโรงเรียน"]
    heads = [*first, *(part for _ in range(23) for part in ("ชาย", "หญิง", "รวม", "ห้อง"))]
    cells = {
        "code": "93020001",
        "P1_boys": "2",
        "P1_girls": "3",
        "P_pupils": "5",
        "ALL_pupils": "5",
    }
    row = [cells.get(column.key, "") for column in kind.columns]
    plan = working.keep("enrolment", [",".join(heads), ",".join(row)])
    assert plan.added == 1
    assert Enrolment.objects.get().pupils == 5


PUPILS = "รหัสโรงเรียน,ชั้น,รหัสนักเรียน,คำนำหน้าชื่อ,ชื่อ,นามสกุล,เลขประจำตัวประชาชน"


def test_a_pupil_has_the_key_of_the_warehouse(working: Office, settings: Any) -> None:
    working.keep("pupils", [PUPILS, "93020001,ป.๑,๐๐๑๒,ด.ช.,ตัวอย่าง,สมมติ,1-2345-67890-12-1"])
    pupil = Pupil.objects.get()
    assert pupil.key == pupil_key(settings.PUPIL_KEY, "93020001", "0012")
    assert (pupil.grade, pupil.name) == ("P1", "ด.ช.ตัวอย่าง สมมติ")
    assert "1234567890121" not in pupil.identity


def test_an_id_left_out_stays(working: Office) -> None:
    working.keep("pupils", [PUPILS, "93020001,ป.1,1,,ก,ข,1234567890121"])
    before = Pupil.objects.get().identity_hash
    working.keep("pupils", [PUPILS, "93020001,ป.2,1,,ก,ข,"])
    pupil = Pupil.objects.get()
    assert (pupil.grade, pupil.identity_hash) == ("P2", before)


def test_a_school_has_one_event_without_names(working: Office) -> None:
    rows = [f"93020001,ป.1,{k},,ชื่อลับ{k},สกุลลับ," for k in range(3)]
    working.keep("pupils", [PUPILS, *rows])
    event = Event.objects.get(kind="registry.pupils")
    assert (event.key, event.after) == ("93020001", {"year": YEAR, "added": 3, "changed": 0})


def test_closing_a_school_warns_of_its_people_and_pupils_and_ends_their_roles(
    working: Office,
) -> None:
    entry = AccountEntry("t-1", "ครู ตัวอย่าง", "teacher", ("school", "93020001"))
    open_account(by="ทดสอบ", entry=entry, since=SINCE)
    pupils = [PupilEntry("93020001", str(n), "P6", f"เด็ก {n}", "", "") for n in (1, 2)]
    save_pupils(by="ทดสอบ", academic_year=2555, entries=pupils)
    lines = ["รหัสโรงเรียน,ชื่อโรงเรียน,วันที่เลิก", "93020001,บ้านเหนือ,31/3/2556"]
    told = [p.message for p in working.plan("schools", lines).doubts["people-left"]]
    assert ["1 คน และรายชื่อนักเรียน 2 คน" in text for text in told] == [True]
    working.keep("schools", lines)
    assert RoleHeld.objects.get().until == date(2013, 3, 31)
