"""The demonstration area holds what is printed of it, and nothing invented passes for real."""

from collections import Counter, defaultdict

import pytest

from khet.jobs.demo.area import DemoArea, Enrolment, School, demo_area, rows

PRINTED_NETWORKS = {
    "คีรีรัตน์": 8,
    "ไพรวัลย์": 8,
    "รังสีตรีมิตร": 10,
    "พันธปัญญา": 11,
    "สองเกาะ": 12,
    "มิตรภาพเขาชัยสน": 13,
    "ควนขนุนหานโพธิ์": 13,
    "ตะโหมด": 12,
    "บูรพาป่าบอน": 11,
    "ทุ่งธงทอง": 7,
    "บางแก้ว": 12,
}
PRINTED_DISTRICTS = {
    "กงหรา": 16,
    "เขาชัยสน": 26,
    "ตะโหมด": 12,
    "บางแก้ว": 12,
    "ป่าบอน": 18,
    "ปากพะยูน": 33,
}
PILOTS = {
    "คลองใหญ่": {"บ้านคลองใหญ่", "บ้านท่าเชียด", "บ้านพรุนายขาว", "บ้านทุ่งหนองสิบบาท"},
    "ทุ่งนารี": {"บ้านทุ่งคลองควาย", "บ้านโหล๊ะหาร", "บ้านยางขาคีม", "บ้านทุ่งนารี"},
    "คลองทรายขาว": {"บ้านทอนตรน", "อนุบาลกงหรา", "บ้านหน้าวัง"},
    "โคกม่วง": {"บ้านโคกม่วง", "บ้านควนหมอทอง", "บ้านเกาะทองสม", "บ้านควนยวน", "วัดท่าควาย"},
    "ดอนประดู่": {"วัดหัวควน", "วัดควนเผยอ", "บ้านดอนประดู่", "วัดไทรพอน"},
    "ท่ามะเดื่อ": {"วัดรัตนวราราม", "วัดสังฆวราราม", "อนุบาลบางแก้ว", "วัดปัณนาราม"},
}


def public(area: DemoArea) -> list[School]:
    return [school for school in area.schools if school.sector == "public"]


def pupils(area: DemoArea, grades: str, year: int = 2556) -> dict[str, int]:
    """Pupils per school code in the grades beginning so; schools without any are absent."""
    total = Counter[str]()
    for row in area.enrolment:
        if row.academic_year == year and row.grade.startswith(grades):
            total[row.school] += row.pupils
    return total


def test_the_area_is_the_office_of_the_documents(area: DemoArea) -> None:
    assert area.code == "9302"
    assert area.name == "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาพัทลุง เขต 2"
    assert area.short_name == "สพป.พัทลุง เขต 2"


def test_networks_and_districts_have_as_many_schools_as_printed(area: DemoArea) -> None:
    assert Counter(school.network for school in public(area)) == PRINTED_NETWORKS
    assert Counter(school.district for school in public(area)) == PRINTED_DISTRICTS
    assert len(public(area)) == 117
    assert [district.name for district in area.districts] == list(PRINTED_DISTRICTS)


def test_each_network_lies_in_one_district(area: DemoArea) -> None:
    home = {network.name: network.district for network in area.networks}
    assert all(school.district == home[school.network] for school in area.schools)


def test_two_private_networks_hold_only_invented_schools_outside_the_117(area: DemoArea) -> None:
    networks = {network.name for network in area.networks if network.sector == "private"}
    private = [school for school in area.schools if school.sector == "private"]
    assert networks == {"เอกภาพ", "พลังศาสตร์"} == {school.network for school in private}
    assert all(school.name.startswith("เอกชนสมมติ ") for school in private)
    assert not {school.code for school in private} & {row.school for row in area.enrolment}


@pytest.mark.parametrize("subdistrict", PILOTS)
def test_schools_with_a_printed_subdistrict_stand_in_it(area: DemoArea, subdistrict: str) -> None:
    found = {school.name for school in area.schools if school.subdistrict == subdistrict}
    assert found == PILOTS[subdistrict]


def test_subdistricts_are_listed_under_their_district(area: DemoArea) -> None:
    listed = {
        sub.name: district.name for district in area.districts for sub in district.subdistricts
    }
    used = {s.subdistrict: s.district for s in area.schools if s.subdistrict}
    assert listed == used
    assert set(PILOTS) | {"สมหวัง"} == set(listed)


def test_printed_schools_have_a_source_and_the_rest_are_plainly_numbered(area: DemoArea) -> None:
    invented = [school for school in public(area) if not school.source]
    assert [s.name for s in public(area) if s.name.startswith("สมมติ ")] == [
        school.name for school in invented
    ]
    numbers = sorted(int(school.name.removeprefix("สมมติ ")) for school in invented)
    assert numbers == list(range(67, 118))
    assert all(school.place_basis == "invented" for school in invented)


