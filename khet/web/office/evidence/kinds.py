"""The kind of record that evidence is, and the words of its events."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.evidence import evidence_of_keys
from khet.records.registry.access import KEEP_EVIDENCE
from khet.web.office.evidence.words import level_name
from khet.web.parts.kinds import Kind, Named, Ref, Told, fields, kinds, numbers, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

_FINGERPRINT = 8

_FIELDS = {
    "title": _("ชื่อ"),
    "about_day": _("วันของเรื่อง"),
    "level": _("ใครเห็นได้"),
    "kind": _("ชนิด"),
    "note": _("บันทึกเพิ่มเติม"),
    "reason": _("เหตุผล"),
    "letters": _("ตัวอักษรที่อ่านได้"),
    "about": _("เรื่องที่ใช้"),
}


def _evidence(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The evidence that the viewer may see."""
    if not viewer.scope.may(KEEP_EVIDENCE):
        return {}
    keys = numbers(ref.key for ref in refs)
    return {
        Ref("office.evidence", str(one.pk)): Named(
            one.title, reverse("office:evidence", args=[one.pk])
        )
        for one in (evidence_of_keys(viewer.office_sight, keys) if keys else ())
    }


def _hides(viewer: Viewer, keys: list[int]) -> set[str]:
    return {str(key) for key in viewer.office_sight.hidden if key in keys}


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about evidence tells, in words: what, before, after."""
    was, now = dict(before or {}), dict(after or {})
    names = {**fields(), **_FIELDS}
    return [
        (gettext(names.get(name, name)), _said(name, was.get(name)), _said(name, now.get(name)))
        for name in {**was, **now}
    ]


def _said(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if name == "level":
        return level_name(value)
    if name == "about_day":
        return be_date(date.fromisoformat(value))
    if name == "about":
        kind, _space, key = str(value).partition(" ")
        return f"{gettext(kinds()[kind].word) if kind in kinds() else kind} {key}"
    return f"{value[:_FINGERPRINT]}…" if name == "sha256" else str(value)


KINDS = {"office.evidence": Kind(_("หลักฐาน"), _evidence, _differences, hides=_hides)}
ACTIONS = {
    "change-evidence": _("แก้ข้อมูลหลักฐาน"),
    "withdraw-evidence": _("ถอนหลักฐาน"),
    "end-use-of-evidence": _("เลิกอ้างหลักฐาน"),
    "read-evidence": _("อ่านข้อความในไฟล์หลักฐาน"),
    "open-evidence": _("เปิดไฟล์หลักฐานที่จำกัดผู้เห็น"),
}
register(KINDS, ACTIONS, {"evidence": _("หลักฐาน")})
