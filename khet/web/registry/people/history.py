"""What became of an account and its roles, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from khet.records.registry.models import Event
from khet.web.parts.tags import be_date
from khet.web.registry.people.words import role_name


@dataclass(frozen=True)
class Told:
    """An event of a person: when, what, the particulars, by whom."""

    at: datetime
    what: str
    about: str
    actor: str


def told(event: Event) -> Told:
    """An event as the history of a person shows it."""
    after: Any = event.after or event.before or {}
    return Told(event.at, _names().get(event.action, event.action), _about(after), event.actor)


def _names() -> dict[str, str]:
    return {
        "open-account": _("เปิดบัญชี"),
        "change-person": _("แก้ชื่อหรือตำแหน่ง"),
        "close-account": _("ปิดบัญชี"),
        "reopen-account": _("เปิดบัญชีอีกครั้ง"),
        "give-role": _("ให้บทบาท"),
        "end-role": _("กำหนดวันสิ้นสุดบทบาท"),
        "withdraw-role": _("ถอนบทบาทที่ยังไม่เริ่ม"),
        "issue-code": _("ออกรหัสใช้ครั้งเดียว"),
        "choose-password": _("ตั้งรหัสผ่านเอง"),
        "begin-grace": _("เริ่มช่วงผ่อนผันการยืนยันขั้นที่สอง"),
        "reset-second-factor": _("ยกเลิกการยืนยันขั้นที่สอง"),
        "set-up-second-factor": _("ตั้งการยืนยันขั้นที่สอง"),
        "remember-device": _("ให้จำอุปกรณ์"),
        "forget-devices": _("ให้ลืมอุปกรณ์"),
        "remove-second-factor": _("ยกเลิกการยืนยันขั้นที่สอง"),
    }


def _about(after: dict[str, Any]) -> str:
    """The particulars of a role, a name or a code, as far as the event has them."""
    parts = [role_name(after["role"])] if after.get("role") else []
    parts += [str(after[name]) for name in ("name", "position", "post", "unit") if after.get(name)]
    parts += [_("รักษาการ")] if after.get("acting") else []
    parts += [_("ตั้งแต่ %(day)s") % {"day": _day(after["since"])}] if after.get("since") else []
    parts += [_("ถึง %(day)s") % {"day": _day(after["until"])}] if after.get("until") else []
    return " · ".join(parts)


def _day(text: str) -> str:
    return be_date(date.fromisoformat(text[:10]))
