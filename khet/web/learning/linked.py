"""Numbers of pages with the addresses of their figures, and cells with their colours."""

from dataclasses import dataclass
from decimal import Decimal

from khet.rules.colours import Band


@dataclass(frozen=True)
class Linked:
    """A number and the address of its figure; without an address the reader may not open it.

    ``few`` is set where the value is kept from the reader: it rests on fewer pupils than this.
    """

    value: Decimal | int | None
    url: str = ""
    few: int = 0


@dataclass(frozen=True)
class Cell:
    """A number with its colour where it has one, and the colour of the ``other`` scheme beside."""

    percent: Linked
    band: Band | None
    label: str
    other: Band | None = None


@dataclass(frozen=True)
class ColourCount:
    """How many schools have a colour."""

    band: Band
    count: Linked
