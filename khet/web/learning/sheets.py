"""What the sheets about schools have in common: what they show of what, and who each row is."""

from typing import Any

from django.utils.translation import gettext as _

from khet.documents.sheets import Value
from khet.records.learning.models import ScoreFile
from khet.records.registry.queries.schools import School
from khet.rules.sizes import size_labels
from khet.web.learning.linked import Linked
from khet.web.learning.schools_page import SchoolsPage
from khet.web.learning.study import Study
from khet.web.learning.words import unannounced, untold_statuses, without_special
from khet.web.parts.tags import be_date, few_words, words


def source_lines(file: ScoreFile) -> list[str]:
    """The file that the numbers come from, and what schools see where it isn't announced."""
    told = _("ข้อมูล ณ %(date)s จากไฟล์ %(file)s ฉบับที่ %(version)s")
    kept = {"date": be_date(file.imported_at), "file": file.source_name, "version": file.version}
    line = " · ".join(filter(None, [told % kept, _announced(file)]))
    more = (without_special(file), untold_statuses(file), unannounced(file))
    return [line, *filter(None, more)]


def _announced(file: ScoreFile) -> str:
    """When and by whom the results were announced; empty where they aren't."""
    if not file.announced_at:
        return ""
    told = {"on": be_date(file.announced_at), "by": file.announced_by}
    return _("ประกาศโดย %(by)s เมื่อ %(on)s") % told


def lines_of(page: SchoolsPage[Any], rows: int) -> list[str]:
    """How many schools are shown, by which filters, from which file."""
    shown = _("แสดง %(shown)s จาก %(of)s โรงเรียน") % {"shown": rows, "of": len(page.schools)}
    filters = " · ".join(page.form.told) or _("ไม่มี")
    applied = _("ตัวกรองที่ใช้: %(filters)s") % {"filters": filters}
    missing = [page.missing_few] if page.missing_few else []
    return [shown, *source_lines(page.study.file), applied, *missing]


def told(linked: Linked) -> Value:
    """A number as a cell holds it, or that it is kept from the reader."""
    return few_words(linked.few) if linked.few else linked.value


def school_columns() -> list[str]:
    """The headings of what ``SchoolCells`` says of a school."""
    return [_("รหัสโรงเรียน"), _("โรงเรียน"), _("อำเภอ"), _("เครือข่าย"), _("ขนาดโรงเรียน")]


class SchoolCells:
    """Who a school is and where it stands, by the sizes of a sitting's year."""

    def __init__(self, study: Study) -> None:
        self._sizes = size_labels(study.year, study.tables)

    def of(self, school: School) -> list[Value]:
        """The cells of a school; those of all together are ``whole``."""
        size = words(self._sizes[school.size]) if school.size else None
        return [school.code, school.name, school.district, school.network, size]

    @property
    def whole(self) -> list[Value]:
        """The cells of all schools of the area together."""
        return [None, _("ทั้งเขต"), None, None, None]
