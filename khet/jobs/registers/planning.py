"""What a file would change in a register, and everything that speaks against it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khet.figures.intake.problems import Level, Problem, error
from khet.jobs.registers.columns import Column
from khet.jobs.registers.reading import Line, Read, read
from khet.jobs.registers.register import Change, Key, Register, Row


@dataclass(frozen=True)
class Plan:
    """A checked file. ``left`` are rows of the register that the file doesn't have."""

    rows: int
    encoding: str
    changes: tuple[Change, ...]
    unchanged: int
    left: tuple[str, ...]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()
    print: str = field(default="", repr=False)

    @property
    def added(self) -> int:
        """How many rows would be new."""
        return sum(change.before is None for change in self.changes)

    @property
    def changed(self) -> int:
        """How many rows would be others; those with errors wouldn't."""
        refused = {found.row for found in self.errors}
        found = (change for change in self.changes if change.before is not None)
        return sum(change.number not in refused for change in found)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps the file out."""
        return tuple(found for found in self.problems if found.level == Level.ERROR)

    @property
    def doubts(self) -> dict[str, list[Problem]]:
        """Warnings by kind, each kind to be accepted with a reason."""
        kinds: dict[str, list[Problem]] = {}
        for found in self.problems:
            if found.level == Level.WARNING:
                kinds.setdefault(found.kind, []).append(found)
        return kinds

    def may_be_kept(self, reasons: Mapping[str, str]) -> bool:
        """Whether no error is left, something changes, and each kind of warning has a reason."""
        reasoned = all(reasons.get(kind, "").strip() for kind in self.doubts)
        return bool(self.changes) and not self.errors and reasoned


def plan_of(register: Register, path: Path, name: str) -> Plan:
    """Check a file against the register; nothing is written.

    Raises:
        UnreadableError: the file can't be read at all.
    """
    file = read(register, path, name)
    settled, refused = _settled(register, file)
    single, doubled = _once(register, settled)
    now = {register.key_of(row): row for row in register.current()}
    bad = {found.row for found in (*file.problems, *refused, *doubled)}
    lines = [line for line in single if line.number not in bad]
    changes = tuple(_changes(register, lines, now))
    problems = [*file.problems, *refused, *doubled, *register.check(changes)]
    here = {key for line in settled for key in register.told_by(line.row)}
    return Plan(
        file.rows,
        file.encoding,
        changes,
        len(lines) - len(changes),
        tuple(register.label(row) for key, row in now.items() if key not in here),
        tuple(sorted(problems, key=lambda found: (found.row, found.column))),
        file.ignored,
        _print(changes),
    )


def _settled(register: Register, file: Read) -> tuple[list[Line], list[Problem]]:
    """The lines with their references understood."""
    told = {problem.row for problem in file.problems} if register.in_sum else set()
    settled: list[Line] = []
    problems: list[Problem] = []
    for line in file.lines:

        def refuse(key: str, message: str, line: Line = line) -> None:
            column = register.column(key)
            value = "" if column.personal else line.row.get(key, "")
            if line.number not in told:
                problems.append(error(line.number, column.heading, value, message, "unknown"))

        settled.append(Line(line.number, register.settle(line.row, refuse)))
    return settled, problems


def _once(register: Register, lines: list[Line]) -> tuple[list[Line], list[Problem]]:
    """The first line of each row of the register, and what to say of the others."""
    first: dict[Key, Line] = {}
    problems = []
    columns = [register.column(key) for key in register.identity]
    for line in lines:
        key = register.key_of(line.row)
        filled = [column for column, text in zip(columns, key, strict=True) if text]
        earlier = first.setdefault(key, line)
        if filled and earlier is not line and not _lacks(columns, line.row):
            last, named = filled[-1], " + ".join(column.heading for column in filled)
            label = "" if last.personal else register.label(line.row)
            message = (
                f"{named} ซ้ำกับแถว {earlier.number}: "
                f"ถ้าเป็นรายการเดียวกันให้ลบแถวหนึ่ง ถ้าไม่ใช่ให้แก้{last.heading}"
            )
            problems.append(error(line.number, last.heading, label, message, "doubled-row"))
    return list(first.values()), problems


def _lacks(columns: list[Column], row: Row) -> bool:
    """Whether a cell that tells rows apart was refused, so that rows only seem to be the same."""
    return any(column.required and not row.get(column.key) for column in columns)


def _changes(register: Register, lines: list[Line], now: Mapping[Key, Row]) -> Iterator[Change]:
    """The lines that are new or differ from what is there; a column not in the file stays."""
    stays = {column.key for column in register.columns if column.stays}
    beside = {column.key for column in register.columns if column.beside}
    empty = {column.key: "" for column in register.columns}
    for line in lines:
        key = register.key_of(line.row)
        before = now.get(key)
        said = {name: text for name, text in line.row.items() if text or name not in stays}
        change = Change(line.number, key, before, {**empty, **(before or {}), **said})
        if before is None or set(change.changed) - beside:
            yield change


def _print(changes: tuple[Change, ...]) -> str:
    """A print of the changes: equal only where exactly the same would be written."""
    told: list[Any] = [(change.key, change.before, change.after) for change in changes]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
