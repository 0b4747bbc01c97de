"""An office decides otherwise than the tables that come with Khet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Setting, Unit
from khet.records.registry.queries.settings import last_change, office_tables
from khet.rules.editions import Fault, faults
from khet.rules.tables import Tables


@dataclass(frozen=True)
class TableChange:
    """A table as an office wants it from a Buddhist year on, and why.

    ``content`` is the whole table, ``None`` to go back to Khet's; ``seen`` is the key of the
    table's newest change that the person knew of, 0 for none.
    """

    area: Unit
    table: str
    year: int
    content: Mapping[str, Any] | None
    reason: str
    seen: int


class UnsoundTableError(Exception):
    """A table that can't be put into force; ``faults`` say why."""

    def __init__(self, found: Sequence[Fault]) -> None:
        super().__init__(", ".join(fault.place for fault in found))
        self.faults = found


class ChangedMeanwhileError(Exception):
    """Somebody else changed the table since the person looked at it."""


@transaction.atomic
def change_table(*, by: Actor, change: TableChange) -> Setting:
    """Put an office's edition of a table into force, or Khet's again.

    Raises:
        UnsoundTableError: the table has faults.
        ChangedMeanwhileError: the table was changed by somebody else.
    """
    area = Unit.objects.select_for_update().get(pk=change.area.pk)
    before = office_tables(area)
    _check(area, change, before)
    made = Setting.objects.create(
        area=area,
        table=change.table,
        year=change.year,
        content=change.content,
        reason=change.reason,
        made_by=str(by),
    )
    after = before.with_edition(change.table, change.year, change.content)
    record_event(
        by=by,
        action="change-table" if change.content is not None else "restore-table",
        kind="registry.setting",
        key=f"{area.code}/{change.table}/{change.year}",
        before=_told(before, change),
        after={**_told(after, change), "reason": change.reason},
    )
    return made


def _check(area: Unit, change: TableChange, before: Tables) -> None:
    if last_change(area, change.table) != change.seen:
        raise ChangedMeanwhileError
    if change.content is not None:
        found = faults(change.table, change.content, change.year, before)
        if found:
            raise UnsoundTableError(found)


def _told(tables: Tables, change: TableChange) -> dict[str, Any]:
    """The table in force in the year of the change."""
    told = tables.of(change.table, change.year)
    return {name: value for name, value in told.items() if name not in ("source", "source_th")}
