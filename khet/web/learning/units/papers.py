"""Links from the page of a school or network to its papers, for who may print them."""

from django.utils.translation import gettext as _

from khet.records.registry.access import ANNOUNCE_RESULTS, EXPORT_RESULTS, SEE_REGISTERS
from khet.records.registry.models import UnitKind
from khet.web.learning.asked import address
from khet.web.learning.letters.told import why_no_letters
from khet.web.learning.paper_lines import most_pupils
from khet.web.learning.places import Place
from khet.web.learning.study import Study

Links = list[tuple[str, str]]


def papers_of_school(study: Study, code: str) -> Links:
    """The school's sheet, and its letter where there is one to print."""
    scope = study.viewer.scope
    links = []
    if scope.may(SEE_REGISTERS):
        links.append((_("แผ่นข้อมูลโรงเรียน PDF"), address("learning:sheet", study.sitting, code)))
    may = scope.may_everywhere(ANNOUNCE_RESULTS) or scope.may_at(EXPORT_RESULTS, code)
    if may and not why_no_letters(study.file) and most_pupils(study, code):
        url = address("learning:letters-pdf", study.sitting, school=code)
        links.append((_("หนังสือแจ้งผล PDF"), url))
    return links


def papers_of_place(study: Study, place: Place) -> Links:
    """The sheets of a network's schools that the reader sees; of a district there are none."""
    scope = study.viewer.scope
    sees = scope.may(SEE_REGISTERS) and any(map(scope.sees_school, place.schools))
    if place.kind != UnitKind.NETWORK or not sees:
        return []
    url = address("learning:network-sheets", study.sitting, place.code)
    return [(_("แผ่นข้อมูลทุกโรงเรียนของเครือข่าย PDF"), url)]
