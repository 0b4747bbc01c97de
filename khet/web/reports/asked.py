"""Which checked report a page is of, and what its reader may do with it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.registry.access import CHECK_REPORTS, ROLES, SCHOOL_HEAD, SEE_REPORTS
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.reports.access import ReportSight
from khet.records.reports.models import CheckedReport
from khet.records.reports.queries import reports_seen
from khet.web.parts.viewer import Viewer, viewer_of

_HEADS = {(UnitKind.GROUP, "group-director"), (UnitKind.SCHOOL, SCHOOL_HEAD)}


@dataclass
class ReportDesk:
    """The reader before checked reports."""

    viewer: Viewer
    user: User

    @cached_property
    def sight(self) -> ReportSight:
        """The reader as look-ups know one."""
        return ReportSight(
            area=self.viewer.area.pk,
            user=self.user.pk,
            headed=frozenset(
                held.unit_id for held in self.viewer.roles if (held.unit.kind, held.role) in _HEADS
            ),
            office=self.viewer.scope.may_everywhere(SEE_REPORTS),
        )

    @property
    def sees_others(self) -> bool:
        """Whether reports of others are shown to the reader."""
        return self.sight.office or bool(self.sight.headed)

    @property
    def reports(self) -> QuerySet[CheckedReport]:
        """The reports that the reader sees."""
        return reports_seen(self.sight)

    @property
    def units(self) -> list[Unit]:
        """The units for which the reader has reports checked, in the order of the roles."""
        held = (one for one in self.viewer.roles if CHECK_REPORTS in ROLES[one.role].permissions)
        return list({one.unit_id: one.unit for one in held}.values())

    def owns(self, report: CheckedReport) -> bool:
        """Whether the reader brought it, so that further versions and its end are the reader's."""
        return report.brought_by_id == self.user.pk


def report_desk(request: HttpRequest) -> ReportDesk:
    """The desk of a reader who may have reports checked.

    Raises:
        PermissionDenied: the reader may not.
    """
    viewer = viewer_of(request)
    viewer.require(CHECK_REPORTS)
    if viewer.user is None:
        raise PermissionDenied
    return ReportDesk(viewer, viewer.user)


def report_of(desk: ReportDesk, pk: int) -> CheckedReport:
    """The report of that key, where the reader may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: there is none.
    """
    found = desk.reports.filter(pk=pk).first()
    if found is None:
        get_object_or_404(CheckedReport, pk=pk, area=desk.viewer.area)
        raise PermissionDenied
    return found


def own_report(desk: ReportDesk, pk: int) -> CheckedReport:
    """The report of that key, where the reader brought it.

    Raises:
        PermissionDenied: somebody else did.
        Http404: there is none.
    """
    found = report_of(desk, pk)
    if not desk.owns(found):
        raise PermissionDenied
    return found
