"""Sections that subjects add to papers that gather from all: the Tuesday paper, the hand-over book.

A subject registers its sections at start, in its module ``offered``; a paper asks for those of its
purpose and shows them in the order of ``place``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from khet.records.office.models import Duty
from khet.records.office.queries.bodies import bodies_of
from khet.records.office.queries.duties import with_names
from khet.records.office.queries.owners import owned_of
from khet.records.registry.access import roles_now
from khet.records.registry.models import RoleHeld, Unit, User
from khet.rules.duties import OWED
from khet.web.parts.viewer import Viewer

BOARD, HAND_OVER = "board", "hand-over"


@dataclass(frozen=True)
class About:
    """What a paper is about: the area, its day, and for a hand-over the person and the units.

    ``roles`` are those that the person holds, where they were looked up before.
    """

    area: Unit
    day: date
    person: User | None = None
    units: tuple[Unit, ...] = ()
    roles: tuple[RoleHeld, ...] | None = None

    @cached_property
    def held(self) -> list[RoleHeld]:
        """The roles that the person holds on the day."""
        if self.roles is not None:
            return list(self.roles)
        return list(roles_now(self.person, self.day)) if self.person else []

    @property
    def handed(self) -> list[RoleHeld]:
        """Those of them that are held at the units."""
        keys = {unit.pk for unit in self.units}
        return [role for role in self.held if role.unit_id in keys]

    @cached_property
    def owed(self) -> list[Duty]:
        """The duties that the person still owes: of the posts at the units, and the own."""
        if self.person is None:
            return []
        mine = owned_of(self.person.pk, self.handed, ())
        found = with_names(Duty.objects.filter(mine, state__in=OWED))
        return list(found.order_by("due", "pk"))

    @cached_property
    def bodies(self) -> frozenset[int]:
        """The keys of the bodies that are the person's."""
        return bodies_of(self.person, self.held, self.day) if self.person else frozenset()


@dataclass(frozen=True)
class Section:
    """A section of a paper: a title, a sentence, and a table with its headings (may be empty).

    ``chat`` is its one line in the short text for a chat group, empty where it has none. ``aside``
    is for the reader alone: it stands on the page, not in the paper.
    """

    title: str
    told: str = ""
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = field(default_factory=list)
    chat: str = ""
    aside: str = ""


Maker = Callable[[Viewer, About], Section | None]
_SECTIONS: dict[str, list[tuple[int, Maker]]] = {}


def register_section(purpose: str, place: int, make: Maker) -> None:
    """Add a section to the papers of a purpose; ``make`` gives ``None`` where there is nothing."""
    _SECTIONS.setdefault(purpose, []).append((place, make))


def sections_of(purpose: str, viewer: Viewer, about: About) -> list[Section]:
    """The sections of a paper, in their order."""
    placed = sorted(_SECTIONS.get(purpose, ()), key=lambda pair: pair[0])
    return [found for _, make in placed if (found := make(viewer, about)) is not None]
