"""The kind of record that a letter is, and the words of its events."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.actions.letter_files import KIND
from khet.records.office.queries.letters import letters_seen
from khet.web.office.letters.words import (
    book_name,
    letter_name,
    part_name,
    secrecy_name,
    state_name,
    urgency_name,
)
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "register-letter": _("ลงรับหนังสือ"),
    "draft-letter": _("ร่างหนังสือ"),
    "change-letter": _("แก้ไขหนังสือ"),
    "set-letter-readers": _("กำหนดผู้อ่านหนังสือลับ"),
    "import-letters": _("นำเข้าทะเบียนหนังสือ"),
    "attach-file": _("แนบไฟล์"),
    "take-off-file": _("เอาไฟล์ออก"),
}
_SAID = {
    "book": book_name,
    "state": state_name,
    "urgency": urgency_name,
    "secrecy": secrecy_name,
    "part": part_name,
    **dict.fromkeys(("day", "due", "closed"), lambda day: be_date(date.fromisoformat(day))),
    "readers": ", ".join,
}


def _letters(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Letters that the viewer may see."""
    keys = numbers(ref.key for ref in refs)
    if not keys or viewer.user is None or not viewer.roles:
        return {}
    return {
        Ref(KIND, str(one.pk)): Named(letter_name(one), reverse("office:letter", args=[one.pk]))
        for one in letters_seen(viewer.office_sight).filter(pk__in=keys)
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about a letter changed: before, after."""
    was, now = dict(before or {}), dict(after or {})
    told = [(label, _value(name, was), _value(name, now)) for name, label in _labels().items()]
    return [(label, old, new) for label, old, new in told if old != new]


def _labels() -> dict[str, str]:
    return {
        "book": gettext("ทะเบียน"),
        "state": gettext("สถานะ"),
        "number": gettext("เลขทะเบียน"),
        "ref": gettext("ที่"),
        "day": gettext("ลงวันที่"),
        "sender": gettext("จาก"),
        "to": gettext("ถึง"),
        "subject": gettext("เรื่อง"),
        "refers_to": gettext("อ้างถึง"),
        "unit": gettext("กลุ่ม"),
        "urgency": gettext("ชั้นความเร็ว"),
        "secrecy": gettext("ชั้นความลับ"),
        "readers": gettext("ผู้อ่าน"),
        "note": gettext("ข้อความ"),
        "for_whom": gettext("ปฏิบัติราชการแทน"),
        "name": gettext("ไฟล์"),
        "part": gettext("เป็น"),
        "letters": gettext("จำนวนฉบับ"),
        "receivers": gettext("จำนวนผู้รับ"),
        "units": gettext("โรงเรียนและกลุ่ม"),
        "people": gettext("บุคคล"),
        "due": gettext("ให้ตอบภายในวันที่"),
        "closed": gettext("ปิดรับเมื่อ"),
        "reason": gettext("เหตุผล"),
        "cancelled": gettext("เลขที่ไม่มีในทะเบียนเดิม"),
    }


def _value(name: str, told: dict[str, Any]) -> str:
    value = told.get(name) or ""
    return str(_SAID[name](value)) if value and name in _SAID else str(value)


register({KIND: Kind(_("หนังสือ"), _letters, _differences, closed=True)}, ACTIONS, {})
