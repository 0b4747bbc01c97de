"""The page of a file that a school brought as its part of a collected sitting."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from khet.figures.intake.fields import SITTING
from khet.jobs.check_part import Sender
from khet.jobs.take_in_part import STEPS, sender_of
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import SEND_SCORES
from khet.records.registry.models import Import
from khet.web.learning.collecting.asked import send_url
from khet.web.learning.imports.forms import ConfirmForm
from khet.web.learning.imports.page import ImportPage
from khet.web.learning.words import sitting_title
from khet.web.parts.viewer import Viewer


class PartPage(ImportPage):
    """Such a file as a person of the school sees it: the office says which sitting it is of."""

    steps = STEPS
    part = True

    def __init__(self, viewer: Viewer, held: Import, sender: Sender) -> None:
        super().__init__(viewer, held)
        self.sender = sender

    @property
    def asked(self) -> str:
        """The sitting that the office asks for."""
        return sitting_title(self.sender.sitting)

    @property
    def same(self) -> list[tuple[ScoreFile, str]]:
        """Nothing: what the office brought is not told to schools."""
        return []

    @property
    def home(self) -> str:
        """The school's page of the collection."""
        return send_url(self.sender)

    @property
    def home_label(self) -> str:
        """What that page is called."""
        return _("ส่งผลสอบให้เขต %(sitting)s") % {"sitting": self.asked}

    def asking(self, data: Mapping[str, Any] | None, said: Mapping[str, Any]) -> ConfirmForm:
        """The form to confirm the columns only."""
        told = {**self.look.get("told", {}), **{field.name: [] for field in SITTING}}
        return ConfirmForm(data, {**self.look, "told": told}, (), said)


def part_page(viewer: Viewer, held: Import) -> PartPage:
    """The page of a part; others than those who send for the school are refused.

    Raises:
        Http404: the file is no part.
    """
    sender = sender_of(held)
    if sender is None:
        raise Http404
    viewer.require_at(SEND_SCORES, sender.school.code)
    return PartPage(viewer, held, sender)
