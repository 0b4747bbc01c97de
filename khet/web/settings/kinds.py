"""The kind of record that an office's edition of a dated table is."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SEE_JOBS, SEE_REGISTERS
from khet.records.registry.queries.background import jobs_of, letters_about
from khet.web.parts.kinds import Kind, Named, Ref, Told, register
from khet.web.parts.viewer import Viewer
from khet.web.settings.about import about
from khet.web.settings.shown import changes
from khet.web.settings.words import job_name, letter_names

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


def _letters(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Letters by what they are about."""
    if not viewer.scope.may_everywhere(SEE_JOBS):
        return {}
    page, known = reverse("settings:jobs"), letters_about(ref.key for ref in refs)
    names = letter_names([ref.key for ref in refs if ref.key in known])
    return {ref: Named(names[ref.key], page) for ref in refs if ref.key in names}


def _jobs(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    if not viewer.scope.may_everywhere(SEE_JOBS):
        return {}
    page, found = reverse("settings:jobs"), jobs_of(filter(None, map(_uuid, refs)))
    return {Ref("registry.job", str(job.pk)): Named(job_name(job), page) for job in found}


def _uuid(ref: Ref) -> UUID | None:
    try:
        return UUID(ref.key)
    except ValueError:
        return None


KINDS = {
    "registry.setting": Kind(_("เกณฑ์และตาราง"), _settings, _differences),
    "registry.letter": Kind(_("จดหมาย"), _letters),
    "registry.job": Kind(_("งานเบื้องหลัง"), _jobs),
}
register(KINDS, ACTIONS, {})
