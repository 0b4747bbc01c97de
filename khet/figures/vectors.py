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
    return pc.fill_null(rows[name], 0).to_numpy().astype(np.int64)


def masked(values: NDArray[Any], known: NDArray[np.bool_]) -> pa.ChunkedArray:
    """Values as an Arrow column, null where not known."""
    return pa.chunked_array([pa.array(values, mask=~known)])


def group_codes(rows: pa.Table, keys: Sequence[str]) -> Integers:
    """One whole number a row, equal exactly where the row's keys are."""
    code = np.zeros(rows.num_rows, np.int64)
    for key in keys:
        coded = rows[key].combine_chunks().dictionary_encode()
        code = code * max(len(coded.dictionary), 1) + coded.indices.to_numpy()
    return code


def apply_distinct(rule: Callable[..., Any], *columns: NDArray[Any]) -> NDArray[Any]:
    """The rule's result for each row, computed once for each distinct row of arguments."""
    rows = np.stack([c.astype(np.int64) for c in columns], axis=1)
    distinct, inverse = np.unique(rows, axis=0, return_inverse=True)
    results = np.array([rule(*map(int, row)) for row in distinct], object)
    return results[inverse.ravel()] if len(results) else np.empty(0, object)
