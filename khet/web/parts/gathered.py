"""Sections that subjects add to papers that gather from all: the Tuesday paper, the hand-over book.

A subject registers its sections at start, in its module ``offered``; a paper asks for those of its
purpose and shows them in the order of ``place``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from khet.records.registry.models import Unit, User
from khet.web.parts.viewer import Viewer

BOARD, HAND_OVER = "board", "hand-over"


@dataclass(frozen=True)
class About:
    """What a paper is about: the area, its day, and for a hand-over the person and the units."""

    area: Unit
    day: date
    person: User | None = None
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True)
class Section:
    """A section of a paper: a title, a sentence, and a table with its headings (may be empty).

    ``chat`` is its one line in the short text for a chat group, empty where it has none.
    """

    title: str
    told: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    chat: str = ""


Maker = Callable[[Viewer, About], Section | None]
_SECTIONS: dict[str, list[tuple[int, Maker]]] = {}


def register_section(purpose: str, place: int, make: Maker) -> None:
    """Add a section to the papers of a purpose; ``make`` gives ``None`` where there is nothing."""
    _SECTIONS.setdefault(purpose, []).append((place, make))


def sections_of(purpose: str, viewer: Viewer, about: About) -> list[Section]:
    """The sections of a paper, in their order."""
    placed = sorted(_SECTIONS.get(purpose, ()), key=lambda pair: pair[0])
    return [found for _, make in placed if (found := make(viewer, about)) is not None]
