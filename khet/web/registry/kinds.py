"""The kinds of records of the registers, and the words of their events."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.registry.access import (
    EDIT_REGISTERS,
    IMPORT_SCORES,
    KEEP_EVIDENCE,
    SEE_EVENTS,
    SEE_PEOPLE,
    SEE_REGISTERS,
)
from khet.records.registry.models import Import, Post, Team, Unit, UnitKind, User
from khet.web.parts.kinds import Kind, Named, Ref, numbers, register
from khet.web.parts.viewer import Viewer
from khet.web.registry.event_words import ACTIONS, FIELDS

_OF_SCHOOLS = ("registry.pupils", "registry.pupil-list", "registry.enrolment", "registry.programme")
_PAGES = {
    UnitKind.SCHOOL: "registry:school",
    UnitKind.DISTRICT: "registry:district",
    UnitKind.NETWORK: "registry:network",
}
Found = dict[Ref, Named]


def _units(viewer: Viewer, refs: list[Ref]) -> Found:
    """Units, and what is told of a school under its code."""
    wanted = {(_unit_kind(ref), ref.key): ref for ref in refs if _sees_unit(viewer, ref)}
    codes = {code for _kind, code in wanted}
    names = {(u.kind, u.code): str(u) for u in Unit.objects.filter(code__in=codes)} if codes else {}
    return {
        ref: Named(names[_unit_kind(ref), ref.key], _unit_page(ref))
        for ref in refs
        if (_unit_kind(ref), ref.key) in wanted and (_unit_kind(ref), ref.key) in names
    }


def _unit_kind(ref: Ref) -> str:
    return UnitKind.SCHOOL if ref.kind in _OF_SCHOOLS else ref.kind.removeprefix("registry.")


def _sees_unit(viewer: Viewer, ref: Ref) -> bool:
    if _unit_kind(ref) == UnitKind.SCHOOL:
        return viewer.scope.may_at(SEE_REGISTERS, ref.key)
    return viewer.scope.may(SEE_REGISTERS)


def _unit_page(ref: Ref) -> str:
    page = _PAGES.get(UnitKind(_unit_kind(ref)))
    return reverse(page, args=[ref.key]) if page else ""


def _shown_by(viewer: Viewer, key: str) -> str:
    """Why the viewer may not say what shows something of a school: it and the office do."""
    if viewer.office_sight.office or viewer.scope.may_at(KEEP_EVIDENCE, key):
        return ""
    return now("แนบหลักฐานได้เฉพาะโรงเรียนเองและสำนักงาน")


def _users(viewer: Viewer, refs: list[Ref]) -> Found:
    all_seen, own = viewer.scope.may_everywhere(SEE_PEOPLE), viewer.user
    seen = [ref.key for ref in refs if all_seen or (own and ref.key == own.username)]
    found = User.objects.filter(username__in=seen) if seen else ()
    return {
        Ref("registry.user", user.username): Named(
            str(user), reverse("registry:person", args=[user.username]) if all_seen else ""
        )
        for user in found
    }


def _posts(viewer: Viewer, refs: list[Ref]) -> Found:
    if not viewer.scope.may_everywhere(SEE_PEOPLE):
        return {}
    found = Post.objects.filter(pk__in=numbers(ref.key for ref in refs)).select_related("unit")
    page = reverse("registry:posts")
    return {
        Ref("registry.post", str(post.pk)): Named(f"{post.title} {post.unit}", page)
        for post in found
    }


def _teams(viewer: Viewer, refs: list[Ref]) -> Found:
    if not viewer.scope.may_everywhere(SEE_PEOPLE):
        return {}
    found, page = (
        Team.objects.filter(pk__in=numbers(ref.key for ref in refs)),
        reverse("registry:teams"),
    )
    return {Ref("registry.team", str(team.pk)): Named(team.name, page) for team in found}


def _imports(viewer: Viewer, refs: list[Ref]) -> Found:
    scope = viewer.scope
    everywhere = scope.may_everywhere(EDIT_REGISTERS) or scope.may_everywhere(IMPORT_SCORES)
    if not everywhere and not scope.may_everywhere(SEE_EVENTS):
        return {}
    found = Import.objects.filter(pk__in=filter(None, map(_uuid, refs)), area=viewer.area)
    return {Ref("registry.import", str(held.pk)): Named(held.name) for held in found}


def _uuid(ref: Ref) -> UUID | None:
    try:
        return UUID(ref.key)
    except ValueError:
        return None


def _events(viewer: Viewer, refs: list[Ref]) -> Found:
    if not viewer.scope.may_everywhere(SEE_EVENTS):
        return {}
    return {ref: Named(now("บันทึกการใช้งาน"), reverse("registry:events")) for ref in refs}


KINDS = {
    "registry.nation": Kind(_("ประเทศ"), _units),
    "registry.area": Kind(_("เขตพื้นที่"), _units),
    "registry.district": Kind(_("อำเภอ"), _units),
    "registry.subdistrict": Kind(_("ตำบล"), _units),
    "registry.network": Kind(_("เครือข่าย"), _units),
    "registry.group": Kind(_("กลุ่มงาน"), _units),
    "registry.school": Kind(_("โรงเรียน"), _units, shown_by=_shown_by),
    "registry.enrolment": Kind(_("จำนวนนักเรียนรายชั้น"), _units),
    "registry.programme": Kind(_("การเข้าร่วมโครงการ"), _units),
    "registry.pupils": Kind(_("ทะเบียนนักเรียน"), _units),
    "registry.pupil-list": Kind(_("รายชื่อนักเรียน"), _units),
    "registry.user": Kind(_("บัญชีผู้ใช้"), _users),
    "registry.post": Kind(_("ตำแหน่ง"), _posts),
    "registry.team": Kind(_("ทีมงาน"), _teams),
    "registry.import": Kind(_("ไฟล์นำเข้า"), _imports),
    "registry.event": Kind(_("บันทึกการใช้งาน"), _events),
}

register(KINDS, ACTIONS, FIELDS)
