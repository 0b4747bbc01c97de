"""How the groups of pupils changed from one round to the next."""

from dataclasses import dataclass

from khet.figures.abilities import Abilities, moves
from khet.records.learning.models import Sitting
from khet.rules.ability import GROUPS
from khet.web.learning.asked import FigureLinks
from khet.web.learning.linked import Linked
from khet.web.learning.words import group_name, test_name

_MOVED = "ability-moved"
Named = tuple[tuple[str, Linked], ...]


@dataclass(frozen=True)
class FromGroup:
    """Pupils of a group in the first round: by group in the second, and together."""

    name: str
    to: Named
    all: Linked


class Change:
    """Pupils with a score in two rounds of a test, by group in the first and in the second."""

    def __init__(self, first: tuple[Sitting, Abilities], second: tuple[Sitting, Abilities]) -> None:
        self.first, self.second = (test_name(s.test, s.round) for s, _ in (first, second))
        self._found = moves(first[1], second[1])
        self._links = FigureLinks(second[0])

    @property
    def rows(self) -> tuple[FromGroup, ...]:
        """A row for each group of the first round."""
        return tuple(
            FromGroup(group_name(one), self._to(one), self._linked(one, "")) for one in GROUPS
        )

    @property
    def to(self) -> Named:
        """The pupils by group in the second round."""
        return self._to("")

    def _to(self, came: str) -> Named:
        return tuple((group_name(to), self._linked(came, to)) for to in GROUPS)

    def _linked(self, came: str, to: str) -> Linked:
        """How many came from one group into another, with their figure; empty is any."""
        both = self._found.both.items()
        n = sum(n for (one, two), n in both if came in ("", one) and to in ("", two))
        return Linked(n, self._links.to(_MOVED, group=to, came=came))

    @property
    def both(self) -> Linked:
        """Pupils with a score in both rounds."""
        return self._linked("", "")

    @property
    def same(self) -> int:
        """Those in the group of before."""
        return sum(n for (one, two), n in self._found.both.items() if one == two)

    @property
    def higher(self) -> int:
        """Those in a higher group than before; A is the highest."""
        return sum(n for (one, two), n in self._found.both.items() if two < one)

    @property
    def lower(self) -> int:
        """Those in a lower group than before."""
        return sum(n for (one, two), n in self._found.both.items() if two > one)

    @property
    def first_only(self) -> int:
        """Pupils with a score in the first round only."""
        return sum(self._found.first_only.values())

    @property
    def second_only(self) -> int:
        """Pupils with a score in the second round only."""
        return sum(self._found.second_only.values())
