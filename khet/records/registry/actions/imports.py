"""Files that people bring: every step from the moment one is dropped until it is kept.

A step that doesn't follow from the state is refused, so a job may be run twice without harm.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Import, Unit, User

_State = Import.State
_OPEN = {_State.WAITING, _State.CHECKING, _State.CHECKED, _State.KEEPING}
_OF_CELLS = ("look", "found", "problems", "changes", "left_names", "ignored")
_FROM = {
    _State.CHECKING: {_State.WAITING, _State.CHECKED, _State.FAILED},
    _State.CHECKED: {_State.WAITING, _State.CHECKING, _State.CHECKED, _State.KEEPING},
    _State.KEEPING: {_State.CHECKED},
    _State.KEPT: {_State.CHECKED, _State.KEEPING},
    _State.DISCARDED: {_State.WAITING, _State.CHECKED, _State.FAILED},
    _State.FAILED: _OPEN,
}


class ImportMovedOnError(Exception):
    """A file that is no longer in a state that the step begins with; ``state`` is its state."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@transaction.atomic
def bring(*, by: User, area: Unit, what: str, name: str, sha256: str, size: int) -> Import:
    """Record that a person brought a file; it waits to be checked.

    Args:
        what: ``scores`` or the key of a register.
        name: the file's own name; ``size`` is in bytes.
    """
    held = Import.objects.create(
        area=area, what=what, name=name[-255:], sha256=sha256, size=size, brought_by=by
    )
    _tell(by, held, "bring-file", {"what": what, "sha256": sha256, "size": size})
    return held


@transaction.atomic
def looked_at(*, held: Import, report: Mapping[str, Any]) -> Import:
    """Keep what a waiting file is found to hold, for the person to confirm."""
    return _change(_locked(held, {_State.WAITING}), report=report)


@transaction.atomic
def checking(
    *, by: Actor, held: Import, choices: Mapping[str, Any] | None = None, total: int = 0
) -> Import:
    """Begin to check, with what the person chose; ``total`` is the number of its steps."""
    return _move(by, held, _State.CHECKING, choices, done=0, total=total)


def tell_progress(*, held: Import, done: int, total: int) -> None:
    """How far the work is; this is a sign of life, not an event."""
    now = timezone.now()
    Import.objects.filter(pk=held.pk).update(done=done, total=total, moved_at=now)


def tell_alive(*, pk: str) -> None:
    """The work that runs on this file goes on."""
    Import.objects.filter(pk=pk).update(moved_at=timezone.now())


@transaction.atomic
def checked(
    *,
    by: Actor,
    held: Import,
    report: Mapping[str, Any],
    choices: Mapping[str, Any] | None = None,
) -> Import:
    """What checking found; the person decides what becomes of it."""
    return _move(by, held, _State.CHECKED, choices, report=report)


@transaction.atomic
def chosen(*, by: Actor, held: Import, choices: Mapping[str, Any]) -> Import:
    """What the person chose further of a checked file, e.g. the reason to accept a warning."""
    return _move(by, held, _State.CHECKED, choices)


@transaction.atomic
def keeping(
    *, by: Actor, held: Import, choices: Mapping[str, Any] | None = None, total: int = 0
) -> Import:
    """Begin to keep a checked file."""
    return _move(by, held, _State.KEEPING, choices, done=0, total=total)


@transaction.atomic
def kept(*, by: Actor, held: Import, report: Mapping[str, Any] | None = None) -> Import:
    """All of the file is kept; call within the transaction that keeps it."""
    return _move(by, held, _State.KEPT, None, **({} if report is None else {"report": report}))


@transaction.atomic
def discarded(*, by: Actor, held: Import) -> Import:
    """The person throws the file away; nothing of it is kept, nor what was read in its cells."""
    return _move(by, held, _State.DISCARDED, None, report=_without_cells(held.report))


@transaction.atomic
def failed(*, by: Actor, held: Import, message: str) -> Import:
    """The work on the file broke off; ``message`` says to a person what to do."""
    report = {**(held.report or {}), "failure": message}
    return _move(by, held, _State.FAILED, None, report=report)


def _without_cells(report: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: told for name, told in (report or {}).items() if name not in _OF_CELLS}


def _move(
    by: Actor, held: Import, to: Import.State, choices: Mapping[str, Any] | None, **changes: Any
) -> Import:
    moving = _locked(held, _FROM[to])
    before = moving.state
    if choices is not None:
        changes["choices"] = dict(choices)
    _change(moving, state=to, **changes)
    _tell(by, moving, f"import-{to}", {"state": to, "what": moving.what}, {"state": before})
    return moving


def _locked(held: Import, states: set[Import.State]) -> Import:
    found = Import.objects.select_for_update().get(pk=held.pk)
    if found.state not in states:
        raise ImportMovedOnError(found.state)
    return found


def _change(held: Import, **changes: Any) -> Import:
    for name, value in changes.items():
        setattr(held, name, value)
    held.save()
    return held


def _tell(
    by: Actor,
    held: Import,
    action: str,
    after: Mapping[str, Any],
    before: Mapping[str, Any] | None = None,
) -> None:
    record_event(
        by=by, action=action, kind="registry.import", key=str(held.pk), before=before, after=after
    )
