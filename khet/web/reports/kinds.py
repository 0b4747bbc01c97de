"""The kind of record that a checked report is, and the words of its events."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.registry.access import CHECK_REPORTS
from khet.records.reports.queries import KIND
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.viewer import Viewer
from khet.web.reports.asked import ReportDesk
from khet.web.reports.words import OPEN, kind_names, mark_names, report_url

_FIELDS = {
    "version": _("ฉบับที่"),
    "versions": _("จำนวนฉบับ"),
    "checked": _("จุดที่ตรวจ"),
    "findings": _("จุดที่ไม่ตรงกัน"),
    "finding": _("ข้อที่"),
    "kind": _("เรื่อง"),
    "mark": _("เครื่องหมาย"),
}


def _reports(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Reports that the viewer brought or sees of others."""
    keys = numbers(ref.key for ref in refs)
    if not keys or not viewer.scope.may(CHECK_REPORTS):
        return {}
    if viewer.user is None:
        raise PermissionDenied
    found = ReportDesk(viewer, viewer.user).reports.filter(pk__in=keys)
    return {Ref(KIND, str(one.pk)): Named(one.name, report_url(one)) for one in found}


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about a report tells, in words."""
    was, now = dict(before or {}), dict(after or {})
    return [
        (gettext(label), _said(name, was.get(name)), _said(name, now.get(name)))
        for name, label in _FIELDS.items()
        if name in was or name in now
    ]


def _said(name: str, value: Any) -> str:
    if name == "mark" and value is not None:
        return mark_names()[value or OPEN]
    if name == "kind" and value:
        return kind_names().get(value, value)
    return "" if value is None else str(value)


register(
    {KIND: Kind(_("รายงานที่ตรวจ"), _reports, _differences, closed=True)},
    {
        "check-report": _("ตรวจรายงาน"),
        "mark-finding": _("ทำเครื่องหมายข้อที่พบในรายงาน"),
        "delete-report": _("ลบรายงานที่ตรวจ"),
    },
    {},
)
