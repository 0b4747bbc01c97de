"""A register that goes out and comes back changes nothing."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.planning import plan_of
from khet.jobs.registers.writing import written
from khet.records.registry.actions.units import UnitEntry, save_units
from khet.records.registry.models import Event
from tests.jobs.registers.conftest import ON, Office

ENROLMENT = [
    "รหัสโรงเรียน,ชั้น,ชาย,หญิง,รวม,ห้อง",
    "93020001,ป.1,10,12,22,1",
    "93020001,ป.๒,,,7,",
    "93020002,ม.1,0,3,3,1",
]
PUPILS = [
    "รหัสโรงเรียน,เลขประจำตัวประชาชน,ชั้น,ห้อง,รหัสนักเรียน,เพศ,คำนำหน้าชื่อ,ชื่อ,นามสกุล",
    "93020001,1234567890121,ป.1,1,0012,ช,เด็กชาย,ตัวอย่าง,ณ สมมติ",
    "93020001,G644200000001,ป.1,1,0013,ญ,ด.ญ.,สมมติ,ตัวอย่าง",
]
PROGRAMMES = ["โครงการ,รหัสโรงเรียน,รุ่น,ตั้งแต่ปีการศึกษา", "โรงเรียนสุจริต,93020001,1,2556"]
GROUPS = ["ลำดับที่,กลุ่มงาน", "1,กลุ่มอำนวยการ"]
PEOPLE = [
    "คำนำหน้าชื่อ,ชื่อ,นามสกุล,ตำแหน่ง,หน่วยงาน,บทบาท",
    "นาย,สมมติ,ตัวอย่าง,ครู,93020001,",
    "นาง,สมมติ,,,9302,เจ้าหน้าที่ธุรการ",
]


@pytest.fixture
def whole(working: Office) -> Office:
    """Every register has rows."""
    working.keep("enrolment-by-grade", ENROLMENT)
    working.keep("pupils", PUPILS)
    working.keep("programmes", PROGRAMMES)
    working.keep("groups", GROUPS)
    working.keep("people", PEOPLE)
    return working


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("key", REGISTERS)
def test_nothing_changes(whole: Office, key: str, ending: str) -> None:
    register = whole.register(key)
    path = whole.file(written(register, ending), ending)
    plan = plan_of(whole.register(key), path, path.name)
    assert (plan.changes, plan.problems, plan.left) == ((), (), ())
    assert plan.unchanged == len(list(register.current())) > 0


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("key", sorted(set(REGISTERS) - {"areas"}))
def test_a_file_makes_a_bare_office_what_it_came_from(
    whole: Office, key: str, ending: str, tmp_path: Path
) -> None:
    before = list(whole.register(key).current())
    content = written(whole.register(key), ending)
    events = Event.objects.count()
    path = whole.file(content, ending)
    plan = plan_of(whole.register(key), path, path.name)
    assert not plan.may_be_kept({})
    assert list(whole.register(key).current()) == before
    assert Event.objects.count() == events


WORDS = st.text(
    st.characters(categories=("L", "N", "P", "S"), codec="utf-8"), min_size=1, max_size=40
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=WORDS, alias=WORDS, ending=st.sampled_from(["xlsx", "csv"]))
def test_whatever_a_network_is_called(whole: Office, name: str, alias: str, ending: str) -> None:
    entry = UnitEntry("network", "N9", name, aliases=(alias,), above=(("work", "area", "9302"),))
    save_units(by="ทดสอบ", entries=[entry], on=ON)
    path = whole.file(written(whole.register("networks"), ending), ending)
    plan = plan_of(whole.register("networks"), path, path.name)
    assert not plan.changes
