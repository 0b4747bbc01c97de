"""The memory that a server holds, with every process under it. Linux only."""

import re
from pathlib import Path

_PROCESSES = Path("/proc")
_PARENT = re.compile(r"^PPid:\s+(\d+)", re.MULTILINE)
_SHARED = re.compile(r"^Pss:\s+(\d+)", re.MULTILINE)
_RESIDENT = re.compile(r"^VmRSS:\s+(\d+)", re.MULTILINE)


def readable() -> bool:
    """Whether this system tells."""
    return (_PROCESSES / "self" / "status").exists()


def resident(server: int) -> int:
    """Resident bytes of a process and all below it.

    What they share is counted once (PSS of ``smaps_rollup``), or where that may not be read in each
    of them (RSS).
    """
    return 1024 * sum(_kilobytes(pid) for pid in _family(server))


def _family(server: int) -> set[int]:
    everyone = (int(path.name) for path in _PROCESSES.iterdir() if path.name.isdigit())
    parents = {pid: _number(pid, "status", _PARENT) for pid in everyone}
    family, found = set[int](), {server}
    while found:
        family |= found
        found = {pid for pid, parent in parents.items() if parent in found}
    return family


def _kilobytes(pid: int) -> int:
    return _number(pid, "smaps_rollup", _SHARED) or _number(pid, "status", _RESIDENT)


def _number(pid: int, name: str, line: re.Pattern[str]) -> int:
    """The number in a line of a process's file; 0 where it has none or has ended."""
    try:
        found = line.search((_PROCESSES / str(pid) / name).read_text(encoding="utf-8"))
    except OSError:
        return 0
    return int(found[1]) if found else 0
