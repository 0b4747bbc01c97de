"""Checking 200,000 rows, beside two bare readings of the same file."""

import json
from collections.abc import Iterator
from pathlib import Path

from bench.children import Run, best, khet, module, run
from bench.figures import Measured
from bench.places import kept

ROWS = 200_000
_SECONDS, _MEGABYTES = 10.0, 500.0


def measure() -> Iterator[Measured]:
    """Time and peak memory of each way, in a process of its own."""
    path = _sheet()
    checked = best(khet("import-scores", path, "--check", "--json"), 3)
    report = json.loads(checked.output)
    if report["rows"] != ROWS or report["problems"]:
        raise RuntimeError(f"{report['rows']} rows, {len(report['problems'])} problems")
    yield from _told("khet import-scores --check, 200,000 rows", checked, _SECONDS, _MEGABYTES)
    for name, times in (("fastexcel", 3), ("openpyxl", 1)):
        bare = best(module("xlsx.readers", name, path), times)
        if int(bare.output) != ROWS + 1:
            raise RuntimeError(f"{name} read {bare.output} rows")
        yield from _told(f"bare reading by {name}", bare)


def _sheet() -> Path:
    path = kept("scores.xlsx", str(Path(__file__).with_name("sheet.py")))
    if not path.exists():
        draft = path.with_suffix(".draft")
        run(module("xlsx.sheet", draft))
        draft.replace(path)
    return path


def _told(
    what: str, ran: Run, seconds: float | None = None, megabytes: float | None = None
) -> Iterator[Measured]:
    yield Measured("xlsx", what, ran.seconds, "s", seconds)
    yield Measured("xlsx", f"{what}: peak memory", ran.peak / 1e6, "MB", megabytes)
