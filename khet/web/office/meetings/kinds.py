"""The kind of record that a meeting is, and the words of its events."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.meetings import meetings_in, name_of
from khet.records.registry.access import SEE_MEETINGS
from khet.web.office.meetings.asked import Desk
from khet.web.office.meetings.words import attendance_words, state_words
from khet.web.parts.kinds import Kind, Named, Ref, Told, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

_LONGEST_KEY = 10
ACTIONS = {
    "plan-meeting": _("กำหนดการประชุม"),
    "change-meeting": _("แก้กำหนดการประชุม"),
    "call-meeting": _("เชิญประชุม"),
    "cancel-meeting": _("ยกเลิกการประชุม"),
    "hold-meeting": _("บันทึกว่าประชุมแล้ว"),
    "withdraw-holding": _("ถอนการบันทึกว่าประชุมแล้ว"),
    "set-agenda-sections": _("แก้หัวข้อระเบียบวาระ"),
    "add-agenda-item": _("เพิ่มเรื่องในวาระ"),
    "change-agenda-item": _("แก้เรื่องในวาระ"),
    "move-agenda-item": _("เลื่อนเรื่องในวาระ"),
    "remove-agenda-item": _("เอาเรื่องออกจากวาระ"),
    "mark-attendance": _("บันทึกผู้มาประชุม"),
    "mark-rest-present": _("บันทึกว่าที่เหลือมาทุกคน"),
    "set-hosts": _("กำหนดเวรเจ้าภาพ"),
}


def _meetings(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Meetings of bodies that the viewer sees."""
    keys = [int(r.key) for r in refs if r.key.isdecimal() and len(r.key) < _LONGEST_KEY]
    try:
        if not keys or not viewer.scope.may(SEE_MEETINGS):
            return {}
    except PermissionDenied:
        return {}
    found = meetings_in(Desk(viewer).seen("body__")).filter(pk__in=keys)
    return {
        Ref("office.meeting", str(one.pk)): Named(
            name_of(one), reverse("office:meeting", args=[one.pk])
        )
        for one in found
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about a meeting changed: before, after."""
    was, now = dict(before or {}), dict(after or {})
    words = _field_words()
    known = [name for name in words if name in was or name in now]
    told = [(words[name], _value(name, was), _value(name, now)) for name in known]
    return [(name, old, new) for name, old, new in told if old != new]


def _field_words() -> dict[str, str]:
    return {
        "number": gettext("ครั้งที่"),
        "printed": gettext("เลขที่พิมพ์"),
        "begins": gettext("วันแรก"),
        "ends": gettext("วันสุดท้าย"),
        "times": gettext("เวลา"),
        "place": gettext("สถานที่"),
        "host": gettext("เจ้าภาพ"),
        "state": gettext("สถานะ"),
        "expected": gettext("จำนวนที่เชิญ"),
        "sections": gettext("ระเบียบวาระ"),
        "section": gettext("ระเบียบวาระที่"),
        "title": gettext("เรื่อง"),
        "name": gettext("ชื่อ"),
        "attendance": gettext("การมา"),
        "instead": gettext("ผู้มาแทน"),
        "count": gettext("จำนวน"),
        "reason": gettext("เหตุผล"),
    }


def _value(name: str, told: dict[str, object]) -> str:
    value = told.get(name, "")
    if name in ("begins", "ends") and value:
        return be_date(date.fromisoformat(str(value)))
    if name == "state" and value:
        return state_words()[str(value)]
    if name == "attendance":
        return attendance_words()[str(value)]
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


KINDS = {"office.meeting": Kind(_("การประชุม"), _meetings, _differences)}
register(KINDS, ACTIONS, {})
