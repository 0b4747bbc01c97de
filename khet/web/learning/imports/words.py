"""What columns, kinds of findings and states are called, in the language of the page."""

from django.utils.translation import gettext as _

from khet.figures.intake.kinds import TITLES
from khet.records.learning.models import ScoreFile
from khet.records.registry.models import Import
from khet.rules.sittings import SUBJECTS
from khet.web.learning.words import grade_name, subject_name


def column_names() -> dict[str, str]:
    """All that a column may hold, by its code."""
    return {
        "school": _("รหัสโรงเรียน"),
        "pupil": _("เลขประจำตัวนักเรียน"),
        "name": _("ชื่อ (ไม่ใช้)"),
        "status": _("สถานะนักเรียน (ปกติหรือพิเศษ)"),
        "subject": _("วิชา (แถวละวิชา)"),
        "score": _("คะแนน (แถวละวิชา)"),
        "examinees": _("จำนวนผู้เข้าสอบ"),
        "average": _("เฉลี่ยทุกวิชา"),
        **sitting_names(),
        **{code: subject_name(code) for code in SUBJECTS},
    }


def sitting_names() -> dict[str, str]:
    """The parts of a sitting, by the name of their column."""
    return {
        "test": _("การสอบ"),
        "academic_year": _("ปีการศึกษา"),
        "grade": _("ชั้น"),
        "round": _("ครั้งที่"),
        "area": _("เขตพื้นที่"),
    }


def layout_name(layout: str | None) -> str:
    """A layout of score files."""
    return {
        "long": _("แถวละคนและวิชา"),
        "wide": _("แถวละคน วิชาละคอลัมน์"),
        "summary": _("สรุปรายโรงเรียน"),
        "thirteen-column": _("13 คอลัมน์ ไม่มีหัวตาราง"),
    }.get(layout or "", _("ไม่รู้จัก"))


def kind_title(key: str) -> str:
    """A kind of finding."""
    return _(TITLES[key])


def told_values(part: str, values: list[str]) -> str:
    """What stands in a file's own column of the sitting."""
    if part == "grade":
        return ", ".join(map(grade_name, values))
    return ", ".join(value or _("ไม่มีครั้งที่") for value in values)


def state_words(file: ScoreFile) -> str:
    """The state of results, with who took the step and when."""
    labels = {
        ScoreFile.State.CALCULATED: _("คำนวณแล้ว ยังไม่ตรวจ"),
        ScoreFile.State.CHECKED: _("ตรวจแล้ว ยังไม่ประกาศ"),
        ScoreFile.State.ANNOUNCED: _("ประกาศแล้ว"),
    }
    return labels[ScoreFile.State(file.state)]


def content_name(file: ScoreFile) -> str:
    """What a score file holds."""
    names = {
        ScoreFile.Content.PUPILS: _("คะแนนรายคน"),
        ScoreFile.Content.SCHOOLS: _("ค่าเฉลี่ยรายโรงเรียน"),
    }
    return names[ScoreFile.Content(file.content)]


def import_state(held: Import) -> str:
    """How far a brought file is."""
    state = Import.State(held.state)
    return {
        Import.State.WAITING: _("รอยืนยันก่อนตรวจ"),
        Import.State.CHECKING: _("กำลังตรวจ"),
        Import.State.CHECKED: _("ตรวจแล้ว รอตัดสินใจ"),
        Import.State.KEEPING: _("กำลังบันทึก"),
        Import.State.KEPT: _("บันทึกแล้ว"),
        Import.State.DISCARDED: _("ทิ้งแล้ว"),
        Import.State.FAILED: _("ขัดข้อง"),
    }[state]
