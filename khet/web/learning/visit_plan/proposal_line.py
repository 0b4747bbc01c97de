"""A school of the proposed plan as the page shows it."""

from dataclasses import dataclass
from datetime import date

from khet.records.registry.queries.schools import School
from khet.rules.visit_proposal import Slot
from khet.web.learning.linked import Cell


@dataclass(frozen=True)
class Line:
    """A school of the proposal: why, its colours, its last visit, when and by whom it is proposed.

    ``notes`` say what isn't known of it; ``coming`` is a month in which it is planned already;
    ``beside`` is the neighbour that the same trip visits.
    """

    school: School
    subdistrict: str
    points: int
    reasons: list[str]
    cells: list[tuple[str, Cell]]
    notes: list[str]
    last: date | None
    slot: Slot | None
    coming: str
    beside: str
