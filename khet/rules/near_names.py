"""Names of schools that are nearly equal: one of them may be a slip of the pen."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from khet.rules.thai import school_key

_SHORTEST = 5
_PREFIXES = ("บ้าน", "วัด")
_MARKS = str.maketrans("", "", "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e")
_DIGITS = str.maketrans("", "", "0123456789")


def near_pairs(names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of places in the list whose names a person would take for slips of the pen.

    Names are compared as ``school_key``, without บ้าน or วัด before them and without tone marks,
    which are often left out. They are near where they are equal then, or where one letter of at
    least five differs, or two letters are left out inside. Names that differ in their numbers only
    are meant to, as those of a village and its temple are, and equal ones are no slip.

    >>> list(near_pairs(["บ้านยางคีม", "บ้านควน", "โรงเรียนบ้านยางขาคีม"]))
    [(0, 2)]
    >>> list(near_pairs(["สมมติ 67", "สมมติ 68"])), list(near_pairs(["วัดท่าควาย", "ท่าควาย"]))
    ([], [(0, 1)])
    >>> list(near_pairs(["บ้านห้วยคำ", "บ้านห้วยแก", "วัดห้วยคำ"]))
    []
    """
    keys = [school_key(name) for name in names]
    written: dict[str, set[int]] = defaultdict(set)
    for place, key in enumerate(keys):
        for part in _shortened(_bare(key)):
            written[part].add(place)
    pairs = {pair for group in written.values() for pair in combinations(sorted(group), 2)}
    return ((one, two) for one, two in sorted(pairs) if _are_near(keys[one], keys[two]))


def _prefix(key: str) -> int:
    """1 for a name that begins with บ้าน, -1 with วัด, 0 with neither."""
    return key.startswith(_PREFIXES[0]) - key.startswith(_PREFIXES[1])


def _bare(key: str) -> str:
    """What is compared of a name."""
    bare = next((key.removeprefix(p) for p in _PREFIXES if key.startswith(p)), key)
    return (bare or key).translate(_MARKS)


def _shortened(bare: str) -> set[str]:
    """What is left of a name without one of its letters, or without two beside each other."""
    places = range(len(bare))
    return {bare, *(bare[:i] + bare[i + left :] for left in (1, 2) for i in places)}


def _are_near(one: str, two: str) -> bool:
    if one.translate(_DIGITS) == two.translate(_DIGITS) or _prefix(one) * _prefix(two) < 0:
        return False
    short, long = sorted((_bare(one), _bare(two)), key=len)
    if short == long:
        return True
    return len(short) >= _SHORTEST and (distance(short, long) == 1 or _lacks_two(short, long))


def _lacks_two(short: str, long: str) -> bool:
    """Whether two letters beside each other, inside the longer name, make the difference."""
    return any(long[:i] + long[i + 2 :] == short for i in range(1, len(short)))


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
