"""Panels that duties offer to pages of others."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import MANAGE_WORK, SCHOOL_HEAD
from khet.web.office.gathered import sections
from khet.web.parts.gathered import BOARD, HAND_OVER, register_section
from khet.web.parts.panels import HOME, Panel, register_panels
from khet.web.parts.viewer import Viewer


def _leads_school(viewer: Viewer) -> bool:
    return any(role.role == SCHOOL_HEAD for role in viewer.roles)


def _heads_office(viewer: Viewer) -> bool:
    return viewer.scope.may_everywhere(MANAGE_WORK)


register_panels(
    HOME, Panel(_("งานที่ต้องส่งเขต"), "office:panel-duties", "learning:answer", _leads_school)
)
register_panels(
    HOME,
    Panel(_("วาระบอร์ดวันอังคาร"), "office:panel-board", "office:board-paper", _heads_office),
)
register_section(BOARD, 5, sections.meetings_of_week)
register_section(BOARD, 40, sections.due_this_week)
register_section(HAND_OVER, 50, sections.seats)
register_section(HAND_OVER, 60, sections.orders)
