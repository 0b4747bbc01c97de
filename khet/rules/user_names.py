"""User names: short to type on a phone, told from the unit, and never used twice.

Ours: the unit's code without the area's number before it, a hyphen, a running number.
"""

import re
from collections.abc import Collection, Iterator
from itertools import count

_ALLOWED = re.compile(r"[a-z0-9][a-z0-9._-]{2,29}")
_OFFICE = "office"


def user_name_stem(unit: str, area: str) -> str:
    """What the user names of a unit begin with, from its code and that of its area.

    >>> [user_name_stem(unit, "9302") for unit in ("93020501", "9302", "SUP")]
    ['0501', 'office', 'sup']
    """
    code = re.sub(r"[^a-z0-9]", "", unit.lower())
    return code.removeprefix(area.lower()) or _OFFICE


def next_user_names(stem: str, taken: Collection[str]) -> Iterator[str]:
    """User names of that stem after the highest number taken, without end.

    >>> names = next_user_names("0501", {"0501-01", "0501-07", "0502-09"})
    >>> next(names), next(names)
    ('0501-08', '0501-09')
    """
    known = (name.removeprefix(f"{stem}-") for name in taken if name.startswith(f"{stem}-"))
    highest = max((int(number) for number in known if number.isdecimal()), default=0)
    return (f"{stem}-{number:02d}" for number in count(highest + 1))


def user_name_allowed(name: str) -> bool:
    """Whether a name can be a user name: 3–30 of a–z, 0–9, dot, hyphen and underscore.

    >>> user_name_allowed("0501-01"), user_name_allowed("ครู1"), user_name_allowed("a")
    (True, False, False)
    """
    return _ALLOWED.fullmatch(name) is not None
