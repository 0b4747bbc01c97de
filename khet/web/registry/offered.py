"""Panels that the registers offer to pages of others."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import SEE_REGISTERS
from khet.web.parts.panels import SCHOOL_RESULTS, Panel, register_panels
from khet.web.parts.viewer import Viewer


def _sees_registers(viewer: Viewer) -> bool:
    return viewer.scope.may(SEE_REGISTERS)


register_panels(
    SCHOOL_RESULTS,
    Panel(_("ข้อมูลพื้นฐานของโรงเรียน"), "registry:panel-school", "registry:schools", _sees_registers),
)