def test_doubtful_names_are_aliases_or_left_out(area: DemoArea) -> None:
    by_name = {school.name: school for school in area.schools}
    assert "บ้านยางคีม" in by_name["บ้านยางขาคีม"].aliases
    assert "บ้านเหมือง-ตะกั่ว" in by_name["บ้านเหมืองตะกั่ว"].aliases
    assert "บ้านโพธิ์ (ชุมคณานุสรณ์)" in by_name["บ้านโพธิ์"].aliases
    assert not {"บ้านยางคีม", "ปากพะยูน", "เขาชัยสน", "พัทลุง"} & set(by_name)
    assert not any(school.name.startswith("โรงเรียน") for school in area.schools)


def test_names_and_codes_are_unique_and_of_their_pattern(area: DemoArea) -> None:
    for of in ("code", "moe10", "name"):
        assert len({getattr(school, of) for school in area.schools}) == len(area.schools)
    for school in area.schools:
        assert school.code.startswith("9302")
        assert len(school.code) == 8
        assert school.code != "93020000"
        assert school.moe10[:4] == ("1093" if school.sector == "public" else "1193")
    assert all(school.moe10[4:] == school.obec6 for school in public(area))
    units = [*area.networks, *area.districts, *(s for d in area.districts for s in d.subdistricts)]
    assert len({unit.code for unit in units}) == len(units)


def test_sizes_and_kinds_of_school_as_printed(area: DemoArea) -> None:
    totals = pupils(area, "")
    assert sum(total < 120 for total in totals.values()) == 44
    assert sum(total >= 300 for total in totals.values()) > 0
    assert len(totals) == 117
    assert 15_700 <= sum(totals.values()) <= 16_300
    assert len(pupils(area, "K")) == 112
    assert len(pupils(area, "M3")) == len(pupils(area, "M")) == 18
    assert not set(pupils(area, "M")) & {code for code, n in totals.items() if n < 120}


def test_every_school_has_p6_and_one_has_no_p3(area: DemoArea) -> None:
    assert len(pupils(area, "P6")) == 117
    (missing,) = (s for s in public(area) if s.code not in pupils(area, "P3"))
    assert missing.name == "บ้านทุ่งหนองสิบบาท"
    assert all(len(pupils(area, "P3", year)) == 117 for year in range(2552, 2556))


@pytest.mark.parametrize("grade", ["P3", "P6"])
def test_some_school_has_exactly_one_pupil_in_the_grade(area: DemoArea, grade: str) -> None:
    assert 1 in pupils(area, grade).values()


def test_enrolment_says_each_school_grade_and_year_once_and_never_zero(area: DemoArea) -> None:
    keys = [(row.school, row.academic_year, row.grade) for row in area.enrolment]
    assert len(set(keys)) == len(keys)
    assert all(row.pupils > 0 for row in area.enrolment)
    assert {row.academic_year for row in area.enrolment} == set(range(2552, 2557))


def test_grades_move_up_with_few_comings_and_goings(area: DemoArea) -> None:
    size = {(e.school, e.academic_year, e.grade): e.pupils for e in area.enrolment}
    moves = [
        (then, size[school, year + 1, f"P{int(grade[1]) + 1}"])
        for (school, year, grade), then in size.items()
        if year < 2556 and "P1" <= grade <= "P5"
    ]
    assert len(moves) > 2000
    assert sum(abs(now - then) for then, now in moves) < 0.15 * sum(then for then, _ in moves)


def test_the_totals_of_2556_are_those_of_the_data_file(area: DemoArea) -> None:
    stated = {row["name"]: int(row["pupils_2556"]) for row in rows("schools")}
    totals = pupils(area, "")
    assert {school.name: totals[school.code] for school in public(area)} == stated


def test_two_calls_are_equal(area: DemoArea) -> None:
    again = demo_area()
    assert again == area
    assert again is not area


def test_grades_of_a_school_leave_no_hole_but_the_known_one(area: DemoArea) -> None:
    order = ("K1", "K2", "K3", "P1", "P2", "P3", "P4", "P5", "P6", "M1", "M2", "M3")
    held: dict[str, list[int]] = defaultdict(list)
    for row in _of_year(area, 2556):
        held[row.school].append(order.index(row.grade))
    holed = [c for c, g in held.items() if max(g) - min(g) + 1 != len(g)]
    assert len(holed) == 1


def _of_year(area: DemoArea, year: int) -> list[Enrolment]:
    return [row for row in area.enrolment if row.academic_year == year]
