"""What a request of the colour board needs, each thing made when it is first asked for."""

from functools import cached_property
from typing import Any

from khet.rules.published import LIMIT
from khet.web.learning.board import BOTH, FIVE, FOUR, OWN_CUTS, Board, board
from khet.web.learning.forms import BoardFilters
from khet.web.learning.schools_page import SchoolsPage


class BoardPage(SchoolsPage[BoardFilters]):
    """The colour board of one sitting as one person asks for it."""

    page, filters_of = "learning:colours", BoardFilters

    @cached_property
    def board(self) -> Board:
        """The board, filtered and sorted."""
        return board(self.study, self.schools, self.form.cleaned_data)

    def content(self) -> dict[str, Any]:
        """Context of the table's part."""
        study = self.study
        return {
            **self.around(),
            "board": self.board,
            "area": study.viewer.area,
            "traced": study.traced,
            "of_pupils": study.results.of_pupils,
            "four_url": f"{self._here}&scheme={FOUR}",
            "told_limits": sum(told.what == LIMIT for told in study.traced.parameters.told),
            "both": self.board.scheme == BOTH,
            "own_cuts": "" if self.board.scheme == FIVE else OWN_CUTS,
        }
