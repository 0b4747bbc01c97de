"""The kind of record that a receipt is, and the words of the events of circulars."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Receipt
from khet.records.office.queries.circulars import KIND, receipts_seen
from khet.web.office.circulars.words import receipt_url, state_name
from khet.web.office.letters.words import letter_name
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "prepare-circular": _("กำหนดผู้รับหนังสือเวียน"),
    "send-circular": _("ส่งหนังสือเวียน"),
    "close-circular": _("ปิดรับคำตอบหนังสือเวียน"),
    "reopen-circular": _("เปิดรับคำตอบหนังสือเวียนอีกครั้ง"),
    "extend-circular": _("เลื่อนวันตอบหนังสือเวียน"),
    "remind-circular": _("เตือนผู้ที่ยังไม่ตอบหนังสือเวียน"),
    "read-circular": _("รับทราบหนังสือเวียน"),
    "answer-circular": _("ตอบหนังสือเวียน"),
    "return-answer": _("ส่งคำตอบหนังสือเวียนกลับแก้ไข"),
}
FIELDS = {
    "audience": _("ผู้รับ"),
    "asks": _("สิ่งที่ขอ"),
    "ask_note": _("คำชี้แจง"),
    "closed": _("ปิดรับเมื่อ"),
    "receivers": _("จำนวนผู้รับ"),
    "units": _("โรงเรียนและกลุ่ม"),
    "people": _("บุคคล"),
    "letters": _("จำนวนฉบับ"),
}


def _receipts(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Receipts that the viewer may see."""
    keys = numbers(ref.key for ref in refs)
    if not keys or viewer.user is None or not viewer.roles:
        return {}
    found = Receipt.objects.filter(receipts_seen(viewer.office_sight), pk__in=keys)
    near = found.select_related("circular__letter").defer("circular__letter__text")
    return {
        Ref(KIND, str(one.pk)): Named(letter_name(one.circular.letter), receipt_url(one))
        for one in near
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about a receipt changed: before, after."""
    was, now = dict(before or {}), dict(after or {})
    told = [(label, _value(name, was), _value(name, now)) for name, label in _labels().items()]
    return [(label, old, new) for label, old, new in told if old != new]


def _labels() -> dict[str, str]:
    return {
        "state": gettext("สถานะ"),
        "acting": gettext("ผู้รักษาการ"),
        "files": gettext("จำนวนไฟล์"),
        "reason": gettext("เหตุผล"),
        "odd": gettext("ข้อสังเกต"),
        "name": gettext("ไฟล์"),
    }


def _value(name: str, told: dict[str, Any]) -> str:
    value = told.get(name) or ""
    if name == "acting":
        return gettext("ใช่") if value else ""
    return state_name(value) if value and name == "state" else str(value)


register({KIND: Kind(_("หนังสือเวียนที่ได้รับ"), _receipts, _differences)}, ACTIONS, FIELDS)
