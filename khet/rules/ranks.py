"""Ranks within groups: the highest value is 1, ties share a rank and the next is skipped."""

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]


def ranks(groups: Integers, values: Integers) -> Integers:
    """Each row's rank by value among the rows of its group, descending.

    Both arrays have one entry a row; rows without a value are left out by the caller.

    >>> ranks(np.array([7, 7, 7, 8]), np.array([50, 60, 60, 1])).tolist()
    [3, 1, 1, 1]
    """
    best = values.max(initial=0)
    keys = groups * (best - values.min(initial=0) + 1) + (best - values)
    order = np.argsort(keys)
    place = np.arange(len(order))
    group, key = groups[order], keys[order]
    first = np.maximum.accumulate(np.where(np.diff(group, prepend=group[:1] - 1), place, 0))
    leader = np.maximum.accumulate(np.where(np.diff(key, prepend=key[:1] - 1), place, 0))
    rank = np.empty_like(order)
    rank[order] = leader - first + 1
    return rank


def sizes(groups: Integers) -> Integers:
    """How many rows share each row's group.

    >>> sizes(np.array([7, 7, 8])).tolist()
    [2, 2, 1]
    """
    _, inverse, counts = np.unique(groups, return_inverse=True, return_counts=True)
    return counts[inverse]
