"""Dated tables: what changes by year, each in ``<year it begins>/<name>.toml`` with its source.

A table is whole in every edition, so the newest edition not after the year is the answer. An
office may put editions of its own beside those that come with Khet; rules that Khet adds later
count beside an office's own edition of deadlines too.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent
_KEPT = 256
_ROWS_OF_KHET = {"deadlines": "rule"}
"""Tables of which Khet alone says which rows there are, and the list that holds these by code."""


@dataclass(frozen=True)
class OwnEdition:
    """An office's edition of a table from a Buddhist year on.

    ``text`` is the whole table as JSON, or ``None`` where the office went back to Khet's.
    """

    name: str
    year: int
    text: str | None


@dataclass(frozen=True)
class Tables:
    """The dated tables that count: those that come with Khet, and an office's own beside them.

    >>> own = SHIPPED.with_edition("ability", 2560, {"a_from": 8000, "c_up_to": 5000})
    >>> [own.of("ability", year)["a_from"] for year in (2559, 2560)]
    [8500, 8000]
    >>> own.with_edition("ability", 2562, None).of("ability", 2563)["a_from"]
    8500
    """

    own: tuple[OwnEdition, ...] = ()

    def of(self, name: str, year: int) -> dict[str, Any]:
        """The table of that name in force in a Buddhist year; of one year the office's own counts.

        Raises:
            LookupError: no edition begins in or before that year.
        """
        return _in_force(self, name, year)

    def begins(self, name: str, year: int) -> tuple[int, bool]:
        """The year in which the edition in force began, and whether it is the office's own."""
        own, shipped = _own(self, name, year), _newest(shipped_years(name), year, name)
        if own is None or own.year < shipped:
            return shipped, False
        return own.year, own.text is not None

    def with_edition(self, name: str, year: int, table: Mapping[str, Any] | None) -> "Tables":
        """The same with one more edition of the office, in place of its earlier one of the year."""
        text = None if table is None else json.dumps(table, ensure_ascii=False, sort_keys=True)
        others = (e for e in self.own if (e.name, e.year) != (name, year))
        return Tables(tuple(sorted((*others, OwnEdition(name, year, text)), key=_place)))

    def only(self, names: Iterable[str], year: int) -> "Tables":
        """No more of the office's own than its editions of those tables in force in that year."""
        begun = {name: self.begins(name, year) for name in names}
        return Tables(tuple(e for e in self.own if begun.get(e.name) == (e.year, True)))


SHIPPED = Tables()


def tables_with(editions: Iterable[tuple[str, int, Mapping[str, Any] | None]]) -> Tables:
    """Khet's tables with an office's editions (name, year, table); of one year the last counts."""
    made = SHIPPED
    for name, year, table in editions:
        made = made.with_edition(name, year, table)
    return made


def dated_table(name: str, year: int) -> dict[str, Any]:
    """The table of that name that comes with Khet, in force in a Buddhist year.

    Raises:
        LookupError: no edition begins in or before that year.
    """
    return SHIPPED.of(name, year)


@cache
def shipped_years(name: str) -> tuple[int, ...]:
    """The years in which an edition that comes with Khet begins, oldest first."""
    return tuple(sorted(int(path.parent.name) for path in _FOLDER.glob(f"*/{name}.toml")))


@lru_cache(_KEPT)
def _in_force(tables: Tables, name: str, year: int) -> dict[str, Any]:
    begun, is_own = tables.begins(name, year)
    own = _own(tables, name, year)
    shipped = _shipped(name, _newest(shipped_years(name), begun, name))
    if is_own and own and own.text is not None:
        return _with_new_rows(name, json.loads(own.text), shipped)
    return shipped


def _with_new_rows(name: str, table: dict[str, Any], shipped: Mapping[str, Any]) -> dict[str, Any]:
    """An office's table with the rows that Khet added since it was made, in Khet's order."""
    rows = _ROWS_OF_KHET.get(name)
    if rows is None:
        return table
    own = {row["code"]: row for row in table[rows]}
    return {**table, rows: [own.get(row["code"], row) for row in shipped[rows]]}


@cache
def _shipped(name: str, begun: int) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / str(begun) / f"{name}.toml").read_text(encoding="utf-8"))


def _own(tables: Tables, name: str, year: int) -> OwnEdition | None:
    found = (edition for edition in tables.own if edition.name == name and edition.year <= year)
    return max(found, key=_place, default=None)


def _newest(years: Iterable[int], year: int, name: str) -> int:
    begun = [edition for edition in years if edition <= year]
    if not begun:
        raise LookupError(f"no table {name!r} for {year}")
    return begun[-1]


def _place(edition: OwnEdition) -> tuple[str, int]:
    return edition.name, edition.year
