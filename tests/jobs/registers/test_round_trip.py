"""A register that goes out and comes back changes nothing."""

import csv
import io

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.planning import plan_of
from khet.jobs.registers.writing import FORMATS, written
from khet.records.learning.models import Published, StandardMean
from khet.records.registry.models import (
    Enrolment,
    Placement,
    Post,
    Programme,
    ProgrammeSchool,
    Pupil,
    RoleHeld,
    Team,
    TeamMember,
    Unit,
    UnitCode,
    User,
)
from tests.jobs.registers.conftest import Office

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
POSTS = [
    "หน่วยงาน,ตำแหน่ง,บทบาท,ชื่อผู้ใช้",
    "9302,ธุรการ,เจ้าหน้าที่ธุรการ,",
    "9302,รองฯ,รองผู้อำนวยการ สพป.,somebody",
]
TEAMS = ["ประเภททีม,ชื่อทีม,ชื่อผู้ใช้,หัวหน้าทีม", "กลุ่มดอกไม้,ดอกมะลิ,somebody,ใช่", "STAFF ทีม,นโยบาย,,"]

PUBLISHED = [
    "ปีการศึกษา,การสอบ,ครั้งที่,ชั้น,วิชา,เรื่อง,รหัสโรงเรียน,ค่า,ที่มา",
    "2556,O-NET,,ป.6,ภาษาไทย,ขีดจำกัดล่าง,,46.1,รายงาน",
    "2556,O-NET,,ม.3,รวมทุกวิชา,สีของเขต,,ดำ,แนวปฏิบัติ",
    "2556,O-NET,,ป.6,ภาษาไทย,ร้อยละไม่ผ่าน,93020001,0,รายงาน",
    "2556,O-NET,,ป.6,ภาษาไทย,ร้อยละไม่ผ่าน,93020002,๑๐๐,รายงาน",
    "2556,Pre O-NET,1,ป.6,คณิต,ค่าเฉลี่ย สพฐ.,,42,รายงาน",
    "2556,Pre O-NET,1,ป.6,คณิต,ค่าเฉลี่ยระดับจังหวัด,,41.5,รายงาน",
]
STANDARDS = [
    "ปีการศึกษา,การสอบ,ครั้งที่,ชั้น,วิชา,รหัสโรงเรียน,ระดับ,รหัส,ชื่อ,จำนวนนักเรียน,คะแนนเฉลี่ย,ที่มา",
    "2556,O-NET,,ป.6,คณิต,,สาระ,ค ๑,จำนวน,1840,45.5,รายงาน",
    "2556,O-NET,,ป.6,คณิต,93020001,ตัวชี้วัด,ค1.1ป.6/1,,,0,รายงาน",
]
RECEIVED = [
    "เลขทะเบียนรับ,ปี,ที่,ลงวันที่,จาก,ถึง,เรื่อง,ชั้นความเร็ว",
    "๑,2556,ศธ 04001/ว๑,3 ม.ค. 2556,สพฐ.,ผอ.สพป.,ขอเชิญประชุม,ด่วน",
    "2,2556,,,ผู้ปกครอง,,ขอความอนุเคราะห์,",
]
SENT = ["เลขทะเบียนส่ง,ปี,ที่,ลงวันที่,จาก,ถึง,เรื่อง", "1,2556,1,4/1/2556,กลุ่มอำนวยการ,สพฐ.,ตอบรับการประชุม"]
CIRCULARS = ["เลขทะเบียนส่ง,ปี,ที่,ลงวันที่,ถึง,เรื่อง", "1,2556,ว1,5/1/2556,ทุกโรงเรียน,แจ้งปฏิทิน"]


@pytest.fixture
def whole(working: Office) -> Office:
    """Every register has rows."""
    working.keep("enrolment-by-grade", ENROLMENT)
    working.keep("pupils", PUPILS)
    working.keep("programmes", PROGRAMMES)
    working.keep("groups", GROUPS)
    working.keep("people", PEOPLE)
    User.objects.create_user("somebody", name="สมมติ ตัวอย่าง")
    working.keep("posts", POSTS)
    working.keep("teams", TEAMS)
    working.keep("published", PUBLISHED)
    working.keep("standards", STANDARDS)
    working.keep("letters-received", RECEIVED)
    working.keep("letters-sent", SENT)
    working.keep("letters-circular", CIRCULARS)
    return working


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("key", REGISTERS)
def test_nothing_changes(whole: Office, key: str, ending: str) -> None:
    register = whole.register(key)
    path = whole.file(written(register, ending), ending)
    plan = plan_of(whole.register(key), path, path.name)
    assert (plan.changes, plan.problems, plan.left) == ((), (), ())
    assert plan.unchanged == len(list(register.current())) > 0


NEEDED = (
    *("districts", "networks", "schools", "enrolment", "groups", "programmes", "pupils"),
    *("published", "standards"),
)


@pytest.mark.parametrize("ending", FORMATS)
def test_files_make_a_bare_area_what_they_came_from(whole: Office, ending: str) -> None:
    files = {key: written(whole.register(key), ending) for key in NEEDED}
    before = {key: [dict(row) for row in whole.register(key).current()] for key in NEEDED}
    _empty()
    for key, content in files.items():
        plan = whole.keep_file(key, whole.file(content, ending))
        assert (plan.added, plan.problems) == (len(before[key]), ())
    for pupil in before["pupils"]:
        pupil["identity"] = ""
    assert {key: list(whole.register(key).current()) for key in NEEDED} == before


def _empty() -> None:
    """Leave nothing but the area's name."""
    for model in (
        Published,
        StandardMean,
        TeamMember,
        Team,
        Pupil,
        Enrolment,
        ProgrammeSchool,
        Programme,
        RoleHeld,
        Post,
        Placement,
        UnitCode,
    ):
        model.objects.all().delete()
    Unit.objects.exclude(kind="area").delete()


LETTERS = st.characters(categories=("L", "N", "P", "S"), codec="utf-8")
WORD = st.text(LETTERS, min_size=1, max_size=40)
ALIAS = st.text(LETTERS, max_size=40)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(name=WORD, alias=ALIAS, ending=st.sampled_from([*FORMATS]))
def test_whatever_a_network_is_called(whole: Office, name: str, alias: str, ending: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["ที่", "เครือข่าย", "ชื่ออื่น"], ["9", name, alias]])
    brought = whole.file(out.getvalue())
    plan = plan_of(whole.register("networks"), brought, "")
    assume(not plan.errors)
    if plan.changes:
        whole.keep_file("networks", brought)
    path = whole.file(written(whole.register("networks"), ending), ending)
    assert plan_of(whole.register("networks"), path, "").changes == ()
