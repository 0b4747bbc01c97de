"""Changes of a unit as its page tells them: when, who, and what was and is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from khet.records.registry.models import Event


@dataclass(frozen=True)
class Change:
    """A change: what was done, and each field that differs as (name, before, after)."""

    at: datetime
    actor: str
    title: str
    fields: tuple[tuple[str, str, str], ...]


def change_of(event: Event) -> Change:
    """An event of the audit trail in words; of a registration no fields are repeated."""
    before, after = event.before or {}, event.after or {}
    names = [name for name in after if name in before and name in _fields()]
    fields = ((_fields()[name], _told(before, name), _told(after, name)) for name in names)
    title = _actions().get(event.action, event.action)
    return Change(event.at, event.actor, title, tuple(fields))


def _told(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if isinstance(value, list):
        return ", ".join(_part(part) for part in value)
    return str(value or "")


def _part(value: Any) -> str:
    """The end of what a list holds: the code of a place, the code of a scheme."""
    return str(value[-1]) if isinstance(value, list) and value else str(value)


def _actions() -> dict[str, str]:
    return {"register-unit": _("ขึ้นทะเบียน"), "change-unit": _("แก้ไขทะเบียน")}


def _fields() -> dict[str, str]:
    return {
        "name": _("ชื่อ"),
        "short_name": _("ชื่อย่อ"),
        "aliases": _("ชื่ออื่น"),
        "works": _("งานในกลุ่ม"),
        "sector": _("สังกัด"),
        "codes": _("รหัส"),
        "above": _("อยู่ใน"),
        "lowest": _("ชั้นต่ำสุด"),
        "highest": _("ชั้นสูงสุด"),
        "valid_from": _("เปิดเมื่อ"),
        "valid_to": _("ปิดเมื่อ"),
        "merged_into": _("รวมกับ"),
    }
