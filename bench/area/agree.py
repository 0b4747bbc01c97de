"""Do the two ways come to the same? Counts must be equal; rounded floats may differ."""

import csv
from pathlib import Path

_EXACT = {"limits": ("n",), "colours": ("n", "n_below", "colour"), "pupils": ("group",)}
_KEYS = {"limits": 6, "colours": 7, "pupils": 7}

Rows = dict[tuple[str, ...], dict[str, str]]


def differing_cells(ours: Path, theirs: Path) -> int:
    """How many printed numbers differ, however little.

    Raises:
        RuntimeError: the tables have other rows, or a count, colour or group differs.
    """
    return sum(_differing(name, ours, theirs) for name in _EXACT)


def _differing(name: str, ours: Path, theirs: Path) -> int:
    mine, other = _rows(ours / f"{name}.csv", name), _rows(theirs / f"{name}.csv", name)
    if mine.keys() != other.keys():
        raise RuntimeError(f"{name}: {len(mine.keys() ^ other.keys())} rows in only one of them")
    pairs = [
        (column, mine[key][column], other[key][column]) for key in mine for column in mine[key]
    ]
    differing = [(column, a, b) for column, a, b in pairs if not _same(a, b)]
    if wrong := [pair for pair in differing if pair[0] in _EXACT[name]]:
        raise RuntimeError(f"{name}: {len(wrong)} counts differ, such as {wrong[0]}")
    return len(differing)


def _rows(path: Path, name: str) -> Rows:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    keys = list(rows[0])[: _KEYS[name]]
    return {tuple(row.pop(key) for key in keys): row for row in rows}


def _same(a: str, b: str) -> bool:
    if a == b or not (a and b):
        return a == b
    try:
        return float(a) == float(b)
    except ValueError:
        return False
