"""Sheets to know schools by, as PDF: of one school, or of a network's schools at one press."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from khet.documents.school_sheets import Print, sheets_pdf
from khet.jobs.make_demo import is_demonstration
from khet.records.registry.access import SEE_AREA_RESULTS, SEE_REGISTERS
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import day_of
from khet.rules.calendar import thai_date
from khet.web.learning.frame import study_of
from khet.web.learning.study import Study
from khet.web.learning.units.sheets import Sheets
from khet.web.learning.units.views import asked_place, asked_school
from khet.web.learning.words import result_title
from khet.web.parts.private import PDF, file_of
from khet.web.parts.viewer import viewer_of
from khet.web.registry.people.address import known_address

_OVERVIEW = "learning:overview"


@require_safe
def print_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """The sheet of one school."""
    study = _study(request)
    asked_school(study, code)
    return _pdf(request, study, [code], f"school-{code}.pdf")


@require_safe
def print_network_sheets(request: HttpRequest, code: str) -> HttpResponse:
    """The sheets of a network's schools that the reader sees, in Thai order."""
    study = _study(request)
    place = asked_place(study, UnitKind.NETWORK, code)
    sees = study.viewer.scope.sees_school
    codes = [school for school in study.schools if school in place.schools and sees(school)]
    if not codes:
        raise PermissionDenied(_("ท่านเห็นผลรายโรงเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ"))
    return _pdf(request, study, codes, f"network-{code}.pdf")


def _study(request: HttpRequest) -> Study:
    viewer_of(request).require(SEE_REGISTERS)
    return study_of(request, SEE_AREA_RESULTS, _OVERVIEW)


def _pdf(request: HttpRequest, study: Study, codes: Sequence[str], name: str) -> HttpResponse:
    with override("th"):
        sheets = Sheets(study, codes, known_address(request)).all()
        made = sheets_pdf(sheets, _print(study))
    return file_of(made, PDF, name)


def _print(study: Study) -> Print:
    """What stands at the foot: when, as of when, from which files."""
    viewer, source = study.viewer, study.traced.source
    as_of = thai_date(day_of(study.year, viewer.today))
    foot = [
        f"พิมพ์วันที่ {thai_date(viewer.today)} · ข้อมูลพื้นฐาน ณ วันที่ {as_of}",
        f"{result_title(study.file)} จากไฟล์ {source.name} ฉบับที่ {source.version}",
        *(["เขตสาธิต ข้อมูลสมมติ"] if is_demonstration() else []),
    ]
    return Print(viewer.area.name, tuple(foot), viewer.today)
