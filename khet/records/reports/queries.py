"""Looking up checked reports: those a person sees, their versions, findings and marks."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from khet.records.registry.models import Unit, User
from khet.records.reports.access import ReportSight, seen_reports
from khet.records.reports.models import CheckedReport, ReportFinding, ReportVersion

KIND = "reports.checked"
"""The kind of record that a checked report is."""

Same = tuple[str, str, str]
"""By what a finding of one version is that of another: kind, words, what is printed."""


def reports_seen(sight: ReportSight) -> QuerySet[CheckedReport]:
    """The reports that a person may see."""
    found = CheckedReport.objects.filter(seen_reports(sight))
    return found.select_related("area", "unit", "brought_by")


def newest_versions(reports: QuerySet[CheckedReport]) -> QuerySet[ReportVersion]:
    """The newest version of each report with its counts (``found``, ``open``), the last first."""
    found = ReportVersion.objects.filter(current=True, report__in=reports.order_by())
    counted = found.annotate(
        found=Count("findings"), open=Count("findings", filter=Q(findings__mark=""))
    )
    rows = counted.select_related("report__unit", "report__brought_by", "file")
    return rows.defer("lines", "file__text").order_by("-brought_at", "-pk")


def versions_of(report: CheckedReport) -> list[ReportVersion]:
    """The versions of a report without their text, the newest first; with how much was found."""
    found = ReportVersion.objects.filter(report=report).annotate(found=Count("findings"))
    return list(found.select_related("file").defer("lines", "file__text").order_by("-number"))


def lines_of(version: ReportVersion) -> bytes:
    """The text of a version, as it is kept."""
    return bytes(ReportVersion.objects.values_list("lines", flat=True).get(pk=version.pk))


def findings_of(version: ReportVersion) -> list[ReportFinding]:
    """What was found in a version, the most important first."""
    return list(ReportFinding.objects.filter(version=version).select_related("marked_by"))


def finding_of_key(reports: QuerySet[CheckedReport], pk: int) -> ReportFinding | None:
    """A finding of any version of one of the reports."""
    rows = ReportFinding.objects.filter(pk=pk, version__report__in=reports.order_by())
    return rows.select_related("version__report", "marked_by").defer("version__lines").first()


def compared_versions(version: ReportVersion) -> list[ReportVersion]:
    """The versions that were checked against each other, with their reports, by name."""
    found = version.compares.select_related("report").defer("lines")
    return list(found.order_by("report__name"))


def mended_since(
    before: Iterable[ReportFinding], now: Iterable[ReportFinding]
) -> list[ReportFinding]:
    """What was found before and isn't any more, without what was said to be no fault."""
    still = Counter(map(same, now))
    mended = []
    for one in before:
        if still[same(one)]:
            still[same(one)] -= 1
        elif one.mark != ReportFinding.Mark.WRONG:
            mended.append(one)
    return mended


def same_file(one: ReportVersion, two: ReportVersion) -> bool:
    """Whether both are of one file, checked twice."""
    return bool(one.file and two.file and one.file.sha256 == two.file.sha256)


def same(finding: ReportFinding) -> Same:
    """By what a finding is known in the next version."""
    return finding.kind, finding.text, finding.printed


def newest_of(unit: Unit, user: User, name: str) -> ReportVersion | None:
    """The newest version of the report of that name that the person brought for the unit."""
    found = ReportVersion.objects.filter(
        current=True, report__unit=unit, report__brought_by=user, report__name=name
    )
    return found.select_related("report", "file").defer("file__text").first()


def reports_of(area: Unit) -> QuerySet[CheckedReport]:
    """Every report that was checked in an area."""
    return CheckedReport.objects.filter(area=area)
