"""The kinds of records of orders, numbers and bodies, and the words of their events."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Body, Number
from khet.records.office.queries.numbers import ORDERS
from khet.records.office.queries.orders import orders_of_keys, orders_seen
from khet.rules.letters import BOOKS, OPEN
from khet.web.office.letters.words import book_name
from khet.web.office.orders.differences import office_differences
from khet.web.office.orders.words import order_name
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.viewer import Viewer

_LONGEST_KEY = 10
SERIES = (ORDERS, *(book for book in BOOKS if book != OPEN))


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
    """Numbers of orders and letters, and whole registers, for the office."""
    if not viewer.office_sight.office:
        return {}
    found = {ref: _series(kind, year) for ref in refs for kind, year in [_parts(ref)] if year}
    numbers = Number.objects.filter(series__area=viewer.area, pk__in=_keys(refs))
    return found | {
        Ref("office.number", str(number.pk)): Named(
            gettext("เลข%(register)s %(number)s")
            % {"register": _register_word(number.series.kind), "number": number},
            _series(number.series.kind, str(number.series.year)).url,
        )
        for number in numbers.select_related("series")
    }


def _parts(ref: Ref) -> tuple[str, str]:
    """The kind and year of a whole register; nothing where a number is meant."""
    kind, _dash, year = ref.key.partition("-")
    return (kind, year) if kind in SERIES and year.isdecimal() else ("", "")


def _series(kind: str, year: str) -> Named:
    told = {"register": _register_word(kind), "year": year}
    page = reverse("office:order-register" if kind == ORDERS else "office:letter-numbers")
    of_kind = "" if kind == ORDERS else f"&kind={kind}"
    return Named(gettext("ทะเบียน%(register)s ปี %(year)s") % told, f"{page}?year={year}{of_kind}")


def _register_word(kind: str) -> str:
    return gettext("คำสั่ง") if kind == ORDERS else book_name(kind)


def _bodies(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Bodies of the viewer's area; those of an order where the order may be seen."""
    orders = orders_seen(viewer.office_sight).order_by().values("pk")
    seen = Q(order__isnull=True) | Q(order__in=orders)
    return {
        Ref("office.body", str(body.pk)): Named(body.name, reverse("office:body", args=[body.pk]))
        for body in Body.objects.filter(seen, area=viewer.area, pk__in=_keys(refs))
    }


KINDS = {
    "office.order": Kind(_("คำสั่ง"), _orders, office_differences),
    "office.number": Kind(_("เลขทะเบียน"), _numbers, office_differences),
    "office.body": Kind(_("คณะ"), _bodies, office_differences),
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
register(KINDS, ACTIONS, {})
