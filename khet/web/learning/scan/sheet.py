"""The A/B/C scan as sheets: the table of schools, and the pupils of one."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.records.learning.models import ScoreFile
from khet.web.learning.scan.bands import bands
from khet.web.learning.scan.counts import Counts
from khet.web.learning.scan.listing import Line, ScanList
from khet.web.learning.scan.page import ScanPage
from khet.web.learning.sheets import SchoolCells, lines_of, school_columns, source_lines
from khet.web.learning.words import group_name, sitting_title
from khet.web.parts.tags import few_words


def scan_sheet(page: ScanPage) -> Sheet:
    """The table of schools as it is seen, each number a number."""
    study, before, named = page.study, page.before_name, SchoolCells(page.study)
    sitting = study.sitting
    return Sheet(
        f"ABC {sitting.test} {sitting.grade} {sitting.academic_year}",
        [*_title(study.file, str(study.viewer.area)), *lines_of(page, len(page.rows))],
        [*school_columns(), *_columns(before)],
        [[*named.of(row.school), *_values(row.counts, before)] for row in page.rows],
        [_("ช่องว่าง: ไม่มีข้อมูล"), *_bands(page)],
        total=[*named.whole, *_values(page.scan.of_area(), before)],
        frozen=2,
    )


def _title(file: ScoreFile, whose: str) -> list[str]:
    return [_("Scan นักเรียน A B C"), f"{sitting_title(file.sitting)} {whose}"]


def _columns(before: str) -> list[str]:
    groups = [group_name(group) for group in "ABC"]
    earlier = [f"{group} {before}" for group in groups] if before else []
    return [_("ผู้มีคะแนน (คน)"), *groups, _("ร้อยละกลุ่ม C"), *earlier]


def _values(counts: Counts, before: str) -> list[Value]:
    earlier = [group.before for group in counts.groups] if before else []
    if counts.few:
        return [few_words(counts.few), *[None] * (len(counts.groups) + 1 + len(earlier))]
    return [counts.scored, *(group.n for group in counts.groups), counts.share, *earlier]


def _bands(page: ScanPage) -> list[str]:
    told = bands(page.study.year, page.study.tables)
    return [*(f"{name}: {means}" for name, means in told.lines), told.source]


def list_sheet(listed: ScanList) -> Sheet:
    """The pupils as they are seen, weakest last."""
    other = [_("กลุ่มใน %(round)s") % {"round": listed.other_name}] if listed.other else []
    return Sheet(
        f"ABC {listed.school.code} {listed.study.year}",
        [
            *_title(listed.file, listed.school.name),
            *source_lines(listed.file),
            _("ข้อมูลส่วนบุคคล: ใช้เฉพาะงานที่รับผิดชอบ"),
        ],
        [*_of_pupil(), _("คะแนนเฉลี่ย"), _("กลุ่ม"), *other, _("หมายเหตุ")],
        [_line(line, bool(other)) for line in listed.lines],
        frozen=2,
    )


def _of_pupil() -> list[str]:
    return [_("เลขประจำตัวนักเรียน"), _("ชื่อ"), _("ห้อง")]


def _line(line: Line, other: bool) -> list[Value]:
    pupil = line.pupil
    named = [pupil.number, pupil.name, pupil.room] if pupil else [None, _("ไม่พบในทะเบียน"), None]
    group = line.group or _("ไม่มีคะแนน")
    grade = _("ทะเบียน: %(grade)s") % {"grade": line.elsewhere} if line.elsewhere else ""
    notes = " · ".join(filter(None, (line.few, grade)))
    return [*named, line.mean, group, *([line.other or None] if other else []), notes or None]
