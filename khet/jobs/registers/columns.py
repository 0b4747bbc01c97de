"""The columns of a register, and the rules for what a cell may hold.

A rule turns a cell's text into its canonical text, which is what goes out, what is compared and
what is kept. It raises ``ValueError`` for a text that it can't take.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from khet.rules.calendar import thai_date
from khet.rules.dates import parse_day
from khet.rules.levels import level_name, levels_name, parse_level, parse_levels
from khet.rules.sittings import YEARS
from khet.rules.thai import arabic_digits, plain_number, tidy

Rule = Callable[[str], str]
SEPARATOR = " | "
_GUARDED = re.compile(r"'[=+\-@]")
_LONGEST_CODE = 20
_MOST = 100_000
_IGNORED = str.maketrans("", "", " .*:")


@dataclass(frozen=True)
class Column:
    """A column: its heading, other headings that it is known by, and what its cells may hold.

    A required column must be in the file and filled in every row. ``mend`` says what to do about a
    cell that the rule refuses. ``personal`` cells are never repeated in reports or events. Where
    ``stays`` is set, an empty cell leaves what is already there. What stands ``beside`` is for the
    reader only: it is checked, but neither compared nor kept.
    """

    key: str
    heading: str
    rule: Rule
    mend: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    example: str = ""
    personal: bool = False
    stays: bool = False
    beside: bool = False

    def canonical(self, text: str) -> str:
        """The canonical text of a cell.

        Raises:
            ValueError: the rule refuses it, or it is empty and must not be.
        """
        if text:
            return self.rule(text[1:] if _GUARDED.match(text) else text)
        if self.required:
            raise ValueError(text)
        return ""


def words(longest: int) -> Rule:
    """Plain text with single spaces, not longer than that."""

    def rule(text: str) -> str:
        plain = tidy(text)
        if not plain.isprintable() or len(plain) > longest:
            raise ValueError(text)
        return plain

    return rule


def code(text: str) -> str:
    """A code: letters and digits, ``-`` and ``.``; Thai digits become Arabic ones."""
    plain = arabic_digits(text).replace(" ", "").upper()
    if len(plain) > _LONGEST_CODE or not plain.isascii():
        raise ValueError(text)
    if not plain.replace("-", "").replace(".", "").isalnum():
        raise ValueError(text)
    return plain


def count(text: str) -> str:
    """A whole number from 0 on; ``1,112`` is one."""
    plain = plain_number(text)
    if not (plain.isascii() and plain.isdecimal()) or int(plain) > _MOST:
        raise ValueError(text)
    return str(int(plain))


def year(text: str) -> str:
    """A Buddhist year of four digits."""
    plain = arabic_digits(text).strip()
    if not (plain.isascii() and plain.isdecimal()) or int(plain) not in YEARS:
        raise ValueError(text)
    return plain


def day(text: str) -> str:
    """A day, written ``16 พ.ค. 2556``."""
    return thai_date(parse_day(text), short=True)


def level(text: str) -> str:
    """A level, written ``ป.6``."""
    return level_name(parse_level(text))


def levels(text: str) -> str:
    """A range of levels, written ``อ.2–ป.6``."""
    return levels_name(*parse_levels(text))


def listed(text: str) -> str:
    """Several texts with ``|`` between them, each once."""
    parts = [tidy(part) for part in text.split("|")]
    return SEPARATOR.join(dict.fromkeys(part for part in parts if part))


def one_of(choices: Mapping[str, tuple[str, ...]]) -> Rule:
    """One of several texts, each known by others too, compared without spaces and capitals."""
    known = {plain(other): chosen for chosen in choices for other in (chosen, *choices[chosen])}

    def rule(text: str) -> str:
        if plain(text) not in known:
            raise ValueError(text)
        return known[plain(text)]

    return rule


def yes(text: str) -> str:
    """``ใช่``, or empty for no."""
    return {"ใช่": "ใช่", "ไม่": "", "ไม่ใช่": ""}[one_of(_YES)(text)]


_YES = {"ใช่": ("yes", "1", "y", "true", "x", "✓"), "ไม่ใช่": ("no", "0", "n", "false", "-"), "ไม่": ()}


def plain(text: str) -> str:
    """A heading or choice as it is compared."""
    return tidy(arabic_digits(text)).lower().translate(_IGNORED)
