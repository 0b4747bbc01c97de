"""Work done in a process of its own, with its time and its peak of memory.

A child never seems smaller than the process that starts it, so what is large stays out of here.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.places import CHECKOUT

_KILOBYTES = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """How long a process took in seconds, its peak memory in bytes, and what it printed."""

    seconds: float
    peak: int
    output: str


def surroundings() -> dict[str, str]:
    """The environment without what steers an installation, and with compiled modules kept."""
    ours = ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE", "PORT")
    return {n: v for n, v in os.environ.items() if n not in ours and not n.startswith("KHET_")}


def run(command: Sequence[object], env: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end, in ``surroundings`` unless told otherwise.

    Raises:
        RuntimeError: it ended with an exit code other than 0, with what it printed.
    """
    with tempfile.TemporaryFile() as out:
        begun = time.perf_counter()
        child = subprocess.Popen(
            [str(word) for word in command], cwd=CHECKOUT, env=env or surroundings(), stdout=out
        )
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        output = out.read().decode()
    if child.returncode:
        raise RuntimeError(f"{command} ended with {child.returncode}: {output[-2000:]}")
    return Run(seconds, usage.ru_maxrss * _KILOBYTES, output)


def khet(*words: object) -> list[object]:
    """The command line of Khet."""
    return [sys.executable, "-m", "khet.jobs.cli", *words]


def module(name: str, *words: object) -> list[object]:
    """The command that runs a module of the bench."""
    return [sys.executable, "-m", f"bench.{name}", *words]


def best(command: Sequence[object], times: int) -> Run:
    """The quickest of several runs, with the largest peak of all of them."""
    runs = [run(command) for _ in range(times)]
    quickest = min(runs, key=lambda run: run.seconds)
    return Run(quickest.seconds, max(r.peak for r in runs), quickest.output)
