"""The reports that a person had checked, and the place to bring another."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from khet.records.reports.models import ReportVersion
from khet.records.reports.queries import newest_versions
from khet.web.office.evidence.asked import sent
from khet.web.parts.filling import form_page
from khet.web.parts.private import private
from khet.web.reports.asked import ReportDesk, report_desk
from khet.web.reports.bringing import arrived_of, kept, looked_at
from khet.web.reports.forms import CheckForm
from khet.web.reports.words import checked_told, report_url, year_name

PER_PAGE = 25
EVERY = "all"


@dataclass(frozen=True)
class Row:
    """A report of the list as it was checked last."""

    version: ReportVersion

    @property
    def url(self) -> str:
        """Where it is read."""
        return report_url(self.version.report)

    @property
    def year(self) -> str:
        """The year that it is about."""
        return year_name(self.version.report.year_kind, self.version.report.year)

    @property
    def told(self) -> str:
        """What the check came to."""
        found = getattr(self.version, "found", 0)
        return checked_told(self.version.checked, found, not self.version.file)


@private
@form_page
def show_checks(request: HttpRequest) -> HttpResponse:
    """The list, and the form that takes reports and shows what was found."""
    desk = report_desk(request)
    form = CheckForm(desk, *sent(request))
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        came = arrived_of(request, form, desk)
        looked, between = looked_at(form, came)
        if form.is_valid():
            at = timezone.now()
            made = kept(desk, form, came.brought, looked, between, at)
            _tell_unchanged(request, [one for one in made if one.file and one.brought_at < at])
            return _to(request, made)
        context["held"] = came.held_by(desk.user)
    return render(request, "reports/checks.html", {**context, **_listed(request, desk)})


def _listed(request: HttpRequest, desk: ReportDesk) -> dict[str, Any]:
    every = request.GET.get("list") == EVERY
    if every and not desk.sees_others:
        raise PermissionDenied
    seen = desk.reports if every else desk.reports.filter(brought_by=desk.user)
    leaf = Paginator(newest_versions(seen), PER_PAGE).get_page(request.GET.get("page"))
    here = reverse("reports:checks")
    tabs = [(_("ของฉัน"), here, not every), (_("ทั้งหมดที่เห็น"), f"{here}?list={EVERY}", every)]
    return {
        "leaf": leaf,
        "rows": [Row(one) for one in leaf],
        "every": every,
        "tabs": tabs if desk.sees_others else [],
    }


def _tell_unchanged(request: HttpRequest, versions: Iterable[ReportVersion]) -> None:
    for one in versions:
        told = _("“%(name)s” เหมือนฉบับที่ %(n)s ทุกประการ ไม่มีอะไรเปลี่ยน จึงไม่มีฉบับใหม่")
        messages.info(request, told % {"name": one.report, "n": one.number})


def _to(request: HttpRequest, made: list[ReportVersion]) -> HttpResponse:
    """The page of the only report, or else the list, with what was done."""
    if len(made) == 1:
        where = report_url(made[0].report)
    else:
        where = reverse("reports:checks")
        told = _("ตรวจแล้ว %(n)s ไฟล์ และตรวจเทียบกันแล้ว")
        messages.success(request, told % {"n": len(made) - 1})
    return (
        HttpResponseClientRedirect(where) if request.headers.get("HX-Request") else redirect(where)
    )
