"""The list of evidence that its reader may see: filtered, page by page, as XLSX."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.office.models import Evidence, EvidenceVersion
from khet.records.office.queries.evidence import (
    counted_uses,
    counts_of,
    evidence_seen,
    is_doubled,
    is_outside_year,
    is_unused,
    newest_versions,
)
from khet.rules.calendar import fiscal_year
from khet.web.office.evidence.asked import keeper_of
from khet.web.office.evidence.filters import DOUBLED, OUTSIDE, UNUSED, EvidenceFilters
from khet.web.office.evidence.words import is_old, level_name, source_name
from khet.web.parts.private import private, workbook_of
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50
MOST = 20_000


@dataclass(frozen=True)
class Row:
    """A piece of evidence as the list shows it; ``uses`` is how many records refer to it."""

    evidence: Evidence
    year: int
    old: bool
    source: str
    level: str
    newest: EvidenceVersion | None
    uses: int


def rows_of(viewer: Viewer, evidence: Iterable[Evidence]) -> list[Row]:
    """Evidence as lists show it; two queries."""
    listed = list(evidence)
    newest, uses = newest_versions(listed), counted_uses(listed)
    return [
        Row(
            one,
            fiscal_year(one.about_day).be,
            is_old(one, viewer),
            source_name(one.source),
            level_name(one.level),
            newest.get(one.pk),
            uses.get(one.pk, 0),
        )
        for one in listed
    ]


class EvidenceList:
    """The evidence that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.viewer, self._user = keeper_of(request)
        self._asked = request.GET
        self.seen = evidence_seen(self.viewer.office_sight)

    @cached_property
    def form(self) -> EvidenceFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = EvidenceFilters(self._asked, self.viewer, self.seen)
        if not form.is_valid():
            whole = Nearest(_("หลักฐานทั้งหมด"), reverse("office:evidence-list"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการหลักฐาน"), [whole])
        return form

    @cached_property
    def leaf(self) -> Page[Evidence]:
        """The page of the list that is asked for, or the nearest."""
        return Paginator(self.form.choose(), PER_PAGE).get_page(self._asked.get("page"))


@private
@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """The list of evidence."""
    listed = EvidenceList(request)
    context = {
        "form": listed.form,
        "leaf": listed.leaf,
        "rows": rows_of(listed.viewer, listed.leaf),
        "xlsx": f"{reverse('office:evidence-xlsx')}?{listed.form.query}".rstrip("?"),
    }
    return render(request, "office/evidence/list.html", context)


@private
@require_safe
def take_list(request: HttpRequest) -> HttpResponse:
    """The list as it is seen, as XLSX."""
    listed = EvidenceList(request)
    found = rows_of(listed.viewer, listed.form.choose()[:MOST])
    columns = (_("ชื่อหลักฐาน"), _("ชนิด"), _("วันของเรื่อง"), _("ปีงบประมาณ"), _("หน่วยเจ้าของ"))
    more = (_("ใครเห็นได้"), _("เป็น"), _("ไฟล์หรือลิงก์"), _("ใช้อ้างอิง (เรื่อง)"), _("ผู้เก็บ"))
    sheet = Sheet(
        name=_("หลักฐาน"),
        heading=(str(listed.viewer.area.name), _("ทะเบียนหลักฐาน"), *listed.form.told),
        columns=(*columns, *more),
        rows=[_cells(row) for row in found],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(listed.viewer.today)},),
    )
    return workbook_of(sheet, "evidence")


def _cells(row: Row) -> tuple[str | int, ...]:
    one, newest = row.evidence, row.newest
    return (
        *(one.title, one.kind, be_date(one.about_day), row.year, str(one.unit), row.level),
        *(row.source, (newest.name or newest.link) if newest else "", row.uses, one.kept_by),
    )


@private
@require_safe
def show_checks(request: HttpRequest) -> HttpResponse:
    """What of the evidence is to be looked at: how many, and the list of them."""
    viewer, _user = keeper_of(request)
    seen = evidence_seen(viewer.office_sight)
    checks = {
        UNUSED: (_("ยังไม่ใช้อ้างอิง"), is_unused()),
        DOUBLED: (_("เนื้อหาซ้ำกัน"), is_doubled(seen)),
        OUTSIDE: (
            _("ใช้ในปีนี้แต่วันอยู่นอกปีงบประมาณ"),
            is_outside_year(fiscal_year(viewer.today).be),
        ),
    }
    found = counts_of(seen, {name: check for name, (_label, check) in checks.items()})
    rows = [(label, found[name], name) for name, (label, _check) in checks.items()]
    return render(request, "office/evidence/_checks.html", {"rows": rows})
