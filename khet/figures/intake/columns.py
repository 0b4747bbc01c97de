"""Columns parsed by rules: each distinct text of a column once, whatever the number of rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from khet.figures.intake.problems import Problem, error, first, one_line

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Field:
    """A column to read: its name, the rule that parses a cell, and how to mend a wrong one.

    The rule raises ``ValueError`` for a text it can't take.
    """

    name: str
    rule: Callable[[str], Any]
    mend: str


@dataclass(frozen=True)
class Parsed:
    """A column of ``len(codes)`` cells: its distinct texts, their values, and each cell's code.

    ``values`` holds ``FAULTY`` where the rule refused the text.
    """

    field: Field
    heading: str
    texts: list[str]
    values: list[Any]
    codes: Integers

    def array(
        self, kind: pa.DataType, pick: Callable[[Any], Any] = lambda value: value
    ) -> pa.Array:
        """The cells as an Arrow array; a refused text is null."""
        chosen = [None if value is FAULTY else pick(value) for value in self.values]
        return pa.array(chosen, kind).take(pa.array(self.codes))

    def sound(self) -> list[Any]:
        """The distinct values that the rule took."""
        return [value for value in self.values if value is not FAULTY]

    def faulty(self) -> NDArray[np.bool_]:
        """For each cell, whether its text was refused."""
        return np.array([value is FAULTY for value in self.values], bool)[self.codes]

    def value_codes(self) -> Integers:
        """For each cell, a number equal exactly where the values are: ``"๖"`` and ``"6"`` are."""
        first: dict[Any, int] = {}
        same = [first.setdefault(value, len(first)) for value in self.values]
        return np.array(same, np.int64)[self.codes]

    def problems(self, rows: Integers, most: int | None = None) -> Iterator[tuple[int, Problem]]:
        """The place of each refused cell and its error; ``rows`` gives the row numbers."""
        for place, more in first(np.flatnonzero(self.faulty()), most):
            text = self.texts[self.codes[place]]
            found = refused(self.field, int(rows[place]), self.heading, text)
            yield int(place), replace(found, more=more) if more else found


FAULTY = object()


def refused(field: Field, row: int, heading: str, text: str) -> Problem:
    """The finding for one cell that a field's rule refuses."""
    what = f'"{one_line(text)}" ใช้ไม่ได้' if text else "ว่างอยู่"
    return error(row, heading, text, f"{what}: {field.mend}", "bad-value")


def parse(field: Field, heading: str, cells: pa.StringArray) -> Parsed:
    """A column's cells by the field's rule."""
    coded = cells.dictionary_encode()
    texts: list[str] = coded.dictionary.to_pylist()
    values = [_value(field.rule, text) for text in texts]
    return Parsed(field, heading, texts, values, coded.indices.to_numpy().astype(np.int64))


def _value(rule: Callable[[str], Any], text: str) -> Any:
    try:
        return rule(text)
    except ValueError:
        return FAULTY


def combined(columns: Sequence[Parsed]) -> Integers:
    """One whole number a row, equal exactly where the values of all the columns are."""
    code = columns[0].value_codes()
    for column in columns[1:]:
        codes = column.value_codes()
        code = np.unique(code * (codes.max(initial=0) + 1) + codes, return_inverse=True)[1]
    return code


def repeated(codes: Integers, among: NDArray[np.bool_]) -> Integers:
    """Places, in order, of the rows in ``among`` whose code stood in an earlier one of them."""
    places = np.flatnonzero(among)
    first = np.unique(codes[places], return_index=True)[1]
    return np.delete(places, first)
