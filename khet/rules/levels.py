"""Levels that schools teach, from pre-primary to vocational, as people write them.

Source: the levels of the national count of pupils: อ.1–3, ป.1–6, ม.1–6 and ปวช.1–3.
"""

import re

from khet.rules.thai import arabic_digits, tidy

_STAGES = {"K": "อ.", "P": "ป.", "M": "ม.", "V": "ปวช."}
_LAST = {"K": 3, "P": 6, "M": 6, "V": 3}
_IN_FULL = {
    **{"K": "อนุบาลปีที่", "P": "ประถมศึกษาปีที่", "M": "มัธยมศึกษาปีที่"},
    "V": "ประกาศนียบัตรวิชาชีพปีที่",
}
_WRITTEN = {
    **{"อ": "K", "อนุบาล": "K", "อนุบาลปีที่": "K", "อนุบาลศึกษาปีที่": "K"},
    **{"ป": "P", "ประถม": "P", "ประถมปีที่": "P", "ประถมศึกษาปีที่": "P"},
    **{"ม": "M", "มัธยม": "M", "มัธยมปีที่": "M", "มัธยมศึกษาปีที่": "M"},
    **{"ปวช": "V", "ประกาศนียบัตรวิชาชีพปีที่": "V", "k": "K", "p": "P", "m": "M", "v": "V"},
}
_LEVEL = re.compile(r"(.*?)([1-6])")
_BETWEEN = re.compile(r"[-\u2013\u2014]|ถึง")

LEVELS = tuple(stage + str(number) for stage in _STAGES for number in range(1, _LAST[stage] + 1))
_ORDER = {level: place for place, level in enumerate(LEVELS)}


def level_name(level: str) -> str:
    """A level as Thai schools write it.

    >>> level_name("K2"), level_name("P6"), level_name("V1")
    ('อ.2', 'ป.6', 'ปวช.1')
    """
    return _STAGES[level[0]] + level[1:]


def level_in_full(level: str) -> str:
    """A level as letters write it.

    >>> level_in_full("P6")
    'ชั้นประถมศึกษาปีที่ 6'
    """
    return f"ชั้น{_IN_FULL[level[0]]} {level[1:]}"


def parse_level(text: str) -> str:
    """The level that a text names, e.g. ``P6`` for ``ป.6``, ``ป๖`` or ``ประถมศึกษาปีที่ 6``.

    Raises:
        ValueError: no level, or one that there isn't, as ``ป.7`` or ``อ.4``.

    >>> parse_level("ป.๖"), parse_level("อนุบาล 2"), parse_level("M3"), parse_level("ปวช.1")
    ('P6', 'K2', 'M3', 'V1')
    """
    plain = tidy(arabic_digits(text)).lower().replace(" ", "").replace(".", "")
    found = _LEVEL.fullmatch(plain.removeprefix("ชั้น"))
    stage = _WRITTEN.get(found[1]) if found else None
    if not found or stage is None or stage + found[2] not in _ORDER:
        raise ValueError(text)
    return stage + found[2]


def parse_levels(text: str) -> tuple[str, str]:
    """The lowest and the highest level of a range; one level alone is both.

    Raises:
        ValueError: not a range of levels, or its end comes before its beginning.

    >>> parse_levels("อ.2–ป.6"), parse_levels("ป.1 - ม.3"), parse_levels("ป.4")
    (('K2', 'P6'), ('P1', 'M3'), ('P4', 'P4'))
    """
    parts = _BETWEEN.split(text)
    if len(parts) > 2:
        raise ValueError(text)
    lowest, highest = parse_level(parts[0]), parse_level(parts[-1])
    if _ORDER[lowest] > _ORDER[highest]:
        raise ValueError(text)
    return lowest, highest


def levels_name(lowest: str, highest: str) -> str:
    """A range of levels as it is written; empty where neither end is known.

    >>> levels_name("K2", "P6"), levels_name("P1", "P1"), levels_name("", "")
    ('อ.2–ป.6', 'ป.1', '')
    """
    ends = [level_name(level) for level in (lowest, highest) if level]
    return "–".join(dict.fromkeys(ends))


def teaches(lowest: str, highest: str, level: str) -> bool | None:
    """Whether a school with that range teaches a level; ``None`` where the range isn't known.

    >>> teaches("K2", "P6", "P6"), teaches("K2", "P6", "M1"), teaches("", "", "P1")
    (True, False, None)
    """
    if not lowest or not highest:
        return None
    return _ORDER[lowest] <= _ORDER[level] <= _ORDER[highest]


def level_order(level: str) -> int:
    """The place of a level from the youngest pupils to the oldest."""
    return _ORDER[level]


def may_be_same(level: str, year: int, known: str, known_year: int) -> bool:
    """Whether a pupil known in a level in one year may have been in another in another year.

    A year brings a pupil on by one level; once, a year may be repeated. Years are of one kind. How
    often a year is repeated is ours: no source counts it.

    >>> may_be_same("P3", 2553, "P6", 2556), may_be_same("P4", 2553, "P6", 2556)
    (True, True)
    >>> may_be_same("P5", 2553, "P6", 2556), may_be_same("P5", 2556, "P6", 2556)
    (False, False)
    """
    years = abs(known_year - year)
    risen = (_ORDER[known] - _ORDER[level]) * (1 if known_year >= year else -1)
    return risen == years or (years > 0 and risen == years - 1)
