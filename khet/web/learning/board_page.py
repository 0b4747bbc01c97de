"""What a request of the colour board needs, each thing made when it is first asked for."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khet.records.registry.access import SEE_REGISTERS
from khet.rules.published import LIMIT
from khet.web.learning.board import BOTH, FIVE, FOUR, OWN_CUTS, Board, board
from khet.web.learning.forms import BoardFilters
from khet.web.learning.schools_page import SchoolsPage

_COLOURS = "colours"


class BoardPage(SchoolsPage[BoardFilters]):
    """The colour board of one sitting as one person asks for it."""

    page, filters_of = "learning:colours", BoardFilters

    @cached_property
    def board(self) -> Board:
        """The board, filtered and sorted."""
        return board(self.study, self.schools, self.form.cleaned_data)

    @property
    def missing_few(self) -> str:
        """Which schools can't be found by the colour that is asked for, in words."""
        return self.without_few(self.form.cleaned_data["subject"])

    def content(self) -> dict[str, Any]:
        """Context of the table's part."""
        study = self.study
        return {
            **self.around(),
            "board": self.board,
            "plan_url": self.plan_url(),
            "area": study.viewer.area,
            "traced": study.traced,
            "of_pupils": study.results.of_pupils,
            "four_url": f"{self._here}&scheme={FOUR}",
            "told_limits": sum(told.what == LIMIT for told in study.traced.parameters.told),
            "cuts_source": self._cuts_source(),
            "cuts_url": self._cuts_url(),
            "both": self.board.scheme == BOTH,
            "own_cuts": "" if self.board.scheme == FIVE else OWN_CUTS,
        }

    def _cuts_source(self) -> str:
        """Where the colours' cuts come from."""
        tables, year = self.study.tables, self.study.year
        begun, is_own = tables.begins(_COLOURS, year)
        if is_own:
            return _("เกณฑ์ของสำนักงานตั้งแต่ปีการศึกษา %(year)s") % {"year": begun}
        return str(tables.of(_COLOURS, year)["source_th" if get_language() == "th" else "source"])

    def _cuts_url(self) -> str:
        """The page of the cuts, for who may open it."""
        may = self.study.viewer.scope.may_everywhere(SEE_REGISTERS)
        return reverse("settings:table", args=[_COLOURS]) if may else ""
