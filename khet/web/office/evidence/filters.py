"""The choices of the list of evidence."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Evidence
from khet.records.office.queries.evidence import (
    about_year,
    is_doubled,
    is_outside_year,
    is_unused,
    units_of_evidence,
    with_words,
    years_of_evidence,
)
from khet.rules.calendar import fiscal_year
from khet.rules.evidence import OTHER, evidence_kinds
from khet.web.parts.filter_form import FilterForm, choose
from khet.web.parts.viewer import Viewer

OUTSIDE, UNUSED, DOUBLED = "outside", "unused", "doubled"


class EvidenceFilters(FilterForm):
    """Which evidence; an empty choice means all."""

    q = forms.CharField(label=_("คำในชื่อหรือเนื้อหา"), required=False, max_length=100)
    year = forms.ChoiceField(label=_("ปีงบประมาณ"), required=False)
    kind = forms.ChoiceField(label=_("ชนิด"), required=False)
    unit = forms.ChoiceField(label=_("หน่วยเจ้าของ"), required=False)
    owner = forms.ChoiceField(label=_("ผู้เก็บ"), required=False)
    check = forms.ChoiceField(label=_("ตรวจสอบ"), required=False)

    def __init__(self, data: Mapping[str, Any], viewer: Viewer, seen: QuerySet[Evidence]) -> None:
        super().__init__(data)
        self._viewer, self._seen = viewer, seen
        this_year = fiscal_year(viewer.today).be
        years = sorted({this_year, *years_of_evidence(seen)}, reverse=True)
        self.offer("year", [(str(be), str(be)) for be in years])
        kinds = evidence_kinds(this_year, viewer.tables)
        self.offer("kind", [(kind, gettext(kind)) for kind in kinds])
        self.offer("unit", [(str(unit.pk), str(unit)) for unit in units_of_evidence(seen)])
        self.offer("owner", [("me", gettext("ฉันเก็บเอง"))])
        checks = {
            "": gettext("ไม่ตรวจ"),
            UNUSED: gettext("ยังไม่ใช้อ้างอิง"),
            DOUBLED: gettext("ซ้ำกัน"),
            OUTSIDE: gettext("นอกปีงบประมาณ"),
        }
        choose(self, "check", checks.items())

    @property
    def about(self) -> int:
        """The fiscal year (BE) that is asked for, or this one."""
        return int(self.cleaned_data["year"] or fiscal_year(self._viewer.today).be)

    def choose(self) -> QuerySet[Evidence]:
        """Those that pass."""
        asked = self.cleaned_data
        found = with_words(self._seen, asked["q"])
        if asked["kind"] == OTHER:
            listed = evidence_kinds(fiscal_year(self._viewer.today).be, self._viewer.tables)
            found = found.exclude(kind__in=set(listed) - {OTHER})
        elif asked["kind"]:
            found = found.filter(kind=asked["kind"])
        if asked["unit"]:
            found = found.filter(unit=asked["unit"])
        if asked["owner"]:
            found = found.filter(owner=self._viewer.user)
        return self._checked(found)

    def _checked(self, found: QuerySet[Evidence]) -> QuerySet[Evidence]:
        check = self.cleaned_data["check"]
        if check == OUTSIDE:
            return found.filter(is_outside_year(self.about))
        if self.cleaned_data["year"]:
            found = about_year(found, self.about)
        if check == UNUSED:
            return found.filter(is_unused())
        return found.filter(is_doubled(found)) if check == DOUBLED else found
