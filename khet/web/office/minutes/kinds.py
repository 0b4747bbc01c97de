"""The kinds of records of minutes and instructions, and the words of their events."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Instruction
from khet.records.office.queries.instructions import instructions_seen, recommendations_seen
from khet.records.office.queries.minutes import minutes_meetings
from khet.records.office.queries.owners import owned
from khet.records.registry.access import SEE_MEETINGS
from khet.web.office.minutes.asked import reader_of
from khet.web.office.minutes.words import meeting_name, state_word
from khet.web.parts.kinds import Kind, Named, Ref, Told, register
from khet.web.parts.viewer import Viewer

_LONGEST_KEY = 10
ACTIONS = {
    "write-item": _("เขียนรายงานการประชุม"),
    "add-minutes-item": _("เพิ่มเรื่องในรายงานการประชุม"),
    "correct-minutes": _("แก้รายงานการประชุมก่อนรับรอง"),
    "propose-minutes": _("เสนอรายงานการประชุม"),
    "return-minutes": _("ส่งรายงานการประชุมกลับแก้ไข"),
    "circulate-minutes": _("แจ้งเวียนรายงานการประชุม"),
    "publish-minutes": _("เผยแพร่รายงานการประชุม"),
    "hide-minutes": _("เลิกเผยแพร่รายงานการประชุม"),
    "adopt-minutes": _("รับรองรายงานการประชุม"),
    "add-instruction": _("เขียนข้อสั่งการหรือข้อเสนอแนะ"),
    "drop-instruction": _("เอาข้อสั่งการออกจากร่าง"),
    "follow-instruction": _("ติดตามข้อสั่งการ"),
    "answer-recommendation": _("ตอบข้อเสนอแนะ"),
}
FIELDS = {
    "item": _("เรื่อง"),
    "published": _("เผยแพร่"),
    "on": _("วันที่"),
    "adopted": _("รับรอง"),
    "meeting": _("การประชุม"),
    "does": _("ผลของที่ประชุม"),
    "record": _("เอกสารที่แสดง"),
    "answered_by": _("ผู้ตอบ"),
}


def _keys(viewer: Viewer, refs: list[Ref]) -> list[int]:
    if viewer.user is None or not viewer.scope.may(SEE_MEETINGS):
        return []
    return [int(r.key) for r in refs if r.key.isdecimal() and len(r.key) < _LONGEST_KEY]


def _minutes(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Minutes that the viewer may read."""
    keys = _keys(viewer, refs)
    found = minutes_meetings(reader_of(viewer)).filter(pk__in=keys) if keys else ()
    word = gettext("รายงานการประชุม")
    return {
        Ref("office.minutes", str(one.pk)): Named(
            f"{word} {meeting_name(one)}", reverse("office:minutes", args=[one.pk])
        )
        for one in found
    }


def _instructions(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Instructions and recommendations that the viewer may read."""
    keys = _keys(viewer, refs)
    if not keys or viewer.user is None:
        return {}
    reader = reader_of(viewer)
    own = owned(viewer.office_sight, viewer.roles)
    found: list[Instruction] = [
        *instructions_seen(reader, own).filter(pk__in=keys),
        *recommendations_seen(reader).filter(pk__in=keys),
    ]
    return {
        Ref("office.instruction", str(one.pk)): Named(
            one.text, reverse("office:instruction", args=[one.pk])
        )
        for one in found
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about minutes changed: their state, the item, why."""
    was, now = dict(before or {}), dict(after or {})
    states = [state_word(told["state"]) if "state" in told else "" for told in (was, now)]
    told = [
        (gettext("สถานะ"), *states),
        (gettext("เรื่อง"), "", now.get("item", "")),
        (gettext("เหตุผล"), "", now.get("reason", "")),
        (gettext("รับรอง"), "", now.get("adopted", "")),
    ]
    return [(name, old, new) for name, old, new in told if old != new]


KINDS = {
    "office.minutes": Kind(_("รายงานการประชุม"), _minutes, _differences),
    "office.instruction": Kind(_("ข้อสั่งการ"), _instructions),
}
register(KINDS, ACTIONS, FIELDS)
