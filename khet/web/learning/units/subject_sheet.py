"""The schools of a subject as a sheet: the same rows, with their source written in it."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.rules.colours import Band
from khet.web.learning.sheets import SchoolCells, lines_of, school_columns, told
from khet.web.learning.small import small_words
from khet.web.learning.units.subject import SchoolLine, SubjectPage
from khet.web.parts.tags import words


def subject_sheet(page: SubjectPage) -> Sheet:
    """The schools as they are seen."""
    study, named = page.study, SchoolCells(page.study)
    return Sheet(
        f"{page.subject} {study.sitting.grade} {study.year}",
        [
            f"{page.name} {study.viewer.area}",
            *lines_of(page, len(page.lines)),
        ],
        [*school_columns(), *_columns()],
        [[*named.of(line.school), *_cells(line)] for line in page.lines],
        [_("ช่องว่าง: ไม่มีข้อมูล")],
        frozen=2,
    )


def _columns() -> list[str]:
    return [
        *(_("ผู้มีคะแนน (คน)"), _("คะแนนเฉลี่ย"), _("เปลี่ยนจากปีก่อน"), _("ลำดับในเขต")),
        *(_("ส่วนเบี่ยงเบนมาตรฐาน"), _("คะแนนต่ำสุด"), _("คะแนนสูงสุด")),
        *(_("ร้อยละไม่ผ่าน"), _("5 สี"), _("4 สี"), _("หมายเหตุ")),
    ]


def _cells(line: SchoolLine) -> list[Value]:
    return [
        *map(told, (line.n, line.mean, line.gain, line.rank, line.sd, line.lowest, line.highest)),
        *(told(line.cell.percent), _word(line.cell.band), _word(line.cell.other)),
        small_words(line.small),
    ]


def _word(band: Band | None) -> str | None:
    return words(band.th) if band else None
