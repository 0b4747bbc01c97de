"""Panels that duties and meetings offer to pages of others."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SCHOOL_HEAD, SEE_MEETINGS
from khet.web.office.minutes import gathered as _gathered  # noqa: F401
from khet.web.parts.panels import HOME, Panel, register_panels
from khet.web.parts.viewer import Viewer


def _leads_school(viewer: Viewer) -> bool:
    return any(role.role == SCHOOL_HEAD for role in viewer.roles)


def _heads_group(viewer: Viewer) -> bool:
    return any(role.role == "group-director" for role in viewer.roles)


def _sits(viewer: Viewer) -> bool:
    return viewer.scope.may(SEE_MEETINGS) and bool(viewer.office_sight.bodies)


register_panels(
    HOME, Panel(_("งานที่ต้องส่งเขต"), "office:panel-duties", "learning:answer", _leads_school)
)
register_panels(
    HOME,
    Panel(_("เวรเจ้าภาพประชุม"), "office:panel-hosting", "office:bodies", _heads_group),
    Panel(_("ประชุมที่ใกล้ถึง"), "office:panel-coming", "office:meetings", _sits),
)
