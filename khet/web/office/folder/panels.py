"""The folder as a panel of the home of who has one."""

from django.utils.translation import gettext_noop as _

from khet.records.registry.access import ENDORSE_LETTERS
from khet.web.parts.panels import Panel
from khet.web.parts.viewer import Viewer


def _has_folder(viewer: Viewer) -> bool:
    """Heads of the office and its groups, and who decides anything in another's stead."""
    if viewer.at_school:
        return False
    return viewer.scope.may_everywhere(ENDORSE_LETTERS) or bool(viewer.powers)


FOLDER = Panel(_("แฟ้มเสนอ"), "office:panel-folder", "office:folder", _has_folder)
