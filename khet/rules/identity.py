"""Citizens' ids (เลขประจำตัวประชาชน): 13 digits, the last of which checks the others.

Source: the check digit as the Department of Provincial Administration computes it. A child without
civil registration has a G-code (``G``, 12 digits) and others have other codes, so an id is text and
only one of digits alone can be checked. The first digit decides nothing.
"""

from typing import Literal

from khet.rules.thai import arabic_digits

_LENGTH = 13

Fault = Literal["length", "check-digit", "form"]


def plain_identity(text: str) -> str:
    """An id without hyphens and spaces, in Arabic digits and capitals; empty where there is none.

    >>> plain_identity("๑-2345-67890-12-1 "), plain_identity("g644200000001"), plain_identity("-")
    ('1234567890121', 'G644200000001', '')
    """
    return "".join(arabic_digits(text).replace("-", "").split()).upper()


def check_digit(digits: str) -> int:
    """The 13th digit that follows from the first twelve: (11 − Σ dᵢ·(14−i) mod 11) mod 10.

    >>> check_digit("123456789012")
    1
    """
    weighted = sum(int(digit) * (_LENGTH - place) for place, digit in enumerate(digits[:12]))
    return (11 - weighted % 11) % 10


def identity_fault(text: str) -> Fault | None:
    """What is wrong with an id as it was typed; ``None`` where nothing is, or where it is empty.

    ``length``: digits alone, but not 13. ``check-digit``: the last one doesn't follow from the
    others. ``form``: neither letters nor digits, as ``1.23E+12``, which a spreadsheet makes.

    >>> identity_fault("1234567890121"), identity_fault("G644200000001"), identity_fault("")
    (None, None, None)
    >>> identity_fault("1234567890123"), identity_fault("123456789012"), identity_fault("1.23E+12")
    ('check-digit', 'length', 'form')
    """
    plain = plain_identity(text)
    if not plain:
        return None
    if not (plain.isascii() and plain.isalnum()):
        return "form"
    if not plain.isdecimal():
        return None
    if len(plain) != _LENGTH:
        return "length"
    return None if check_digit(plain) == int(plain[-1]) else "check-digit"
