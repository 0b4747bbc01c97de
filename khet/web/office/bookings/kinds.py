"""The kinds of bookings and of what is booked, and the words of their events."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Resource
from khet.records.office.queries.bookings import State, bookings_of
from khet.web.office.bookings.asked import Desk
from khet.web.office.bookings.words import booking_name, resource_name, state_words
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.tags import be_date, hour
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "ask-booking": _("ขอใช้ห้องหรือรถ"),
    "move-booking": _("เปลี่ยนเวลาของการจอง"),
    "allow-booking": _("อนุญาตให้ใช้ห้องหรือรถ"),
    "refuse-booking": _("ไม่อนุญาตให้ใช้ห้องหรือรถ"),
    "cancel-booking": _("ยกเลิกการจอง"),
    "close-booking": _("บันทึกว่าใช้ห้องหรือรถแล้ว"),
    "add-resource": _("เพิ่มห้องหรือรถ"),
    "change-resource": _("แก้ห้องหรือรถ"),
}


def _bookings(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Bookings that the viewer sees."""
    keys = numbers(ref.key for ref in refs)
    if not keys:
        return {}
    desk = Desk(viewer)
    return {
        Ref("office.booking", str(one.pk)): Named(
            booking_name(one), reverse("office:booking", args=[one.pk])
        )
        for one in bookings_of(viewer.area).filter(pk__in=keys)
        if desk.sees(one)
    }


def _resources(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The rooms and vehicles of the viewer's office."""
    keys = numbers(ref.key for ref in refs)
    page = reverse("office:resources") if Desk(viewer).keeps else ""
    return {
        Ref("office.resource", str(one.pk)): Named(resource_name(one), page)
        for one in Resource.objects.filter(area=viewer.area, pk__in=keys)
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about a booking changed: its time, its state, and why."""
    was, now = dict(before or {}), dict(after or {})
    told = [
        (gettext("ห้องหรือรถ"), was.get("resource", ""), now.get("resource", "")),
        (gettext("ตั้งแต่"), _moment(was, "starts"), _moment(now, "starts")),
        (gettext("ถึง"), _moment(was, "ends"), _moment(now, "ends")),
        (gettext("สถานะ"), _state(was), _state(now)),
        (gettext("แทน"), was.get("for", ""), now.get("for", "")),
        (gettext("เหตุผล"), was.get("reason", ""), now.get("reason", "")),
    ]
    return [(name, old, new) for name, old, new in told if old != new]


def _moment(told: dict[str, str], name: str) -> str:
    if name not in told:
        return ""
    at = timezone.localtime(datetime.fromisoformat(told[name]))
    return f"{be_date(at)} {hour(at)}"


def _state(told: dict[str, str]) -> str:
    return state_words()[State(told["state"])] if "state" in told else ""


register(
    {
        "office.booking": Kind(_("การจองห้องและรถ"), _bookings, _differences),
        "office.resource": Kind(_("ห้องและรถ"), _resources),
    },
    ACTIONS,
    {"seats": _("จำนวนที่นั่ง"), "closed": _("ปิด")},
)
