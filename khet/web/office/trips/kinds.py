"""The kind of record that a trip is, and the words of its events."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.trips import MOVED_BECAUSE, trips_seen
from khet.web.office.trips.words import phase_name, reports_told, trip_name
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


def _trips(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Trips that the viewer may see."""
    keys = numbers(ref.key for ref in refs)
    seen = trips_seen(viewer.office_sight).prefetch_related(None)
    found = seen.filter(pk__in=keys) if keys else ()
    return {
        Ref("office.trip", str(trip.pk)): Named(
            trip_name(trip), reverse("office:trip", args=[trip.pk])
        )
        for trip in found
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Field by field what was and what is; what stayed as it was is left out."""
    was, now = dict(before or {}), dict(after or {})
    told = [(label, _said(name, was), _said(name, now)) for name, label in _fields().items()]
    return [(label, old, new) for label, old, new in told if old != new]


def _fields() -> dict[str, str]:
    return {
        "title": gettext("เรื่อง"),
        "place": gettext("สถานที่"),
        "starts": gettext("ตั้งแต่วันที่"),
        "ends": gettext("ถึงวันที่"),
        "purpose": gettext("เหตุผลและความจำเป็น"),
        "letter": gettext("ตามหนังสือรับ"),
        "travels_by": gettext("เดินทางโดย"),
        "costs": gettext("ค่าใช้จ่าย"),
        "travellers": gettext("ผู้เดินทาง"),
        "reports": gettext("การรายงาน"),
        "state": gettext("สถานะ"),
        "reason": gettext("เหตุผล"),
        MOVED_BECAUSE: gettext("เหตุผลที่เปลี่ยนวันกลับ"),
        "for_whom": gettext("ปฏิบัติราชการแทน"),
        "name": gettext("ไฟล์"),
    }


def _said(name: str, told: dict[str, Any]) -> str:
    value = str(told.get(name) or "")
    if value and name in ("starts", "ends"):
        return be_date(date.fromisoformat(value))
    if value and name == "reports":
        return reports_told(value)
    return phase_name(value) if value and name == "state" else value


register(
    {"office.trip": Kind(_("การไปราชการ"), _trips, _differences)},
    {
        "ask-trip": _("ขออนุมัติไปราชการ"),
        "change-trip": _("แก้คำขอไปราชการ"),
        "approve-trip": _("อนุมัติการไปราชการ"),
        "refuse-trip": _("ไม่อนุมัติการไปราชการ"),
        "move-trip-end": _("เปลี่ยนวันกลับจากราชการ"),
        "cancel-trip": _("ยกเลิกการไปราชการ"),
        "report-trip": _("รายงานผลการไปราชการ"),
        "circulate-trip": _("แจ้งเวียนสาระจากการไปราชการ"),
    },
    {},
)
