"""Strands, standards and indicators of the curriculum by their codes, and which lies within which.

Source: the core curriculum of 2551 (``ค 1`` is a strand, ``ค 1.1`` a standard of it and
``ค 1.1 ป.6/1`` an indicator of that); summaries of national tests print the same codes.
"""

import re
from collections.abc import Collection

from khet.rules.thai import arabic_digits, tidy

STRAND, STANDARD, INDICATOR = "strand", "standard", "indicator"
LEVELS = (STRAND, STANDARD, INDICATOR)
_SHAPE = re.compile(
    r"(?P<letters>[ก-ฮ]{1,3})\.?\s?(?P<strand>[0-9]{1,2})"
    r"(\.(?P<standard>[0-9]{1,2})(\s?(?P<grade>[ปม]\.\s?[0-9](\s?[-–]\s?[0-9])?)\s?/\s?(?P<at>[0-9]{1,2}))?)?"
)


def standard_code(text: str) -> str:
    """The code of a strand, standard or indicator, with one space between its parts.

    Raises:
        ValueError: no such code.

    >>> [standard_code(text) for text in ("ค1", "ท ๑.๑", "ว1.1ป.6/1", "ต 1.1 ม. 4–6 / 2")]
    ['ค 1', 'ท 1.1', 'ว 1.1 ป.6/1', 'ต 1.1 ม.4-6/2']
    """
    found = _SHAPE.fullmatch(tidy(arabic_digits(text)))
    if found is None:
        raise ValueError(text)
    code = f"{found['letters']} {found['strand']}"
    if found["standard"]:
        code += f".{found['standard']}"
    if found["grade"]:
        grade = found["grade"].replace(" ", "").replace("–", "-")
        code += f" {grade}/{found['at']}"
    return code


def level_of(code: str) -> str:
    """Whether a code is of a strand, a standard or an indicator.

    >>> [level_of(code) for code in ("ค 1", "ค 1.1", "ค 1.1 ป.6/1")]
    ['strand', 'standard', 'indicator']
    """
    return INDICATOR if "/" in code else STANDARD if "." in code else STRAND


def directly_within(codes: Collection[str], above: str) -> list[str]:
    """The codes that lie in another with none between; with an empty one those in no other.

    >>> codes = ["ค 1", "ค 1.1", "ค 1.1 ป.6/1", "ค 2.1", "ค 11.1"]
    >>> directly_within(codes, "ค 1"), directly_within(codes, "ค 1.1")
    (['ค 1.1'], ['ค 1.1 ป.6/1'])
    >>> directly_within(codes, "")
    ['ค 1', 'ค 2.1', 'ค 11.1']
    """
    return [code for code in codes if _nearest(code, codes) == above]


def _nearest(code: str, codes: Collection[str]) -> str:
    """The nearest of the codes that a code lies in, or empty."""
    return next((one for one in ways_up(code) if one in codes), "")


def ways_up(code: str) -> list[str]:
    """The codes that a code lies in, the nearest first.

    >>> ways_up("ค 1.1 ป.6/1"), ways_up("ค 1")
    (['ค 1.1', 'ค 1'], [])
    """
    standard = code.rpartition(" ")[0] if level_of(code) == INDICATOR else code
    strand = standard.partition(".")[0]
    return [one for one in dict.fromkeys([standard, strand]) if one != code]
