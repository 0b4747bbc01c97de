"""What a comparison says in sentences: each unit's newest mean, its change, and beside others'."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.safestring import SafeString

from khet.web.learning.asked import FigureLinks
from khet.web.learning.compare.chosen import Choice
from khet.web.learning.compare.units import PUBLISHED, TOLD, Compared
from khet.web.learning.compare.values import Cell, Row
from khet.web.learning.linked import Linked
from khet.web.learning.narrated import beside_told, mean_told
from khet.web.learning.published.words import what_names
from khet.web.learning.words import subject_name


def said(choice: Choice, rows: Sequence[Row]) -> list[tuple[SafeString, ...]]:
    """The sentences of each unit whose mean is compared and known."""
    own = (row for row in rows if row.unit.kind not in TOLD)
    told = [tuple(_of(choice, row, rows)) for row in own]
    return list(filter(None, told))


def _of(choice: Choice, row: Row, rows: Sequence[Row]) -> Iterator[SafeString]:
    means = _means(row)
    if not means:
        return
    newest = means[max(means)]
    what = f"{row.unit.name} {subject_name(choice.subject)}"
    before = means.get(newest.year - 1)
    yield from mean_told(
        what,
        newest.year,
        Linked(newest.value, newest.url),
        _value(before),
        _gain_url(choice, row.unit, newest.year) if before else "",
    )
    for other in rows:
        if other.unit.kind in TOLD:
            reference = _value(_means(other).get(newest.year))
            name = what_names()[PUBLISHED[other.unit.kind]]
            yield from beside_told(_value(newest), name, reference, "")


def _means(row: Row) -> dict[int, Cell]:
    """The known means of a unit by year."""
    return {cell.year: cell for cell in row.of("mean") if cell.value is not None}


def _value(cell: Cell | None) -> Decimal | None:
    return None if cell is None or cell.value is None else Decimal(cell.value)


def _gain_url(choice: Choice, unit: Compared, year: int) -> str:
    about = {unit.kind: unit.code} if unit.code else {}
    return FigureLinks(choice.held[year].sitting).to("gain", choice.subject, **about)
