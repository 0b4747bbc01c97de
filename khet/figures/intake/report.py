"""What came of checking a score file."""

from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from khet.figures.intake.problems import Level, Problem


@dataclass(frozen=True)
class Reconciled:
    """One subject of a summary: the schools' weighted mean beside the area row, as printed."""

    subject: str
    weighted: str | None
    area_row: str | None
    difference: str | None


@dataclass(frozen=True)
class Report:
    """A checked file. ``scores`` or ``means`` hold its rows where they could be read."""

    layout: str | None
    encoding: str | None
    rows: int
    problems: tuple[Problem, ...]
    reconciliation: tuple[Reconciled, ...] = ()
    suggested_columns: list[str] | None = None
    scores: pa.Table | None = field(default=None, repr=False)
    means: pa.Table | None = field(default=None, repr=False)

    @property
    def level(self) -> int:
        """0 clean, 1 warnings, 2 errors."""
        levels = {problem.level for problem in self.problems}
        return 2 if Level.ERROR in levels else 1 if levels else 0

    def as_dict(self) -> dict[str, Any]:
        """The report as its JSON states it."""
        return {
            "layout": self.layout,
            "encoding": self.encoding,
            "rows": self.rows,
            "problems": [problem.as_dict() for problem in self.problems],
            "reconciliation": [vars(line) for line in self.reconciliation],
            "suggested_columns": self.suggested_columns,
        }
