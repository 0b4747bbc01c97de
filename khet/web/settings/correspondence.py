"""The table of correspondence in words: what stands before numbers, and days for orders."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

Table = Mapping[str, Any]


def days_names() -> dict[str, str]:
    """What the days for an order are called, by the urgency of its letter."""
    return {
        "normal": _("ข้อสั่งการในหนังสือปกติ ภายใน (วัน)"),
        "urgent": _("ข้อสั่งการในหนังสือด่วน ภายใน (วัน)"),
        "very": _("ข้อสั่งการในหนังสือด่วนมาก ภายใน (วัน)"),
        "most": _("ข้อสั่งการในหนังสือด่วนที่สุด ภายใน (วัน)"),
    }


def prefix_name() -> str:
    """What the letters and number before a running number are called."""
    return _("รหัสหน้าเลขหนังสือ")


def apart_name() -> str:
    """What it is called that circulars have numbers of their own."""
    return _("หนังสือเวียนมีเลขเฉพาะของตนเอง")


def correspondence_rows(table: Table) -> list[list[str]]:
    """A line for each value."""
    days = [[label, str(table["days"][name])] for name, label in days_names().items()]
    apart = _("ใช่") if table["circulars_apart"] else _("ไม่ ใช้เลขร่วมกับหนังสือส่ง")
    prefix = table["prefix"] or _("ยังไม่ได้ตั้ง")
    return [[prefix_name(), prefix], [apart_name(), apart], *days]
