"""The kind of record that evidence is, and the words of its events."""

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.evidence import evidence_of_keys
from khet.records.registry.access import KEEP_EVIDENCE
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.viewer import Viewer

_LONGEST_KEY = 19


def _evidence(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The evidence that the viewer may see."""
    if not viewer.scope.may(KEEP_EVIDENCE):
        return {}
    keys = [int(r.key) for r in refs if r.key.isdecimal() and len(r.key) < _LONGEST_KEY]
    return {
        Ref("office.evidence", str(one.pk)): Named(
            one.title, reverse("office:evidence", args=[one.pk])
        )
        for one in (evidence_of_keys(viewer.office_sight, keys) if keys else ())
    }


KINDS = {"office.evidence": Kind(_("หลักฐาน"), _evidence)}
ACTIONS = {
    "change-evidence": _("แก้ข้อมูลหลักฐาน"),
    "withdraw-evidence": _("ถอนหลักฐาน"),
    "end-use-of-evidence": _("เลิกอ้างหลักฐาน"),
    "read-evidence": _("อ่านข้อความในไฟล์หลักฐาน"),
    "open-evidence": _("เปิดไฟล์หลักฐานที่จำกัดผู้เห็น"),
}
FIELDS = {
    "title": _("ชื่อ"),
    "about_day": _("วันของเรื่อง"),
    "level": _("ใครเห็นได้"),
    "letters": _("ตัวอักษรที่อ่านได้"),
    "about": _("เรื่องที่ใช้"),
}
register(KINDS, ACTIONS, FIELDS)
