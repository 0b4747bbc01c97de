"""Means by standard as a file: every fault by its cell, all or nothing; taken back whole."""

from decimal import Decimal

import pytest

from khet.jobs.registers.planning import plan_of
from khet.jobs.registers.writing import written
from khet.records.learning.actions import withdraw_standard_means
from khet.records.learning.models import Sitting, StandardMean
from khet.records.registry.models import Event
from tests.jobs.registers.conftest import Office

HEAD = "ปีการศึกษา,การสอบ,ครั้งที่,ชั้น,วิชา,รหัสโรงเรียน,ระดับ,รหัส,ชื่อ,จำนวนนักเรียน,คะแนนเฉลี่ย,แหล่งที่มา"
GOOD = "2556,O-NET,,ป.6,คณิต,,มาตรฐาน,ค 1.1,จำนวน,1840,45.5,สรุปผลสอบ"
FAULTS = [
    (GOOD.replace("2556", "56"), "ปีการศึกษา", "พ.ศ."),
    (GOOD.replace("O-NET", "PISA"), "การสอบ", "มีการสอบ O-NET"),
    (GOOD.replace("O-NET,", "O-NET,3"), "ครั้งที่", "ไม่มีครั้งที่"),
    (GOOD.replace("ป.6", "ป.5"), "ชั้น", "สอบชั้น"),
    (GOOD.replace("คณิต", "ดนตรี"), "วิชา", "ไม่รู้จักวิชานี้"),
    (GOOD.replace("คณิต", "รวมทุกวิชา"), "วิชา", "ทีละวิชา"),
    (GOOD.replace("2556,O-NET", "2558,O-NET").replace("คณิต", "ศิลปะ"), "วิชา", "ไม่มีวิชานี้"),
    (GOOD.replace("คณิต,,", "คณิต,93020009,"), "รหัสโรงเรียน", "ไม่มีโรงเรียน"),
    (GOOD.replace("คณิต,,", "คณิต,12,"), "รหัสโรงเรียน", "8 หลัก"),
    (GOOD.replace("มาตรฐาน", "หน่วย"), "ระดับ", "ใส่ สาระ หรือ มาตรฐาน"),
    (GOOD.replace("มาตรฐาน", "ตัวชี้วัด"), "ระดับ", "รหัส ค 1.1 เป็นระดับมาตรฐาน"),
    (GOOD.replace("ค 1.1", "สาระ 1"), "รหัส", "ค 1.1 ป.6/1"),
    (GOOD.replace("ค 1.1", ""), "รหัส", "ว่างอยู่"),
    (GOOD.replace("1840", "-3"), "จำนวนนักเรียน", "จำนวนเต็ม"),
    (GOOD.replace("45.5", "100.5"), "คะแนนเฉลี่ย", "0–100"),
    (GOOD.replace("45.5", "ไม่มี"), "คะแนนเฉลี่ย", "0–100"),
    (GOOD.replace("45.5", ""), "คะแนนเฉลี่ย", "ว่างอยู่"),
    (GOOD.replace("สรุปผลสอบ", " "), "แหล่งที่มา", "ว่างอยู่"),
]


@pytest.mark.parametrize(("row", "column", "told"), FAULTS)
def test_a_fault_is_named_by_its_cell_and_keeps_all_out(
    working: Office, row: str, column: str, told: str
) -> None:
    plan = working.plan("standards", [HEAD, GOOD.replace("ค 1.1", "ค 1.2"), row])
    assert [(found.row, found.column) for found in plan.errors] == [(3, column)]
    assert told in plan.errors[0].message
    assert not plan.may_be_kept({})
    assert not StandardMean.objects.exists()


def test_the_same_code_twice_is_told(working: Office) -> None:
    other = GOOD.replace("ค 1.1", "ค๑.๑").replace("คณิต", "คณิตศาสตร์")
    plan = working.plan("standards", [HEAD, GOOD, other])
    assert [(f.row, "ซ้ำกับแถว 2" in f.message) for f in plan.errors] == [(3, True)]


def test_what_is_in_a_file_is_kept_with_one_event_a_subject(working: Office) -> None:
    school = GOOD.replace("คณิต,,", "คณิต,93020001,").replace("1840", "")
    thai = GOOD.replace("คณิต", "ไทย").replace("ค 1.1", "ท 1.1")
    working.keep("standards", [HEAD, GOOD, school, thai])
    kept = {
        (str(row.sitting), row.subject, str(row.school or ""), row.level, row.code, row.n, row.mean)
        for row in StandardMean.objects.select_related("sitting", "school")
    }
    name = StandardMean.objects.exclude(school=None).get().school
    assert kept == {
        ("O-NET P6 2556", "mathematics", "", "standard", "ค 1.1", 1840, Decimal("45.50")),
        ("O-NET P6 2556", "mathematics", str(name), "standard", "ค 1.1", None, Decimal("45.50")),
        ("O-NET P6 2556", "thai", "", "standard", "ท 1.1", 1840, Decimal("45.50")),
    }
    events = Event.objects.filter(action="keep-standards")
    assert {event.after["subject"] for event in events} == {"mathematics", "thai"}
    assert all(event.before is None for event in events)


def test_a_mean_that_is_replaced_stays_in_the_event(working: Office) -> None:
    working.keep("standards", [HEAD, GOOD, GOOD.replace("ค 1.1", "ค 1.2")])
    plan = working.plan(
        "standards", [HEAD, GOOD.replace("45.5", "46"), GOOD.replace("ค 1.1", "ค 1.2")]
    )
    assert ([c.changed for c in plan.changes], plan.unchanged) == ([("mean",)], 1)
    working.keep("standards", [HEAD, GOOD.replace("45.5", "46")])
    event = Event.objects.filter(action="keep-standards").latest("pk")
    assert (event.before["means"], event.after["means"]) == ({"ค 1.1": "45.50"}, {"ค 1.1": "46.00"})
    assert StandardMean.objects.count() == 2


def test_a_subject_is_taken_back_whole(working: Office) -> None:
    working.keep("standards", [HEAD, GOOD, GOOD.replace("คณิต,,", "คณิต,93020001,")])
    working.keep("standards", [HEAD, GOOD.replace("คณิต", "ไทย").replace("ค 1.1", "ท 1.1")])
    sitting = Sitting.objects.get()
    told = {"by": "ทดสอบ", "sitting": sitting, "subject": "mathematics", "reason": "ผิดปี"}
    assert withdraw_standard_means(**told) == 2
    assert [row.subject for row in StandardMean.objects.all()] == ["thai"]
    event = Event.objects.get(action="withdraw-standards")
    assert event.before["means"] == {"ค 1.1": "45.50", "93020001 ค 1.1": "45.50"}
    assert event.after["reason"] == "ผิดปี"
    assert withdraw_standard_means(**told) == 0
    assert Event.objects.filter(action="withdraw-standards").count() == 1


def test_the_file_to_fill_in_has_every_heading_and_no_row(working: Office) -> None:
    empty = working.file(written(working.register("standards"), "csv"))
    assert empty.read_text(encoding="utf-8-sig").splitlines() == [HEAD.replace("แหล่งที่มา", "ที่มา")]
    told = plan_of(working.register("standards"), empty, empty.name).errors
    assert told
