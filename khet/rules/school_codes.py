"""The codes of a school: ministry (10 digits), SMIS (8) and สพฐ. (6).

Source: the structure of the ministry's files (affiliation 2, province 2, serial 6), and the land
list of one area, in which ``10`` + province + the six digits give the ten on every row. The area of
a school can't be read off any of them: in a national list one school in eight has an SMIS code that
begins with the number of another area.
"""

import re

from khet.rules.thai import arabic_digits

_MAIN = re.compile(r"[0-9]{8}|[0-9]{10}")
PUBLIC = "10"


def parse_digits(text: str, length: int) -> str:
    """A code of that many digits, hyphens and spaces left out.

    Raises:
        ValueError: another length, or something that is no digit.

    >>> parse_digits("๙๓๐๒-0501", 8)
    '93020501'
    """
    plain = arabic_digits(text).replace("-", "").replace(" ", "")
    if not re.fullmatch(f"[0-9]{{{length}}}", plain):
        raise ValueError(text)
    return plain


def parse_school_code(text: str) -> str:
    """A school's main code: 8 digits, or 10 where a school has no code of 8, as private ones.

    Raises:
        ValueError: neither.
    """
    plain = arabic_digits(text).replace("-", "").replace(" ", "")
    if not _MAIN.fullmatch(plain):
        raise ValueError(text)
    return plain


def codes_agree(ministry: str, obec: str) -> bool:
    """Whether a ministry code of 10 digits is that of a school of สพฐ. with this code of 6.

    >>> codes_agree("1093990501", "990501"), codes_agree("1093990502", "990501")
    (True, False)
    >>> codes_agree("1193990501", "990501")
    False
    """
    return ministry.startswith(PUBLIC) and ministry.endswith(obec)
