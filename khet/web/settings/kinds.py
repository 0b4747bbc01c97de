"""The kind of record that an office's edition of a dated table is."""

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SEE_REGISTERS
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.viewer import Viewer
from khet.web.settings.about import about

ACTIONS = {
    "change-table": _("เปลี่ยนเกณฑ์"),
    "restore-table": _("กลับไปใช้เกณฑ์ที่มาพร้อม Khet"),
}
FIELDS = {
    "z": _("ค่า z"),
    "base": _("ฐานคำนวณ"),
    "overall": _("ร้อยละรวมทุกวิชา"),
    "target": _("เป้าหมาย"),
    "few": _("เตือนเมื่อนักเรียนน้อยกว่า (คน)"),
    "five": _("5 สี"),
    "four": _("4 สี"),
    "from": _("ตั้งแต่"),
    "meaning_th": _("ความหมาย"),
    "a_from": _("กลุ่ม A ตั้งแต่คะแนน"),
    "c_up_to": _("กลุ่ม C ไม่เกินคะแนน"),
    "th": _("ชื่อ"),
    "test": _("การสอบ"),
    "subjects": _("วิชา"),
    "rounds": _("ครั้งที่"),
    "names": _("ชื่อที่หัวตารางใช้"),
    "columns": _("คอลัมน์"),
}


def _settings(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Keys are ``area/table/year``."""
    if not viewer.scope.may(SEE_REGISTERS):
        return {}
    titles, found = about(), {}
    for ref in refs:
        area, table, year = (*ref.key.split("/"), "", "")[:3]
        if area == viewer.area.code and table in titles:
            told = now("%(table)s ตั้งแต่ปี %(year)s") % {"table": titles[table].title, "year": year}
            found[ref] = Named(told, reverse("settings:table", args=[table]))
    return found


register({"registry.setting": Kind(_("เกณฑ์และตาราง"), _settings)}, ACTIONS, FIELDS)
