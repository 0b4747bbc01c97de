"""The editions of a dated table and the history of its changes, as pages show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import get_language

from khet.records.registry.models import Setting
from khet.rules.tables import SHIPPED, Tables, shipped_years
from khet.web.settings.shown import Block, Change, blocks, changes


class Edition(NamedTuple):
    """A table as it counts from a year (BE) on; ``own`` is the office's change that made it."""

    year: int
    until: int | None
    own: Setting | None
    source: str
    blocks: list[Block]


class Past(NamedTuple):
    """A change of a table: who, when, why, from which year on, and what it said otherwise."""

    setting: Setting
    at: datetime
    changes: list[Change]


def editions(name: str, tables: Tables, made: Sequence[Setting]) -> list[Edition]:
    """The editions that count, newest first; ``made`` are the office's changes, newest first."""
    told = "source_th" if get_language() == "th" else "source"
    found: list[Edition] = []
    until: int | None = None
    for year in reversed(_turns(name, tables, made)):
        begun, is_own = tables.begins(name, year)
        own = next((s for s in made if s.year == begun), None) if is_own else None
        table = tables.of(name, year)
        source = own.reason if own else str(table[told])
        found.append(Edition(year, until, own, source, blocks(name, table)))
        until = year - 1
    return found


def _turns(name: str, tables: Tables, made: Sequence[Setting]) -> list[int]:
    """The years from which on another edition counts, oldest first."""
    years = sorted({*shipped_years(name), *(setting.year for setting in made)})
    begun = [tables.begins(name, year) for year in years]
    return [
        year
        for year, edition, before in zip(years, begun, [None, *begun], strict=False)
        if edition != before
    ]


def history(name: str, made: Sequence[Setting]) -> list[Past]:
    """Every change of a table, newest first, with what it said otherwise in its year."""
    told: list[Past] = []
    tables = SHIPPED
    for setting in reversed(made):
        after = tables.with_edition(name, setting.year, setting.content)
        said = changes(name, tables.of(name, setting.year), after.of(name, setting.year))
        told.append(Past(setting, setting.made_at, said))
        tables = after
    return told[::-1]
