"""From the area's files to its tables: one sitting, and all sittings of the year."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.area.agree import differing_cells
from bench.children import best, khet, module, run
from bench.figures import Measured

_SECONDS = 2.0
_TIMES = 5


def measure() -> Iterator[Measured]:
    """Both ways in a process of their own, Python's start included; their results compared."""
    with tempfile.TemporaryDirectory() as folder:
        run(module("area.files", folder))
        files = sorted(Path(folder).glob("*.csv"))
        one = [file for file in files if file.name == "O-NET-P6.csv"]
        yield from _side_by_side("O-NET P6", one)
        yield from _side_by_side(f"all {len(files)} sittings of 2556", files)


def _side_by_side(what: str, files: list[Path]) -> Iterator[Measured]:
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "khet", Path(folder) / "pandas"
        mine = best(khet("analyse", *files, "--out", ours), _TIMES)
        other = best(module("area.analyst", theirs, *files), _TIMES)
        differing = differing_cells(ours, theirs)
    yield Measured(
        "area", f"{what}: khet analyse, from file to tables", mine.seconds, "s", _SECONDS
    )
    yield Measured("area", f"{what}: peak memory", mine.peak / 1e6, "MB")
    yield Measured("area", f"{what}: pandas script", other.seconds, "s")
    yield Measured("area", f"{what}: pandas script: peak memory", other.peak / 1e6, "MB")
    yield Measured("area", f"{what}: rounded numbers that pandas has otherwise", differing, "")
