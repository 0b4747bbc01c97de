"""The kind of record that an office's edition of a dated table is."""

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SEE_REGISTERS
from khet.web.parts.kinds import Kind, Named, Ref, Told, register
from khet.web.parts.viewer import Viewer
from khet.web.settings.about import about
from khet.web.settings.shown import changes

ACTIONS = {
    "change-table": _("เปลี่ยนเกณฑ์"),
    "restore-table": _("กลับไปใช้เกณฑ์ที่มาพร้อม Khet"),
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


def _differences(key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What the table said otherwise, as its own page says it, and why."""
    table, now_said = key.split("/")[1], dict(after or {})
    reason = str(now_said.pop("reason", ""))
    return [*changes(table, before or {}, now_said), (now("เหตุผล"), "", reason)]


KIND = Kind(_("เกณฑ์และตาราง"), _settings, _differences)
register({"registry.setting": KIND}, ACTIONS, {})
