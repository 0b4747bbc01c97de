"""117 schools' workbooks: read each by a process of its own, checked, kept, and merged into one."""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping

from bench.children import module, run, surroundings
from bench.figures import Measured
from bench.pages.site import postgres
from bench.workbooks.answers import SCHOOLS, WRONG

_SECONDS = 10.0


def measure() -> Iterator[Measured]:
    """On SQLite and, where it is installed, on PostgreSQL; two schools send at a time."""
    with tempfile.TemporaryDirectory(prefix="khet-bench-") as home:
        env = {**surroundings(), "KHET_HOME": home}
        yield from _measured("SQLite", env)
        with postgres() as url:
            if url is None:
                print("PostgreSQL is not installed: left out", file=sys.stderr)
                return
            yield from _measured("PostgreSQL", {**env, "DATABASE_URL": url})


def _measured(on: str, env: Mapping[str, str]) -> Iterator[Measured]:
    told = json.loads(run(module("workbooks.answers"), env).output)
    if told["wrong"] != list(WRONG):
        raise RuntimeError(f"found wrong: {told['wrong']}, not {list(WRONG)}")
    what = f"{SCHOOLS} workbooks on {on}"
    seconds = told["checked"] + told["merged"]
    yield Measured("books", f"{what}: checked, kept and merged", seconds, "s", _SECONDS)
    yield Measured("books", f"{what}: … merging alone", told["merged"], "s")
    yield Measured("books", f"{what}: … the merged file", told["size"] / 1000, "kB")
