"""Times of day as Thai offices write them: ``09.00 น.``, and as people type them.

Source: the office's papers, which write a dot between hours and minutes and ``น.`` after them.
"""

import re
from datetime import time

from khet.rules.thai import arabic_digits, tidy

_TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(?:น\.?|นาฬิกา)?")


def parse_clock(text: str) -> time:
    """The time of a text.

    Raises:
        ValueError: no time of a day.

    >>> parse_clock("๐๘.๓๐ น."), parse_clock("9:00"), parse_clock("13 น.")
    (datetime.time(8, 30), datetime.time(9, 0), datetime.time(13, 0))
    """
    found = _TIME.fullmatch(tidy(arabic_digits(text)))
    if not found:
        raise ValueError(text)
    return time(int(found[1]), int(found[2] or 0))


def clock(when: time) -> str:
    """A time as it is written.

    >>> clock(time(8, 30))
    '08.30 น.'
    """
    return f"{when:%H.%M} น."


def clock_span(starts: time | None, finishes: time | None) -> str:
    """From when to when, as it is written; empty where not known.

    >>> clock_span(time(9), time(12)), clock_span(time(9), None), clock_span(None, None)
    ('09.00–12.00 น.', 'ตั้งแต่ 09.00 น.', '')
    """
    if starts is None:
        return f"ถึง {clock(finishes)}" if finishes else ""
    if finishes is None:
        return f"ตั้งแต่ {clock(starts)}"
    return f"{starts:%H.%M}–{clock(finishes)}"
