"""A pupil's status in a score file: ordinary, or one who learns with special needs."""

from enum import StrEnum

from khet.rules.thai import tidy


class Status(StrEnum):
    """What a file says of a pupil; a pupil whose status it doesn't tell counts as ordinary."""

    UNTOLD = ""
    NORMAL = "normal"
    SPECIAL = "special"


_WORDS = {
    "": Status.UNTOLD,
    "ปกติ": Status.NORMAL,
    "normal": Status.NORMAL,
    "พิเศษ": Status.SPECIAL,
    "เด็กพิเศษ": Status.SPECIAL,
    "เรียนรวม": Status.SPECIAL,
    "special": Status.SPECIAL,
}
ALL, NORMAL_ONLY = "all", "normal"
"""Whose scores results are made of: every pupil's, or those without the special pupils'."""


def parse_status(text: str) -> Status:
    """A status cell as typed.

    Source: files of NT Access carry a status of each pupil, normal or special; its words are ours.

    >>> parse_status(" เรียนรวม ").name, parse_status("").name
    ('SPECIAL', 'UNTOLD')

    Raises:
        ValueError: none of the words.
    """
    plain = tidy(text).lower()
    if plain not in _WORDS:
        raise ValueError(text)
    return _WORDS[plain]
