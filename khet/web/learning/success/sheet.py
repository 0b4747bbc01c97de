"""The schools above others' mean as a sheet: the same rows, with the sources of that mean."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.web.learning.sheets import SchoolCells, lines_of, school_columns
from khet.web.learning.success.page import Line, SuccessPage
from khet.web.learning.words import subject_name


def success_sheet(page: SuccessPage) -> Sheet:
    """The schools as they are seen; a value that isn't known leaves its cell empty."""
    study, named = page.study, SchoolCells(page.study)
    return Sheet(
        _("สูงกว่าค่าเฉลี่ย"),
        [
            _("โรงเรียนที่สูงกว่า%(whose)sต่อเนื่อง") % {"whose": page.whose},
            f"{page.name} {subject_name(page.subject)} {study.viewer.area}",
            *lines_of(page, len(page.lines)),
        ],
        [*school_columns(), _("ปีต่อเนื่อง"), *_columns(page)],
        [[*named.of(school), *_cells(page, line)] for school, line in page.lines],
        [_("ช่องว่าง: ไม่มีข้อมูล"), *_notes(page)],
        [*named.whole, *_cells(page, page.area)],
        frozen=2,
    )


def _columns(page: SuccessPage) -> list[str]:
    names = (_("คะแนนเฉลี่ย"), page.whose, _("สูงกว่า"))
    return [f"{name} {year}" for year in page.years for name in names]


def _cells(page: SuccessPage, line: Line) -> list[Value]:
    years = page.shown(line)
    values: list[Value] = [line.run]
    for year in years:
        values += [year.mean.value, year.reference, year.above]
    return values


def _notes(page: SuccessPage) -> list[str]:
    told = [f"{page.whose} {y} {told.value}: {told.source}" for y, told in page.told.items()]
    if page.without:
        missing = {"whose": page.whose, "years": ", ".join(map(str, page.without))}
        told.append(_("ไม่มี%(whose)sของปี %(years)s") % missing)
    return told
