"""A workbook as a file has it: sheets, cells, which may be written in, and what each may hold.

Rows and columns are counted from 1, as spreadsheets do. Source: ECMA-376 part 1 (SpreadsheetML).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Value = str | Decimal | date | bool
"""What a cell says; an empty one says nothing (``None``), which is never 0."""
Place = tuple[int, int]
"""A row and a column."""
_LETTERS = 26
_DIGITS = re.compile(r"[0#?]")
_SPOKEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_OUTSIDE = re.compile(r'("[^"]*")')
_PREFIX = re.compile(r"_XL(?:FN|WS)\.")


@dataclass(frozen=True)
class Area:
    """A rectangle of cells, its first and last row and column within it."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, place: Place) -> bool:
        row, column = place
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True)
class Limit:
    """What may be typed into cells (data validation), as the file says it.

    ``kind`` is ``whole``, ``decimal``, ``list``, ``date``, ``textLength``, ``time`` or ``custom``.
    ``low`` and ``high`` are texts of numbers or formulas; ``items`` what a list offers, empty where
    it can't be read.
    """

    areas: tuple[Area, ...]
    kind: str
    operator: str = "between"
    low: str = ""
    high: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """A cell that has something in it, or a style of its own.

    ``formula`` is the formula's text and ``value`` what it came to when the file was last
    calculated. ``error`` is such as ``#REF!``. ``locked`` counts on a protected sheet only;
    ``shape`` is the number format.
    """

    value: Value | None = None
    formula: str = ""
    error: str = ""
    locked: bool = True
    shape: str = "General"

    @property
    def filled(self) -> bool:
        """Whether something is written in it: a value, a formula or an error."""
        return self.value is not None or bool(self.formula or self.error)


@dataclass(frozen=True)
class Page:
    """A sheet. Cells of a hidden row or column are nobody's to fill in."""

    name: str
    cells: Mapping[Place, Cell]
    protected: bool = False
    hidden: bool = False
    merged: tuple[Area, ...] = ()
    limits: tuple[Limit, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def limit_at(self, place: Place) -> Limit | None:
        """What may be typed there, where the sheet says it."""
        return next((one for one in self.limits if any(place in a for a in one.areas)), None)


@dataclass(frozen=True)
class Book:
    """A workbook; ``linked`` is whether it takes values out of other files."""

    pages: tuple[Page, ...]
    linked: bool = False
    named: Mapping[str, Page] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "named", {page.name: page for page in self.pages})


def ref(place: Place) -> str:
    """How a spreadsheet calls a cell.

    >>> ref((3, 2)), ref((10, 28))
    ('B3', 'AB10')
    """
    row, column = place
    letters = ""
    while column:
        column, left = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + left) + letters
    return f"{letters}{row}"


def place_of(name: str) -> Place:
    """The row and column of a cell's name.

    >>> place_of("AB10")
    (10, 28)
    """
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), column


def is_date_shape(shape: str) -> bool:
    """Whether a number format shows days.

    >>> is_date_shape("d mmm yyyy"), is_date_shape("[$-107041E]d mmmm yyyy"), is_date_shape("0.00")
    (True, True, False)
    >>> is_date_shape('#,##0 "days"')
    False
    """
    return any(letter in "dy" for letter in _SPOKEN.sub("", shape.lower()))


def is_number_shape(shape: str) -> bool:
    """Whether a number format is one of numbers, so that text doesn't belong into the cell.

    >>> is_number_shape("#,##0.00"), is_number_shape("General"), is_number_shape("@")
    (True, False, False)
    """
    plain = _SPOKEN.sub("", shape)
    return bool(_DIGITS.search(plain)) and not is_date_shape(shape)


def same_formula(one: str, two: str) -> bool:
    """Whether two formulas are the same but for spaces, case and prefixes that programs put in.

    >>> same_formula("=SUM(B2:B5)", "=sum( B2:B5 )"), same_formula("=SUM(B2:B5)", "=SUM(B2:B4)")
    (True, False)
    """
    return _plain_formula(one) == _plain_formula(two)


def _plain_formula(text: str) -> str:
    parts = _OUTSIDE.split(text.removeprefix("="))
    shown = (p if p.startswith('"') else _PREFIX.sub("", "".join(p.upper().split())) for p in parts)
    return "".join(shown)
