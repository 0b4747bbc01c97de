"""Panels that duties offer to pages of others."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SCHOOL_HEAD
from khet.web.office.minutes import gathered as _gathered  # noqa: F401
from khet.web.parts.panels import HOME, Panel, register_panels
from khet.web.parts.viewer import Viewer


def _leads_school(viewer: Viewer) -> bool:
    return any(role.role == SCHOOL_HEAD for role in viewer.roles)


register_panels(
    HOME, Panel(_("งานที่ต้องส่งเขต"), "office:panel-duties", "learning:answer", _leads_school)
)
