"""Kinds of records of instruments and of what is answered, and the words of their events."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import AnswerSheet, Instrument
from khet.web.office.instruments.asked import InstrumentDesk
from khet.web.parts.kinds import Kind, Named, Ref, Told, fields, numbers, register
from khet.web.parts.tags import short_date
from khet.web.parts.viewer import Viewer

_FIELDS = {
    "title": _("ชื่อแบบ"),
    "note": _("ใช้เมื่อใด อย่างไร"),
    "ready": _("ทำจากแบบสำเร็จ"),
    "items": _("จำนวนข้อ"),
    "number": _("ฉบับที่"),
    "version": _("ฉบับที่"),
    "instrument": _("แบบ"),
    "unit": _("หน่วยงาน"),
    "day": _("วันที่"),
}


def _instruments(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Instruments that the viewer may see; a key with a school and a day is of what was filled."""
    if not InstrumentDesk(viewer).looks:
        return {}
    keys = numbers(ref.key for ref in refs)
    plain = Instrument.objects.filter(area=viewer.area, pk__in=keys) if keys else ()
    found = {
        Ref("office.instrument", str(one.pk)): Named(
            one.title, reverse("office:instrument", args=[one.pk])
        )
        for one in plain
    }
    longer = [ref.key for ref in refs if "/" in ref.key]
    about = {"about_kind": "office.instrument", "about_key__in": longer}
    for sheet, told in _sheets_seen(viewer, about) if longer else ():
        found[Ref("office.instrument", sheet.about_key)] = told
    return found


def _answers(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """What was answered about units that the viewer sees."""
    keys = numbers(ref.key for ref in refs)
    if not InstrumentDesk(viewer).looks or not keys:
        return {}
    return {
        Ref("office.answers", str(sheet.pk)): told
        for sheet, told in _sheets_seen(viewer, {"pk__in": keys})
    }


def _sheets_seen(viewer: Viewer, which: dict[str, Any]) -> list[tuple[AnswerSheet, Named]]:
    schools = InstrumentDesk(viewer).schools
    rows = AnswerSheet.objects.filter(version__instrument__area=viewer.area, **which)
    if schools is not None:
        rows = rows.filter(unit__code__in=schools)
    return [
        (sheet, Named(sheet_name(sheet), reverse("office:answers", args=[sheet.pk])))
        for sheet in rows.select_related("unit", "version__instrument")
    ]


def sheet_name(sheet: AnswerSheet) -> str:
    """What a sheet of answers is called."""
    title = sheet.version.instrument.title
    return f"{title} · {sheet.unit} · {short_date(sheet.day)}"


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event tells, in words; single answers by the names of their items."""
    was, now = _flat(before), _flat(after)
    names = {**fields(), **_FIELDS}
    told = [(gettext(names.get(n, n)), was.get(n, ""), now.get(n, "")) for n in {**was, **now}]
    return [(name, old, new) for name, old, new in told if old != new]


def _flat(told: Told) -> dict[str, str]:
    plain = {k: v for k, v in (told or {}).items() if k not in ("answers", "content", "about")}
    whole = {**plain, **((told or {}).get("answers") or {})}
    return {name: _said(value) for name, value in whole.items() if value is not None}


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return gettext("ใช่") if value else gettext("ไม่ใช่")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


KINDS = {
    "office.instrument": Kind(_("แบบบันทึก"), _instruments, _differences),
    "office.answers": Kind(_("คำตอบตามแบบ"), _answers, _differences),
}
ACTIONS = {
    "make-instrument": _("สร้างแบบ"),
    "change-instrument": _("แก้ชื่อแบบ"),
    "begin-draft": _("เริ่มร่างฉบับใหม่"),
    "change-draft": _("แก้ร่างแบบ"),
    "discard-draft": _("ทิ้งร่าง"),
    "release-version": _("ประกาศใช้แบบ"),
    "close-instrument": _("ปิดแบบ"),
    "reopen-instrument": _("เปิดแบบใช้อีก"),
    "keep-answers": _("บันทึกคำตอบ"),
    "change-answers": _("แก้คำตอบ"),
}
register(KINDS, ACTIONS, {})
