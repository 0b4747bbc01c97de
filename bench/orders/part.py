"""Numbers of orders taken by several clerks at once: none twice, none left out, and how quickly."""

import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping

from bench.children import module, run, surroundings
from bench.figures import Measured
from bench.pages.site import postgres
from bench.places import CHECKOUT

_CLERK = "orders.clerk"


def measure() -> Iterator[Measured]:
    """Each clerk is a process of its own; all begin at once, with a series that isn't there yet."""
    with tempfile.TemporaryDirectory(prefix="khet-bench-") as home:
        env = {**surroundings(), "KHET_HOME": home}
        yield from _measured("SQLite", env, clerks=2, numbers=500)
        with postgres() as url:
            if url is not None:
                yield from _measured("PostgreSQL", {**env, "DATABASE_URL": url}, 8, 10_000)


def _measured(on: str, env: Mapping[str, str], clerks: int, numbers: int) -> Iterator[Measured]:
    run(module(_CLERK, "make"), env)
    taken, seconds = _together(env, clerks, numbers // clerks)
    twice, left_out = len(taken) - len(set(taken)), len(set(range(1, numbers + 1)) - set(taken))
    what = f"{numbers:,} numbers by {clerks} clerks on {on}"
    yield Measured("orders", f"{what}: twice", twice, "", 0)
    yield Measured("orders", f"{what}: left out", left_out, "", 0)
    yield Measured("orders", f"{what}: a second", numbers / seconds, "")
    if twice or left_out:
        raise RuntimeError(f"{what}: {twice} twice, {left_out} left out")


def _together(env: Mapping[str, str], clerks: int, each: int) -> tuple[list[int], float]:
    """The numbers that all clerks took, and the seconds until the last of them had done."""
    words = [str(word) for word in module(_CLERK, "take", each)]
    pipe = subprocess.PIPE
    sitting = [
        subprocess.Popen(words, cwd=CHECKOUT, env=env, stdin=pipe, stdout=pipe, text=True)
        for _ in range(clerks)
    ]
    for clerk in sitting:
        if clerk.stdout is None or clerk.stdout.readline() != "ready\n":
            raise RuntimeError("a clerk didn't come")
    begun = time.perf_counter()
    for clerk in sitting:
        if clerk.stdin is not None:
            clerk.stdin.write("\n")
            clerk.stdin.flush()
    printed = [clerk.communicate()[0] for clerk in sitting]
    seconds = time.perf_counter() - begun
    if any(clerk.returncode for clerk in sitting):
        raise RuntimeError("a clerk ended with a fault")
    return [int(line) for text in printed for line in text.split()], seconds
