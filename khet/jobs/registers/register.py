"""What a register is, what a row of a file says of it, and what would change."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from khet.figures.intake.problems import Problem, error, warning
from khet.jobs.registers.columns import Column
from khet.records.registry.access import SEE_REGISTERS
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit

Row = Mapping[str, str]
Key = tuple[str, ...]
Refuse = Callable[[str, str], None]


@dataclass(frozen=True)
class Terms:
    """What an import is about: the area, the day from which changes hold, the academic year (BE).

    ``schools`` are the codes of those that may be touched, ``None`` for every school of the area.
    ``user`` is the user name of who brings the file.
    """

    area: Unit
    on: date
    year: int = 0
    schools: frozenset[str] | None = None
    user: str = ""


@dataclass(frozen=True)
class Change:
    """A row that would be added (nothing ``before``) or changed; ``number`` is the file's row."""

    number: int
    key: Key
    before: Row | None
    after: Row

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys of the columns that differ."""
        before = self.before or {}
        return tuple(key for key, text in self.after.items() if before.get(key, "") != text)


class Register(ABC):
    """A register of an area on a day. The class says what it is, an object knows the records.

    ``identity`` are the columns that tell rows apart. ``yearly`` registers hold of one academic
    year, ``dated`` ones change from a day on. ``in_order`` lets a file with exactly these columns
    be read by place where its headings don't tell them apart. Where cells of a row are ``in_sum``,
    or else hang together, one that was refused keeps the row from being looked at further.
    ``grouped`` names the column by which changes are summed up where single rows are not shown.
    ``seen_with`` is the permission to take the register out; who has ``permission`` at some schools
    only, may bring what is of these where the register goes ``by_school``. ``kinds`` are the kinds
    of its events. An office may do without what is ``optional``.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    purpose: ClassVar[str]
    permission: ClassVar[str]
    columns: ClassVar[tuple[Column, ...]]
    identity: ClassVar[tuple[str, ...]]
    yearly: ClassVar[bool] = False
    dated: ClassVar[bool] = True
    in_order: ClassVar[bool] = False
    in_sum: ClassVar[bool] = False
    grouped: ClassVar[str] = ""
    seen_with: ClassVar[str] = SEE_REGISTERS
    by_school: ClassVar[bool] = False
    optional: ClassVar[bool] = False
    kinds: ClassVar[tuple[str, ...]] = ()
    do_not_call_in_templates: ClassVar[bool] = True

    def __init__(self, terms: Terms) -> None:
        self.terms = terms

    @abstractmethod
    def current(self) -> Iterable[Row]:
        """The rows as they stand, every column in canonical text, in the order of a list."""

    @abstractmethod
    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        """Write the changes through actions; called within one transaction."""

    def settle(self, row: Row, refuse: Refuse) -> Row:
        """A row of the file with its references in canonical text.

        ``refuse(column, message)`` tells of a cell that can't be understood.
        """
        return row

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        """What needs the other rows or the records to be found."""
        yield from ()

    def group_name(self, code: str) -> str:
        """What a value of the column ``grouped`` is called."""
        return code

    @classmethod
    def key_of(cls, row: Row) -> Key:
        """What tells the row from others."""
        return tuple(row.get(key, "") for key in cls.identity)

    def told_by(self, row: Row) -> Iterable[Key]:
        """The rows of the register that a row of a file speaks of."""
        return [self.key_of(row)]

    @classmethod
    def label(cls, row: Row) -> str:
        """A row's name in lists of changes."""
        return " ".join(filter(None, cls.key_of(row)))

    @classmethod
    def outward(cls, row: Row) -> Row:
        """A row as it goes out in a file."""
        return row

    @classmethod
    def column(cls, key: str) -> Column:
        """The column of that key."""
        return next(column for column in cls.columns if column.key == key)

    def complaint(self, change: Change, key: str, message: str, kind: str = "other") -> Problem:
        """An error at a cell of a changed row."""
        heading, text = self._cell(change, key)
        return error(change.number, heading, text, message, kind)

    def doubt(self, change: Change, key: str, message: str, kind: str) -> Problem:
        """A warning at a cell of a changed row; its kind is what a person accepts at once."""
        heading, text = self._cell(change, key)
        return warning(change.number, heading, text, message, kind)

    def _cell(self, change: Change, key: str) -> tuple[str, str]:
        column = self.column(key)
        return column.heading, "" if column.personal else change.after.get(key, "")
