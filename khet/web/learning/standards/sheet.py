"""Means by standard as a sheet: every code of a subject, the area beside a school."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.web.learning.standards.page import Line, StandardsPage
from khet.web.learning.words import sitting_title, subject_name


def standards_sheet(page: StandardsPage) -> Sheet:
    """The lines of a subject; a value that isn't known leaves its cell empty."""
    content = page.content()
    school = page.schools.get(page.school)
    return Sheet(
        _("สาระและมาตรฐาน"),
        [
            _("ผลตามสาระ มาตรฐาน และตัวชี้วัด"),
            f"{sitting_title(page.sitting)} {subject_name(page.subject)} {page.viewer.area}",
            *([str(school)] if school else []),
        ],
        [
            *(_("ระดับ"), _("รหัส"), _("ชื่อ"), _("คะแนนเฉลี่ยของเขต"), _("นักเรียนของเขต (คน)")),
            *(_("คะแนนเฉลี่ยของโรงเรียน"), _("นักเรียนของโรงเรียน (คน)"), _("ต่างจากเขต")),
        ],
        [_cells(line) for line in page.every_line()],
        [_("ช่องว่าง: ไม่มีข้อมูล"), *(f"{_('ที่มา')}: {source}" for source in content["sources"])],
        frozen=2,
    )


def _cells(line: Line) -> list[Value]:
    area, own = line.area, line.own
    return [
        *(line.level, line.code, line.name),
        *((area.mean, area.n) if area else (None, None)),
        *((own.mean, own.n) if own else (None, None)),
        line.differs,
    ]
