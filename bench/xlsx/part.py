"""Checking 200,000 rows, beside two bare readings of the same file."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.children import Run, best, khet, module, run, surroundings
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
    yield from _by_the_page(path, "kept", 0)
    yield from _by_the_page(_sheet("faulty"), "checked", ROWS * 3)
    for name, times in (("fastexcel", 3), ("openpyxl", 1)):
        bare = best(module("xlsx.readers", name, path), times)
        if int(bare.output) != ROWS + 1:
            raise RuntimeError(f"{name} read {bare.output} rows")
        yield from _told(f"bare reading by {name}", bare)


def _by_the_page(path: Path, state: str, found: int) -> Iterator[Measured]:
    """The worker's three steps together, in a new installation."""
    with tempfile.TemporaryDirectory() as home:
        ran = run(module("xlsx.page_job", path), {**surroundings(), "KHET_HOME": home})
    told = json.loads(ran.output.splitlines()[-1])
    if (told["state"], told["found"]) != (state, found):
        raise RuntimeError(f"{told} instead of {state} with {found}")
    what = "looked at, checked, kept" if state == "kept" else "every row faulty, looked at, checked"
    steps = Run(sum(told["seconds"].values()), ran.peak, ran.output)
    yield from _told(f"by the page: {what}", steps, _SECONDS, _MEGABYTES)


def _sheet(*words: str) -> Path:
    name = "-".join([*words, "scores.xlsx"])
    path = kept(name, str(Path(__file__).with_name("sheet.py")))
    if not path.exists():
        draft = path.with_suffix(".draft")
        run(module("xlsx.sheet", draft, *words))
        draft.replace(path)
    return path


def _told(
    what: str, ran: Run, seconds: float | None = None, megabytes: float | None = None
) -> Iterator[Measured]:
    yield Measured("xlsx", what, ran.seconds, "s", seconds)
    yield Measured("xlsx", f"{what}: peak memory", ran.peak / 1e6, "MB", megabytes)
