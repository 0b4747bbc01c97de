"""A report of 100 pages, from a file to what doesn't add up in it."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.children import module, run
from bench.figures import Measured

_SECONDS = 5.0


def measure() -> Iterator[Measured]:
    """For each kind of file: a process from its start to the findings, and what its parts take."""
    with tempfile.TemporaryDirectory(prefix="khet-bench-") as folder:
        run(module("check.report", folder))
        for ending in ("docx", "pdf", "txt"):
            done = run(module("check.timed", Path(folder) / f"report.{ending}"))
            told = json.loads(done.output)
            what = f"a report of 100 pages, {ending.upper()}"
            yield Measured("check", f"{what}: read and checked", done.seconds, "s", _SECONDS)
            yield Measured("check", f"{what}: … reading alone", told["read"], "s")
            yield Measured("check", f"{what}: … checks alone", told["checked"], "s")
            yield Measured("check", f"{what}: … peak of memory", done.peak / 1e6, "MB")
            yield Measured("check", f"{what}: … lines", told["lines"], "")
            yield Measured("check", f"{what}: … findings", told["findings"], "")
