"""The summary drawn: its tables, each figure with the address of the rows that it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from khet.rules.visit_summary import percent
from khet.web.learning.visit_summary.asked import Summary
from khet.web.learning.visit_summary.columns import (
    Column,
    Reckoned,
    Section,
    Value,
    instrument_section,
    sections,
)
from khet.web.learning.visit_summary.groups import Group
from khet.web.learning.visit_summary.sheets import Sheets


@dataclass(frozen=True)
class Cell:
    """A figure: what stands beside it, and the list that it opens, where it counts anything."""

    label: str
    value: Value
    aside: str
    url: str


@dataclass(frozen=True)
class Table:
    """A table with its lines and the line of all schools."""

    section: Section
    rows: list[tuple[str, list[Cell]]]
    total: list[Cell]


class Tables:
    """The tables of a summary."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary

    @cached_property
    def sheets(self) -> Sheets | None:
        """The sheets of the instrument, where one is chosen."""
        chosen = self.summary.instrument
        return Sheets(self.summary, chosen) if chosen else None

    @cached_property
    def sections(self) -> list[Section]:
        """The tables' columns."""
        found, chosen = sections(), self.summary.instrument
        if chosen and self.sheets:
            found.append(instrument_section(chosen.title, self.sheets.names))
        return found

    @cached_property
    def reckoned(self) -> list[tuple[Group, Reckoned]]:
        """The groups with what they come to; all schools together last."""
        asked = self.summary
        lines = [(group, asked.line(group)) for group in asked.groups]
        return [
            (group, Reckoned(line, self.sheets.scores(group) if self.sheets else None))
            for group, line in [*lines, (asked.whole, asked.total)]
        ]

    def drawn(self) -> Iterator[Table]:
        """The tables as the page shows them."""
        *lines, (_whole, total) = self.reckoned
        for section in self.sections:
            rows = [(group.name, self._cells(section, one, group)) for group, one in lines]
            yield Table(section, rows, self._cells(section, total, None))

    def _cells(self, section: Section, one: Reckoned, group: Group | None) -> list[Cell]:
        more: dict[str, Any] = {} if group is None else {"group": group.key}
        return [
            Cell(
                column.head,
                value := column.value(one),
                aside(column, one),
                self.summary.url("visit-summary-rows", what=column.opens, **more) if value else "",
            )
            for column in section.columns
        ]


def aside(column: Column, one: Reckoned) -> str:
    """What stands beside a figure: of a percent its numerator and denominator, else a percent."""
    if column.of is None:
        return ""
    part, whole = column.of(one)
    share = percent(part, whole)
    if share is None:
        return ""
    return f"({share})" if isinstance(column.value(one), int) else f"{part}/{whole}"
