"""What is doubtful in score files: subjects, schools, pupils and areas, and doubts accepted."""

from django.test import Client

from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Import, Pupil, Unit
from khet.rules.sittings import SUBJECTS, subjects
from tests.cast import SINCE
from tests.made_area import school_code
from tests.web.brought_scores import (
    ASKED,
    HEAD,
    SITTING,
    checked_file,
    columns_of,
    drop_file,
    kinds_of,
    page_of,
    score_rows,
    score_text,
    send_step,
)


def test_a_subject_that_is_not_asked_is_named_with_the_way_out(supervisor: Client) -> None:
    held = checked_file(supervisor, score_text(), test="NT", grade="P3")
    page = page_of(supervisor, held)
    asked = ", ".join(SUBJECTS[code].th for code in subjects("NT", "P3", 2557))
    assert f"NT ป.3 ปีการศึกษา 2557 สอบวิชา {asked}" in page
    assert "nt_language, " not in page
    assert "เลือก “ไม่ใช้คอลัมน์นี้”" in page


def test_a_subject_that_the_file_lacks_is_a_warning(supervisor: Client) -> None:
    rows = [row.rsplit(",", 1)[0] for row in score_rows()]
    held = checked_file(supervisor, score_text(rows, HEAD.rsplit(",", 1)[0]))
    assert kinds_of(held) == {"missing-subject": 1}
    page = page_of(supervisor, held)
    assert f"O-NET ป.6 ปีการศึกษา 2557 สอบวิชา{SUBJECTS[ASKED[-1]].th} แต่ไฟล์นี้ไม่มี" in page
    assert 'value="keep"' not in page
    send_step(supervisor, held, "accept", kind="missing-subject", reason="ประกาศทีหลัง")
    assert 'value="keep"' in page_of(supervisor, held)


def test_the_same_file_under_another_sitting_is_a_warning(supervisor: Client) -> None:
    send_step(supervisor, checked_file(supervisor, score_text()), "keep")
    held = checked_file(supervisor, score_text(), academic_year="2556")
    assert "same-file" in kinds_of(held)
    assert "นำเข้าเป็นผล O-NET ป.6 ปีการศึกษา 2557 (ฉบับที่ 1)" in page_of(supervisor, held)
    assert "same-file" not in kinds_of(checked_file(supervisor, score_text()))


def test_warnings_are_accepted_one_kind_at_a_time_with_a_reason(supervisor: Client) -> None:
    Pupil.objects.create(
        school=Unit.objects.get(code=school_code(0)),
        academic_year=2557,
        grade="P6",
        number="1",
        key="k" * 32,
        name="ทดสอบ หนึ่ง",
    )
    rows = [*score_rows(), score_rows()[0].replace(school_code(0), "93029999")]
    held = checked_file(supervisor, score_text(rows))
    assert kinds_of(held) == {"unknown-school": 1, "unknown-pupil": 2}
    assert (
        "เขียนเหตุผล"
        in send_step(supervisor, held, "accept", kind="unknown-school", reason=" ").content.decode()
    )
    send_step(supervisor, held, "accept", kind="unknown-school", reason="เปิดใหม่ปีนี้")
    assert 'value="keep"' not in page_of(supervisor, held)
    send_step(supervisor, held, "keep")
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()
    send_step(supervisor, held, "accept", kind="unknown-pupil", reason="ย้ายเข้าหลังทะเบียน")
    send_step(supervisor, held, "keep")
    kept = ScoreFile.objects.get(sitting__academic_year=2557)
    assert "โรงเรียนที่ไม่มีในทะเบียน: เปิดใหม่ปีนี้" in kept.accepted_warnings
    assert "นักเรียนที่ไม่มีในทะเบียน: ย้ายเข้าหลังทะเบียน" in kept.accepted_warnings
    event = Event.objects.get(kind="learning.score-file", key=str(kept.pk))
    assert event.after
    assert "เปิดใหม่ปีนี้" in event.after["accepted_warnings"]


def test_pupils_are_unknown_only_where_the_school_has_registered_its_own(
    supervisor: Client,
) -> None:
    held = checked_file(supervisor, score_text())
    assert kinds_of(held) == {}


def test_what_is_kept_tells_no_citizens_id(supervisor: Client) -> None:
    school, identity = school_code(0), "1234567890121"
    here = Unit.objects.get(code=school)
    Pupil.objects.create(school=here, number="9", academic_year=2557, grade="P6", name="ก")
    row = f"{school},{identity},{','.join(['50'] * len(ASKED))}"
    held = checked_file(supervisor, score_text([row, *score_rows()[3:]]))
    assert identity in page_of(supervisor, held)
    send_step(supervisor, held, "accept", kind="unknown-pupil", reason="ย้ายเข้า")
    send_step(supervisor, held, "keep")
    kept = ScoreFile.objects.get(sitting__academic_year=2557)
    assert [found["row"] for found in kept.report["problems"]] == [2]
    for model in (ScoreFile, Import, Event):
        assert identity not in str(list(model.objects.values()))


def test_a_file_of_another_area_is_refused(supervisor: Client) -> None:
    """Else one area's people would replace the results of another."""
    other = UnitEntry("area", "9301", "เขตอื่น")
    school = UnitEntry("school", "93010001", "บ้านเขตอื่น", above=(("place", "area", "9301"),))
    register_units(by="ทดสอบ", entries=[other, school], since=SINCE)
    rows = [f"9301,93010001,{pupil},{','.join(['50'] * len(ASKED))}" for pupil in range(3)]
    held = drop_file(supervisor, score_text(rows, f"area,{HEAD}"))
    told = {name: value for name, value in SITTING.items() if name != "area"}
    send_step(supervisor, held, "confirm", **columns_of(held), **told)
    held.refresh_from_db()
    assert kinds_of(held) == {"unknown-area": 1}
    assert "ไม่ใช่เขตของท่าน (9302)" in page_of(supervisor, held)
    send_step(supervisor, held, "keep")
    assert not ScoreFile.objects.filter(sitting__area__code="9301").exists()


def test_what_changed_in_the_registers_since_the_check_is_found_before_keeping(
    supervisor: Client,
) -> None:
    held = checked_file(supervisor, score_text())
    school = Unit.objects.get(code=school_code(0))
    row = {"academic_year": 2557, "grade": "P6", "number": "99", "key": "z" * 32, "name": "ก"}
    Pupil.objects.create(school=school, **row)
    send_step(supervisor, held, "keep")
    held.refresh_from_db()
    assert (held.state, list(kinds_of(held))) == (Import.State.CHECKED, ["unknown-pupil"])
    assert not ScoreFile.objects.filter(sitting__academic_year=2557).exists()


def test_a_summary_shows_its_reconciliation_and_swapped_columns(supervisor: Client) -> None:
    head = "รหัสโรงเรียน,จน.นร.,ไทย,คณิต"
    lines = [f"{school_code(0)},10,40,50", f"{school_code(1)},10,42,52", "93020000,20,51,41"]
    held = checked_file(supervisor, "\n".join([head, *lines]).encode(), "summary.csv")
    assert kinds_of(held) == {"missing-subject": len(ASKED) - 2, "area-row-off": 2}
    page = page_of(supervisor, held)
    assert "41.0000" in page
    assert "น่าจะสลับกัน" in page
