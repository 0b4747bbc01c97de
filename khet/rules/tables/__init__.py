"""Dated tables: what changes by year, each in ``<year it begins>/<name>.toml`` with its source.

A table is whole in every edition, so the newest edition not after the year is the answer.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def dated_table(name: str, year: int) -> dict[str, Any]:
    """The table of that name in force in a Buddhist year.

    Raises:
        LookupError: no edition begins in or before that year.
    """
    editions = sorted(int(path.parent.name) for path in _FOLDER.glob(f"*/{name}.toml"))
    begun = [edition for edition in editions if edition <= year]
    if not begun:
        raise LookupError(f"no table {name!r} for {year}")
    return tomllib.loads((_FOLDER / str(begun[-1]) / f"{name}.toml").read_text(encoding="utf-8"))
