"""Instruments that come with Khet, ready to be used or changed: a file each, with its source.

Source: each file says what is from the office's papers and what is Khet's own wording.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from khet.rules.instruments import Content, content_of

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class ReadyInstrument:
    """An instrument to be taken; ``source`` says in Thai where what it asks is from."""

    code: str
    title: str
    note: str
    source: str
    content: Content

    @property
    def size(self) -> int:
        """How many items it has."""
        return len(list(self.content.items))


def ready_instruments() -> tuple[ReadyInstrument, ...]:
    """All that come with Khet, by their code.

    >>> [ready.code for ready in ready_instruments()][0]
    'eight-checks'
    """
    return tuple(_read(path.stem) for path in sorted(_FOLDER.glob("*.toml")))


def ready_instrument(code: str) -> ReadyInstrument:
    """The one of that code.

    Raises:
        LookupError: there is none.
    """
    found = {ready.code: ready for ready in ready_instruments()}
    return found[code]


@cache
def _read(code: str) -> ReadyInstrument:
    told = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    parts = [{**part, "items": [_item(item) for item in part["item"]]} for part in told["part"]]
    content = content_of({"bands": told["bands"], "parts": parts})
    return ReadyInstrument(code, told["title"], told["note"], told["source_th"], content)


def _item(told: Mapping[str, Any]) -> dict[str, Any]:
    """An item as the database has it; the weight stands as a number in the file."""
    return {**told, "weight": str(told.get("weight", 0))}
