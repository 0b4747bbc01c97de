"""The grid of months as a sheet."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.web.office.monthly.grid import Grid, Row
from khet.web.office.monthly.words import month_name, standing_words, tab_name
from khet.web.parts.tags import be_date


def grid_sheet(grid: Grid) -> Sheet:
    """The schools as they are seen, and how each stands in the months shown."""
    filters = " · ".join(grid.form.told) or _("ไม่มี")
    title = _("%(name)s ปีงบประมาณ %(year)s") % {"name": tab_name(grid.rule), "year": grid.year}
    return Sheet(
        f"{tab_name(grid.rule)} {grid.year}",
        [
            f"{title} {grid.viewer.area}",
            _("ข้อมูล ณ %(day)s") % {"day": be_date(grid.viewer.today)},
            _("ตัวกรองที่ใช้: %(filters)s") % {"filters": filters},
        ],
        [
            *(_("รหัสโรงเรียน"), _("โรงเรียน"), _("อำเภอ"), _("เครือข่าย")),
            *(month_name(month, short=True) for month in grid.months),
        ],
        [_cells(grid, row) for row in grid.rows],
        frozen=2,
    )


def _cells(grid: Grid, row: Row) -> list[Value]:
    school = row.school
    stands = [standing_words(row.stands[month.key]) for month in grid.months]
    return [school.code, school.name, school.district, school.network, *stands]
