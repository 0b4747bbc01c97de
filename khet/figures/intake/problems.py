"""What a check finds: where, which value, what is wrong and how to mend it."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One finding. ``row`` is the file's own row number, ``column`` its heading (or empty)."""

    level: Level
    row: int
    column: str
    value: str
    message: str

    def as_dict(self) -> dict[str, str | int]:
        """The finding as the JSON report states it."""
        return asdict(self)


def error(row: int, column: str, value: str, message: str) -> Problem:
    """A finding that keeps the file from being accepted."""
    return Problem(Level.ERROR, row, column, value, message)


def warning(row: int, column: str, value: str, message: str) -> Problem:
    """A finding that a person may accept with a reason."""
    return Problem(Level.WARNING, row, column, value, message)


def one_line(text: str) -> str:
    """Text with line breaks and other control characters made visible as spaces."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
