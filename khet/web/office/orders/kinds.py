"""The kinds of records of orders, numbers and bodies, and the words of their events."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Body, Number
from khet.records.office.queries.orders import orders_of_keys, orders_seen
from khet.web.office.orders.words import order_name
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.viewer import Viewer

_LONGEST_KEY = 10


def _keys(refs: list[Ref]) -> list[int]:
    return [int(r.key) for r in refs if r.key.isdecimal() and len(r.key) < _LONGEST_KEY]


def _orders(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Orders that the viewer may see."""
    return {
        Ref("office.order", str(order.pk)): Named(
            order_name(order), reverse("office:order", args=[order.pk])
        )
        for order in orders_of_keys(viewer.office_sight, _keys(refs))
    }


def _numbers(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Numbers of orders, and whole registers, for the office."""
    if not viewer.office_sight.office:
        return {}
    page = reverse("office:order-register")
    found = {
        ref: Named(gettext("ทะเบียนคำสั่ง ปี %(year)s") % {"year": year}, f"{page}?year={year}")
        for ref in refs
        if ref.key.startswith("order-") and (year := ref.key.removeprefix("order-")).isdecimal()
    }
    numbers = Number.objects.filter(series__area=viewer.area, pk__in=_keys(refs))
    return found | {
        Ref("office.number", str(number.pk)): Named(
            gettext("เลขคำสั่ง %(number)s") % {"number": number},
            f"{page}?year={number.series.year}",
        )
        for number in numbers.select_related("series")
    }


def _bodies(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Bodies of the viewer's area; those of an order where the order may be seen."""
    orders = orders_seen(viewer.office_sight).order_by().values("pk")
    seen = Q(order__isnull=True) | Q(order__in=orders)
    return {
        Ref("office.body", str(body.pk)): Named(body.name, reverse("office:body", args=[body.pk]))
        for body in Body.objects.filter(seen, area=viewer.area, pk__in=_keys(refs))
    }


KINDS = {
    "office.order": Kind(_("คำสั่ง"), _orders),
    "office.number": Kind(_("เลขคำสั่ง"), _numbers),
    "office.body": Kind(_("คณะ"), _bodies),
}
ACTIONS = {
    "create-order": _("ร่างคำสั่ง"),
    "change-order": _("แก้ร่างคำสั่ง"),
    "propose-order": _("เสนอลงนามคำสั่ง"),
    "return-order": _("ส่งคำสั่งกลับแก้ไข"),
    "sign-order": _("ลงนามคำสั่ง"),
    "circulate-order": _("แจ้งเวียนคำสั่ง"),
    "end-order": _("ให้คำสั่งสิ้นสุด"),
    "cancel-order": _("ยกเลิกคำสั่ง"),
    "use-number": _("ใช้เลขที่จองไว้"),
    "cancel-number": _("ยกเลิกเลขที่จองไว้"),
    "continue-series": _("ตั้งเลขต่อจากทะเบียนเดิม"),
    "create-body": _("ตั้งคณะ"),
    "change-body": _("แก้คณะ"),
    "remove-body": _("เอาคณะออก"),
    "set-seats": _("กำหนดองค์ประกอบของคณะ"),
}
FIELDS = {
    "number": _("เลขที่"),
    "series": _("ทะเบียน"),
    "last": _("เลขสุดท้าย"),
    "day": _("สั่ง ณ วันที่"),
    "starts": _("มีผลตั้งแต่"),
    "ends": _("ถึงวันที่"),
    "ground": _("เหตุและอำนาจที่อ้าง"),
    "text": _("ข้อความ"),
    "signer": _("ผู้ลงนาม"),
    "tasks": _("หน้าที่"),
    "order": _("คำสั่ง"),
    "seats": _("องค์ประกอบ"),
}
register(KINDS, ACTIONS, FIELDS)
