"""The nation, one year: Khet beside SQL written by hand and beside a bare scan."""

import json
from collections.abc import Iterator

from bench.children import module, run
from bench.figures import Measured

_OF_SQL, _OF_SCAN = 1.5, 5.0


def measure() -> Iterator[Measured]:
    """Times by turns in one process, the peak of memory of each way in a process of its own."""
    run(module("nation.data"))
    race = json.loads(run(module("nation.race")).output)
    seconds: dict[str, float] = race["seconds"]
    for name, value in seconds.items():
        yield Measured("nation", f"13 million scores: {_TITLES[name]}", value, "s")
    for base in ("area", "nation"):
        khet, sql = seconds[f"khet {base}"], seconds[f"sql {base}"]
        yield Measured("nation", f"base {base}: khet to SQL", khet / sql, "×", _OF_SQL)
        yield Measured(
            "nation", f"base {base}: khet to scan", khet / seconds["scan"], "×", _OF_SCAN
        )
    yield Measured("nation", "values that SQL has otherwise", race["differing"], "", 0)
    for way in ("khet", "sql", "scan"):
        peak = run(module("nation.ways", way)).peak / 1e6
        yield Measured("nation", f"{way}: peak memory, base area", peak, "MB")


_TITLES = {
    "scan": "scan of every value",
    "sql area": "hand-written SQL, base area",
    "sql nation": "hand-written SQL, base nation",
    "khet area": "khet, base area",
    "khet nation": "khet, base nation",
}
