"""As what a person decides: by the own right, or with a power that was given (มอบอำนาจ)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from khet.records.registry.access import AT_OFFICE, ENDORSE_LETTERS, ROLES
from khet.records.registry.models import RoleHeld, UnitKind
from khet.rules.posts import post_at
from khet.web.office.delegations.words import power_name, under_words
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class Deciding:
    """As what a person decides: the own post, and in whose stead; empty for the own right."""

    post: str
    for_whom: str = ""


def decides(viewer: Viewer, permission: str, power: str, own: bool = False) -> Deciding | None:
    """As what the viewer decides for the whole office today; nothing where the viewer may not.

    The own permission counts before a power of ``rules.powers`` that was given; what the viewer
    asked for (``own``) isn't decided with such a power.
    """
    if viewer.scope.may_everywhere(permission):
        return Deciding(post_of(viewer, permission))
    if own:
        return None
    given = next((one for one in viewer.powers if one.power == power), None)
    return Deciding(post_of(viewer), given.post) if given else None


def post_of(viewer: Viewer, permission: str = "") -> str:
    """As what the viewer acts at the office, by the role that has the permission.

    A head by the post, others by their own position; who is acting says so after that:
    ``รองผู้อำนวยการ รักษาการในตำแหน่งผู้อำนวยการ…``.
    """
    own = viewer.user.position if viewer.user else ""
    here = [held for held in viewer.roles if held.unit.kind in AT_OFFICE]
    fit = [held for held in here if not permission or permission in ROLES[held.role].permissions]
    if not fit:
        return own
    held = next((one for one in fit if not one.acting), fit[0])
    if held.acting:
        return f"{own} รักษาการในตำแหน่ง{post_held(held)}".strip()
    heads = ENDORSE_LETTERS in ROLES[held.role].permissions
    return post_held(held) if heads else own or post_held(held)


def post_held(held: RoleHeld) -> str:
    """The post that a role is, as papers write it: of the whole office with its full name."""
    label = ROLES[held.role].label
    short = " สพป."
    if held.unit.kind == UnitKind.AREA and label.endswith(short):
        return f"{label.removesuffix(short)}{held.unit.name}"
    return post_at(label, str(held.unit))


def own_told() -> str:
    """That somebody else decides on what the reader asked for."""
    return _("ท่านเป็นผู้ขอหรือผู้เดินทางเอง จึงตัดสินเรื่องนี้เองไม่ได้: รอผู้มีอำนาจคนอื่น")


def why_not(viewer: Viewer, power: str) -> str:
    """Why a power that the viewer had lately can't be used any more; empty if there was none."""
    had = next((one for one in viewer.ended_powers if one.power == power), None)
    if had is None:
        return ""
    told = _("อำนาจ “%(power)s” ของท่านสิ้นสุดเมื่อ %(day)s ตาม %(order)s: แจ้งผู้มอบอำนาจ")
    return told % {
        "power": power_name(power),
        "day": be_date(min(had.until, had.ended_on or had.until)),
        "order": under_words(had),
    }
