"""A report whose tables, paragraphs and lists are found once for all checks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from khet.rules.checking.reading.grids import grids_of
from khet.rules.checking.reading.lists import Listing, lists_in
from khet.rules.checking.reading.passages import Passage, passages_of
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.running import running_in
from khet.rules.checking.reading.sheets import Sheet, sheets_in
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import Grid
from khet.rules.checking.reading.turns import turns_in


@dataclass(frozen=True)
class Report:
    """The lines of a report and what they make up."""

    lines: Sequence[Line]

    @cached_property
    def texts(self) -> list[str]:
        """Its lines as checks read them."""
        return [plain(line.text) for line in self.lines]

    @cached_property
    def grids(self) -> list[Grid]:
        """Its tables."""
        return grids_of(self.lines)

    @cached_property
    def passages(self) -> list[Passage]:
        """Its paragraphs, without the rows of tables of several numbers."""
        wide = (grid for grid in self.grids if grid.width > 1)
        rows = {cell.at for grid in wide for row in grid.rows for cell in row.cells}
        return passages_of(self.lines, rows)

    @cached_property
    def numbers(self) -> Counter[Decimal]:
        """In how many of its lines each number stands."""
        said = {(p.at(one.start), one.value) for p in self.passages for one in p.quantities}
        rows = (row for grid in self.grids for row in grid.rows)
        cells = {(cell.at, cell.value) for row in rows for cell in row.cells}
        return Counter(value for _at, value in said | cells if value is not None)

    @cached_property
    def lists(self) -> list[Listing]:
        """Its numbered lists."""
        return lists_in(self.lines)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Its rows of cells as printed, days and words too."""
        return sheets_in(self.lines)

    @cached_property
    def turns(self) -> list[Listing]:
        """The numbers of times that its rows begin with."""
        return turns_in(self.lines, self.sheets)

    @cached_property
    def running(self) -> list[Listing]:
        """The running numbers of its tables."""
        return running_in(self.lines)
