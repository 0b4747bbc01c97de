"""The plan of a subject, and the pupils nearest to the limit, as sheets."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.rules.colours import Band
from khet.web.learning.planning.nearest import Nearest
from khet.web.learning.planning.page import PlanPage
from khet.web.learning.planning.plan import Foreseen
from khet.web.learning.sheets import SchoolCells, lines_of, school_columns, source_lines
from khet.web.parts.tags import words


def plan_sheet(page: PlanPage) -> Sheet:
    """The schools as they are seen, with what their targets would do."""
    study, named = page.study, SchoolCells(page.study)
    return Sheet(
        f"{page.subject} {study.sitting.grade} {study.year}",
        [f"{page.name} {study.viewer.area}", *lines_of(page, len(page.chosen))],
        [*school_columns(), *_columns()],
        [[*named.of(school), *_cells(one)] for school, one in page.chosen],
        [
            _("ช่องว่าง: ไม่มีข้อมูล"),
            _("สมมติให้นักเรียนทุกคนของโรงเรียนได้คะแนนเพิ่มเท่ากัน และขีดจำกัดล่างเท่าเดิม"),
            _("โรงเรียนที่ไม่มีเป้าหมายนับเท่าเดิม"),
        ],
        frozen=2,
    )


def _columns() -> list[str]:
    return [
        *(_("ผู้มีคะแนน (คน)"), _("คะแนนเฉลี่ย"), _("เป้าหมาย"), _("ผู้ตั้งเป้าหมาย"), _("ต้องเพิ่ม")),
        *(_("ร้อยละไม่ผ่าน"), _("สี"), _("คาดว่าไม่ผ่าน (ร้อยละ)"), _("สีที่คาด")),
        *(_("ผ่านเพิ่ม (คน)"), _("ส่วนที่ยกคะแนนเขต")),
    ]


def _cells(one: Foreseen) -> list[Value]:
    who = _("โรงเรียน") if one.of_school else _("สำนักงาน")
    then = one.then if one.target is not None else None
    return [
        *(one.now.n, one.mean, one.target, who if one.target is not None else None, one.gain),
        *(one.now.percent, _word(one.now.band)),
        *(then.percent if then else None, _word(then.band) if then else None),
        *(one.passing, one.lift),
    ]


def _word(band: Band | None) -> str | None:
    return words(band.th) if band else None


def nearest_sheet(page: Nearest) -> Sheet:
    """The pupils not above the limit by name, nearest first."""
    study = page.study
    return Sheet(
        f"{page.school.code} {page.subject} {study.year}",
        [
            f"{page.title} {page.school.name}",
            *source_lines(study.file),
            _("ข้อมูลส่วนบุคคล: ใช้เฉพาะงานที่รับผิดชอบ"),
        ],
        [
            *(_("เลขประจำตัวนักเรียน"), _("ชื่อ"), _("ห้อง"), _("คะแนน")),
            *(_("ขาดอย่างน้อย (คะแนน)"), _("ถ้าผ่านถึงคนนี้ โรงเรียนเป็นสี")),
        ],
        [
            [
                line.pupil.number if line.pupil else None,
                line.pupil.name if line.pupil else _("ไม่พบในทะเบียน"),
                line.pupil.room if line.pupil else None,
                line.score,
                line.missing,
                words(line.step.band.th) if line.step else None,
            ]
            for line in page.lines
        ],
        [_("ถ้าขีดจำกัดล่างเท่าเดิม")],
        frozen=2,
    )
