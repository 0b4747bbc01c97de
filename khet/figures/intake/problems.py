"""What a check finds: where, which value, what is wrong and how to mend it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

KEYS = ("level", "row", "column", "value", "message")
HIDDEN = "…"
_IDENTITY = re.compile(r"(?<![0-9๐-๙.])[0-9๐-๙](?:[ -]?[0-9๐-๙]){12}(?![0-9๐-๙])")


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. ``row`` is the file's own row number, ``column`` its heading (or empty).

    ``kind`` tells findings of one sort; ``more`` is how many further ones of the same kind and
    column were found and are not listed.
    """

    level: Level
    row: int
    column: str
    value: str
    message: str
    kind: str = "other"
    more: int = 0

    def as_dict(self) -> dict[str, str | int]:
        """The finding as the JSON report states it."""
        return {name: getattr(self, name) for name in KEYS}


def veiled(told: Any) -> Any:
    """What is told, of any shape, to be kept: without citizens' ids, whichever cell had them.

    >>> veiled({"row": 2, "value": "1-2345-67890-12-1", "mean": "66.6666666666667"})
    {'row': 2, 'value': '…', 'mean': '66.6666666666667'}
    """
    if isinstance(told, dict):
        return {name: veiled(said) for name, said in told.items()}
    if isinstance(told, list | tuple):
        return [veiled(said) for said in told]
    return _IDENTITY.sub(HIDDEN, told) if isinstance(told, str) else told


def error(row: int, column: str, value: str, message: str, kind: str = "other") -> Problem:
    """A finding that keeps the file from being accepted."""
    return Problem(Level.ERROR, row, column, value, message, kind)


def warning(row: int, column: str, value: str, message: str, kind: str = "other") -> Problem:
    """A finding that a person may accept with a reason."""
    return Problem(Level.WARNING, row, column, value, message, kind)


def first(places: Sequence[Any] | Any, most: int | None) -> Iterator[tuple[Any, int]]:
    """The first places of findings, at most so many; the last with how many more there are.

    >>> list(first([4, 7, 9], 2)), list(first([4], None))
    ([(4, 0), (7, 1)], [(4, 0)])
    """
    shown = places[:most]
    for number, place in enumerate(shown, start=1):
        yield place, len(places) - len(shown) if number == len(shown) else 0


def counted(problems: Iterable[Problem]) -> int:
    """How many findings there are, those that are not listed too."""
    return sum(1 + problem.more for problem in problems)


def one_line(text: str) -> str:
    """Text with line breaks and other control characters made visible as spaces."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
