"""What a request of the colour board needs, each thing made when it is first asked for."""

from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.figures.parameters import LIMIT
from khet.figures.traced import Traced
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import EXPORT_RESULTS
from khet.records.registry.queries.schools import School
from khet.web.learning.asked import address
from khet.web.learning.board import BOTH, FIVE, FOUR, OWN_CUTS, Board, board, visible
from khet.web.learning.forms import BoardFilters
from khet.web.learning.study import Study
from khet.web.learning.words import sitting_title
from khet.web.parts.filters import outside
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

_COLOURS, _EXPORT = "learning:colours", "learning:colours-xlsx"


class BoardPage:
    """The colour board of one sitting as one person asks for it.

    Every property raises ``NotHereError`` where a filter names what the sitting hasn't.
    """

    def __init__(self, viewer: Viewer, file: ScoreFile, asked: QueryDict) -> None:
        self._viewer = viewer
        self._file = file
        self._asked = asked
        self._here = address(_COLOURS, file.sitting)

    @cached_property
    def _study(self) -> Study:
        return Study(self._viewer, self._file)

    @cached_property
    def _schools(self) -> dict[str, School]:
        return visible(self._study.schools, self.traced.results, self._viewer.scope)

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """Filters by places of the area in which the reader's list has no school."""
        asked = {name: str(value) for name, value in self._asked.items()}
        return outside(asked, self._study.schools, self._schools)

    @cached_property
    def _form(self) -> BoardFilters:
        asked = {name: v for name, v in self._asked.items() if name not in self._elsewhere}
        form = BoardFilters(asked, self._file.sitting, self._schools.values(), self._viewer.tables)
        if not form.is_valid():
            whole = Nearest(sitting_title(self._file.sitting), self._here)
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในกลุ่มสีของการสอบนี้"), [whole])
        return form

    @property
    def traced(self) -> Traced:
        """The sitting's results, by the tables of the reader's area."""
        return self._study.traced

    @cached_property
    def board(self) -> Board:
        """The board, filtered and sorted."""
        return board(self._study, self._schools, self._form.cleaned_data)

    @property
    def file_name(self) -> str:
        """The name of the exported file."""
        words = ("colours", *self._form.sitting.values())
        return "-".join(words).replace(" ", "-") + ".xlsx"

    @property
    def applied(self) -> list[str]:
        """The filters that were applied, in words."""
        return self._form.told

    def filters(self) -> dict[str, Any]:
        """Context of the filters' part."""
        return {
            "form": self._form,
            "here": self._here,
            "action": reverse(_COLOURS),
            "many": len(self._schools) > 1,
        }

    def content(self) -> dict[str, Any]:
        """Context of the table's part."""
        export = address(_EXPORT, self._file.sitting)
        return {
            "board": self.board,
            "area": self._viewer.area,
            "traced": self.traced,
            "here": f"{self._here}&{self._form.query}".rstrip("&"),
            "xlsx": f"{export}&{self._form.whole_query}".rstrip("&"),
            "may_export": self._viewer.scope.may(EXPORT_RESULTS),
            "elsewhere": self._elsewhere.values(),
            "all_seen": self._viewer.scope.schools is None,
            "of_pupils": self.traced.results.of_pupils,
            "four_url": f"{self._here}&scheme={FOUR}",
            "told_limits": sum(told.what == LIMIT for told in self.traced.parameters.told),
            "both": self.board.scheme == BOTH,
            "own_cuts": "" if self.board.scheme == FIVE else OWN_CUTS,
        }
