"""What an event about a visit changed, in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from khet.records.learning.models import Visit
from khet.rules.months import parse_month
from khet.web.learning.visits.words import kind_name, state_name
from khet.web.office.monthly.words import month_name
from khet.web.parts.kinds import Told
from khet.web.parts.tags import be_date


def visit_differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Field by field what was and what is; what stayed as it was is left out."""
    was, now = dict(before or {}), dict(after or {})
    told = ((label, _said(name, was), _said(name, now)) for name, label in _fields().items())
    return [(label, old, new) for label, old, new in told if old != new]


def _fields() -> dict[str, str]:
    return {
        "school": _("โรงเรียน"),
        "lead": _("ผู้นิเทศ"),
        "month": _("เดือน"),
        "planned_on": _("วันที่วางแผนไว้"),
        "kind": _("ประเภทการนิเทศ"),
        "topics": _("เรื่อง"),
        "day": _("วันที่นิเทศ"),
        "revision": _("ฉบับที่"),
        "findings": _("จำนวนข้อค้นพบ"),
        "state": _("สถานะ"),
        "used": _("ข้อความที่เลือก"),
        "note": _("บันทึก"),
        "reason": _("เหตุผล"),
    }


def _said(name: str, told: dict[str, Any]) -> str:
    value = told.get(name)
    if value in (None, "", []):
        return ""
    if name == "month":
        return month_name(parse_month(value))
    if name in ("day", "planned_on"):
        return be_date(date.fromisoformat(value))
    if name == "used":
        return _("ฉบับที่ส่งมาทีหลัง") if value else _("ฉบับที่บันทึกไว้ก่อน")
    if name == "kind" and value in Visit.Kind.values:
        return kind_name(value)
    if name == "state" and value in Visit.State.values:
        return state_name(value)
    return ", ".join(value) if isinstance(value, list) else str(value)
