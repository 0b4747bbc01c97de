"""Whole columns in and out of Arrow, and rules applied once to each distinct combination."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def column(rows: pa.Table, name: str) -> Integers:
    """A column of whole numbers; a null is 0 here, so ask apart which are known."""
    return pc.fill_null(rows[name].cast(pa.int64()), 0).to_numpy()


def masked(values: NDArray[Any] | pa.Array, known: NDArray[np.bool_]) -> pa.ChunkedArray:
    """Values as an Arrow column, null where not known."""
    return pa.chunked_array([pc.if_else(known, values, None)])


def group_codes(rows: pa.Table, keys: Sequence[str]) -> Integers:
    """One whole number a row, equal exactly where the row's keys are."""
    code = np.zeros(rows.num_rows, np.int64)
    for key in keys:
        coded = rows[key].combine_chunks().dictionary_encode()
        code = code * max(len(coded.dictionary), 1) + coded.indices.to_numpy()
    return code


def distinct(codes: Integers) -> tuple[Integers, Integers]:
    """The place where each different code first stands, and each row's number among them."""
    numbers = pa.array(codes).dictionary_encode().indices.to_numpy()
    first = np.flatnonzero(np.diff(np.maximum.accumulate(numbers), prepend=-1))
    return first, numbers


def apply_distinct(rule: Callable[..., Any], *columns: NDArray[Any]) -> pa.Array:
    """The rule's result for each row, computed once for each distinct row of arguments."""
    names = [str(place) for place in range(len(columns))]
    first, numbers = distinct(group_codes(pa.table(list(columns), names), names))
    arguments = zip(*(c[first].tolist() for c in columns), strict=True)
    return pa.array([rule(*row) for row in arguments]).take(pa.array(numbers))
