"""The A/B/C scan as sheets: the table of schools, and the pupils of one."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.records.learning.models import ScoreFile
from khet.rules.sizes import size_labels
from khet.web.learning.scan.bands import bands
from khet.web.learning.scan.counts import Counts, Row
from khet.web.learning.scan.listing import Line, ScanList
from khet.web.learning.scan.page import ScanPage
from khet.web.learning.words import group_name, sitting_title, unannounced
from khet.web.parts.tags import be_date, words


def scan_sheet(page: ScanPage) -> Sheet:
    """The table of schools as it is seen, each number a number."""
    sitting, area, before = page.file.sitting, page.scan.of_area(), page.before_name
    sizes = size_labels(sitting.academic_year, page.viewer.tables)
    shown = _("แสดง %(shown)s จาก %(of)s โรงเรียน")
    applied = _("ตัวกรองที่ใช้: %(filters)s") % {"filters": " · ".join(page.form.told) or _("ไม่มี")}
    return Sheet(
        f"ABC {sitting.test} {sitting.grade} {sitting.academic_year}",
        [
            *_heading(page.file, str(page.viewer.area)),
            shown % {"shown": len(page.rows), "of": len(page.schools)},
            applied,
        ],
        [*_places(), *_columns(before)],
        [[*_place(row, sizes), *_values(row.counts, before)] for row in page.rows],
        [_("ช่องว่าง: ไม่มีข้อมูล"), *_bands(page)],
        total=[None, _("ทั้งเขต"), None, None, None, *_values(area, before)],
        frozen=2,
    )


def _heading(file: ScoreFile, whose: str) -> list[str]:
    source = _("ข้อมูล ณ %(date)s จากไฟล์ %(file)s ฉบับที่ %(version)s")
    kept = {"date": be_date(file.imported_at), "file": file.source_name, "version": file.version}
    told = [line for line in [unannounced(file)] if line]
    return [_("Scan นักเรียน A B C"), f"{sitting_title(file.sitting)} {whose}", source % kept, *told]


def _places() -> list[str]:
    return [_("รหัสโรงเรียน"), _("โรงเรียน"), _("อำเภอ"), _("เครือข่าย"), _("ขนาดโรงเรียน")]


def _columns(before: str) -> list[str]:
    groups = [group_name(group) for group in "ABC"]
    earlier = [f"{group} {before}" for group in groups] if before else []
    return [_("ผู้มีคะแนน (คน)"), *groups, _("ร้อยละกลุ่ม C"), *earlier]


def _place(row: Row, sizes: dict[str, str]) -> list[Value]:
    school = row.school
    size = words(sizes[school.size]) if school.size else None
    return [school.code, school.name, school.district, school.network, size]


def _values(counts: Counts, before: str) -> list[Value]:
    earlier = [group.before for group in counts.groups] if before else []
    return [counts.scored, *(group.n for group in counts.groups), counts.share, *earlier]


def _bands(page: ScanPage) -> list[str]:
    told = bands(page.file.sitting.academic_year, page.viewer.tables, get_language() == "th")
    return [*(f"{name}: {means}" for name, means in told.lines), told.source]


def list_sheet(listed: ScanList) -> Sheet:
    """The pupils as they are seen, weakest last."""
    other = [_("กลุ่มใน %(round)s") % {"round": listed.other_name}] if listed.other else []
    return Sheet(
        f"ABC {listed.school.code} {listed.year}",
        [
            *_heading(listed.file, listed.school.name),
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
