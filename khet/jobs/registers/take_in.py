"""A register's file that somebody brought: checked and kept, on a page or behind it.

``choices`` of the import hold the day of effect (``on``), the academic year (``year``), the codes
of the schools that may be touched (``schools``, nothing for all) and the reasons for which warnings
are accepted (``reasons``). The report holds what a page shows, and no pupil's name.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from khet.figures.intake.problems import HIDDEN, Problem, error, veiled
from khet.figures.intake.sheets import UnreadableError
from khet.jobs.background import BY, Teller
from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.keeping import NotAsSeenError, keep_file
from khet.jobs.registers.planning import Plan, plan_of
from khet.jobs.registers.register import Change, Register, Terms
from khet.jobs.uploads import remove_upload, upload_path
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.imports import checked, kept
from khet.records.registry.models import Import
from khet.records.registry.queries.imports import user_of

_OF_A_KIND, _PROBLEMS, _CHANGES, _NAMES = 200, 2000, 5000, 20


def check(held: Import, teller: Teller) -> None:
    """Check a file behind the page."""
    check_now(by=BY, held=held, choices=held.choices)


def keep(held: Import, teller: Teller) -> None:
    """Keep a checked file behind the page, in the name of the person who had it kept."""
    keep_now(by=user_of(held.choices.get("keeper")) or held.brought_by, held=held)


def check_now(*, by: Actor, held: Import, choices: Mapping[str, Any]) -> Import:
    """Check a file with these choices, and keep what was found with its import."""
    held.choices = dict(choices)
    try:
        report = report_of(register_of(held), plan_of(register_of(held), *_file(held)))
    except UnreadableError as exc:
        report = _unreadable(str(exc))
    return checked(by=by, held=held, report=report, choices=choices)


def keep_now(*, by: Actor, held: Import) -> bool:
    """Keep exactly what the person saw; whether it was kept.

    What would change something else by now is checked anew for the person to look at again.
    """
    register = register_of(held)
    path, name = _file(held)
    seen, reasons = (held.report or {}).get("print", ""), held.choices.get("reasons", {})
    try:
        with transaction.atomic():
            keep_file(by=by, register=register, path=path, name=name, seen=seen, reasons=reasons)
            kept(by=by, held=held)
    except NotAsSeenError as exc:
        report = {**report_of(register, exc.plan), "moved_on": exc.plan.print != seen}
        checked(by=by, held=held, report=report)
        return False
    remove_upload(held)
    return True


def register_of(held: Import) -> Register:
    """The register that the file is of, under the terms that were chosen."""
    choices = held.choices
    schools = choices.get("schools")
    terms = Terms(
        held.area,
        date.fromisoformat(choices["on"]),
        int(choices.get("year") or 0),
        None if schools is None else frozenset(schools),
        held.brought_by.username,
    )
    return REGISTERS[held.what](terms)


def report_of(register: Register, plan: Plan) -> dict[str, Any]:
    """A plan as its import keeps it."""
    return {
        "rows": plan.rows,
        "encoding": plan.encoding,
        "added": plan.added,
        "changed": plan.changed,
        "unchanged": plan.unchanged,
        "left": len(plan.left),
        "left_names": [] if register.grouped else plan.left[:_NAMES],
        "ignored": veiled(plan.ignored),
        "errors": len(plan.errors),
        "doubts": {kind: len(found) for kind, found in plan.doubts.items()},
        "kinds": _kinds(plan),
        "problems": [_problem(found) for found in _listed(plan)],
        "changes": [_change(register, change) for change in _shown(register, plan)],
        "more": max(0, len(plan.changes) - len(_shown(register, plan))),
        "groups": _groups(register, plan),
        "print": plan.print,
    }


def _file(held: Import) -> tuple[Path, str]:
    return upload_path(held), held.name


def _unreadable(message: str) -> dict[str, Any]:
    found = _problem(error(1, "", "", message, "unreadable"))
    return {"rows": 0, "errors": 1, "doubts": {}, "problems": [found], "changes": []}


def _kinds(plan: Plan) -> list[list[Any]]:
    """How many findings of each kind and column there are, those that are not listed too."""
    times = Counter((f.level, f.kind, f.column) for f in plan.problems)
    return [veiled([*map(str, of), number]) for of, number in times.items()]


def _listed(plan: Plan) -> list[Problem]:
    """The findings to list: of each kind and column the first, so that none hides another."""
    times: Counter[tuple[str, str, str]] = Counter()
    listed = []
    for found in plan.problems:
        of = found.level, found.kind, found.column
        times[of] += 1
        if times[of] <= _OF_A_KIND:
            listed.append(found)
    return listed[:_PROBLEMS]


def _shown(register: Register, plan: Plan) -> tuple[Change, ...]:
    """The changes to list; of those that are summed up one is enough to tell that there are any."""
    return plan.changes[: 1 if register.grouped else _CHANGES]


def _problem(found: Problem) -> dict[str, Any]:
    """A finding without any citizen's id, whichever column it slipped into."""
    return {**veiled(found.as_dict()), "kind": found.kind}


def _change(register: Register, change: Change) -> dict[str, Any]:
    """A change as lists show it; a new row with all its cells, another with those that differ."""
    cells = []
    for column in register.columns:
        now, was = change.after[column.key], (change.before or {}).get(column.key, "")
        if now != was and not column.beside:
            shown = (HIDDEN, HIDDEN) if column.personal else (was, now)
            cells.append([column.heading, *shown])
    label = register.label(change.after)
    return {"row": change.number, "label": label, "new": change.before is None, "cells": cells}


def _groups(register: Register, plan: Plan) -> list[list[Any]]:
    """How many rows would be added and changed by school, where rows are summed up."""
    if not register.grouped:
        return []
    of = [(change.after[register.grouped], change.before is None) for change in plan.changes]
    times = Counter(of)
    codes = sorted({code for code, _ in of})
    return [[c, register.group_name(c), times[c, True], times[c, False]] for c in codes]
