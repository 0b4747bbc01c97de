"""What visitors and what becomes of them are called on pages."""

from django.utils.translation import gettext as _

from khet.records.office.models import Visitor
from khet.rules.visitors import minutes_waited


def state_of(visitor: Visitor) -> str:
    """How far a visitor is."""
    if visitor.left_at:
        return _("กลับแล้ว")
    return _("รับบริการแล้ว") if visitor.served_at else _("รอรับบริการ")


def waited(visitor: Visitor) -> str:
    """How long it took until service; the reason where it isn't known."""
    minutes = minutes_waited(visitor.came_at, visitor.served_at)
    if minutes is not None:
        return _("%(n)s นาที") % {"n": minutes}
    return _("ไม่ได้บันทึก") if visitor.left_at else "–"
