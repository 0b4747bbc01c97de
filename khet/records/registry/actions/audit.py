"""Adding to the audit trail."""

from collections.abc import Iterable, Mapping
from typing import Any

from khet.records.registry.models import Event, User
from khet.records.registry.queries.audit import is_of_registers

Actor = User | str


def event_of(
    *,
    by: Actor,
    action: str,
    kind: str,
    key: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """An event not yet added: who (a person, or the name of a command) did what to what."""
    number = str(by.pk) if isinstance(by, User) else ""
    return Event(
        actor=str(by),
        actor_id=number,
        action=action,
        kind=kind,
        key=key,
        before=before,
        after=after,
        of_registers=is_of_registers(kind, action),
    )


def record_event(
    *,
    by: Actor,
    action: str,
    kind: str,
    key: str,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Event:
    """Add to the audit trail; called inside the transaction of the write that it tells of."""
    event = event_of(by=by, action=action, kind=kind, key=key, before=before, after=after)
    event.save()
    return event


def record_pupils_seen(
    *, by: Actor, school: str, year: int, grade: str, pupils: Iterable[int], exported: bool = False
) -> Event:
    """Say who saw which pupils by name: one event a page or file, after it was made.

    Args:
        school: the school's code.
        year: the academic year (BE); ``grade`` is empty where the page shows several.
        pupils: the keys of the pupils that were shown, none of them by name.
        exported: whether they left as a file.
    """
    return record_event(
        by=by,
        action="export-pupils" if exported else "view-pupils",
        kind="registry.pupil-list",
        key=school,
        after={"year": year, "grade": grade, "pupils": sorted(pupils)},
    )
