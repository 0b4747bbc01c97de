"""Names of schools that are nearly equal: one of them may be a slip of the pen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from khet.rules.thai import school_key

_NEAR = 2
_SHORT = 8
_PREFIXES = ("บ้าน", "วัด")
_DIGITS = str.maketrans("", "", "0123456789")


def near_pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the list whose names differ by one letter, in long names by two.

    Names that differ by บ้าน or วัด before them only are near, too; those that differ in their
    numbers only are meant to, and equal ones are no slip. Names are compared as ``school_key``.

    >>> list(near_pairs(["บ้านยางคีม", "บ้านควน", "โรงเรียนบ้านยางขาคีม"]))
    [(0, 2)]
    >>> list(near_pairs(["สมมติ 67", "สมมติ 68"])), list(near_pairs(["วัดท่าควาย", "ท่าควาย"]))
    ([], [(0, 1)])
    """
    written: dict[str, set[int]] = defaultdict(set)
    keys = [school_key(name) for name in names]
    for place, key in enumerate(keys):
        for part in _shortened(key):
            written[part].add(place)
    pairs = {pair for group in written.values() for pair in combinations(sorted(group), 2)}
    return ((one, two) for one, two in sorted(pairs) if _are_near(keys[one], keys[two]))


def _shortened(key: str) -> set[str]:
    """What is left of a name without บ้าน or วัด, and without up to two of its letters."""
    bare = next((key.removeprefix(p) for p in _PREFIXES if key.startswith(p)), key)
    left = {key, bare}
    for _ in range(_NEAR if len(key) >= _SHORT else 1):
        left |= {part[:i] + part[i + 1 :] for part in left for i in range(len(part))}
    return left


def _are_near(one: str, two: str) -> bool:
    if one == two or one.translate(_DIGITS) == two.translate(_DIGITS):
        return False
    if any(one == prefix + two or two == prefix + one for prefix in _PREFIXES):
        return True
    return distance(one, two) <= (_NEAR if min(len(one), len(two)) >= _SHORT else 1)


def distance(one: str, two: str) -> int:
    """How many letters must be put in, left out or changed to make one text the other.

    >>> distance("ไพรวัลย์", "ไพวัลย์"), distance("หาน", "หาญ"), distance("", "กข")
    (1, 1, 2)
    """
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        above, row[0] = row[0], i
        for j, other in enumerate(two, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (letter != other))
    return row[-1]
