"""Books of letters, the steps a letter takes, its ที่, and what tells one letter from another.

Source: the correspondence rules of the Office of the Prime Minister 2526 with the amendments up to
No. 4 (2564): received letters are registered and put before who orders; ours are drafted, put
before who signs, numbered in the order of the calendar year; a circular bears ว before its number,
which is of a series of its own or of the letters sent, as each office decided.
"""

import re
from collections.abc import Mapping

from khet.rules.thai import arabic_digits, tidy

RECEIVED, SENT, CIRCULAR, MEMO, OPEN = "received", "sent", "circular", "memo", "open"
BOOKS = (RECEIVED, SENT, CIRCULAR, MEMO, OPEN)
"""The books of an office."""
_AT = re.compile("^ที่(?: *[:.]? +|(?=[ก-ฮ]{2,4} ?[0-9๐-๙]))")
_POINT = re.compile(r"(/[วอ])\.")
OURS = frozenset({SENT, CIRCULAR, MEMO, OPEN})
"""The books of what the office writes itself."""
SIGNED_BOOKS = frozenset({SENT, CIRCULAR, OPEN})
"""The books whose letters are signed; on a memorandum an order is written, as on one received."""

PROPOSE, ENDORSE, ORDER, SIGN, RETURN = "propose", "endorse", "order", "sign", "return"
REGISTER, SEND, FILE, CANCEL, REOPEN = "register", "send", "file", "cancel", "reopen"

CHANGED = frozenset({"draft", "registered"})
"""The states in which a letter may be written otherwise: nobody has acted on it."""

_STEPS: Mapping[str, Mapping[str, str]] = {
    PROPOSE: {"draft": "proposed", "registered": "proposed", "ordered": "proposed"},
    ENDORSE: {"proposed": "proposed"},
    RETURN: {"proposed": ""},
    ORDER: {"proposed": "ordered"},
    SIGN: {"proposed": "signed"},
    SEND: {"signed": "sent"},
    FILE: {"registered": "filed", "ordered": "filed", "sent": "filed", "signed": "filed"},
    REOPEN: {"filed": "ordered"},
    CANCEL: {"draft": "cancelled", "registered": "cancelled", "proposed": "cancelled"},
}
"""Each step with the states from which it is taken and the one it leads to."""


def after_step(book: str, step: str, state: str) -> str | None:
    """The state after a step, or none where it can't be taken from this one.

    What is returned goes back to where it was proposed from: one received is registered again, one
    of ours a draft. Only letters that are signed are signed and sent; a memorandum and a received
    letter are ordered. Ours can be cancelled until they are sent; their number stays with them.

    >>> after_step("received", "propose", "registered")
    'proposed'
    >>> after_step("received", "order", "proposed"), after_step("sent", "order", "proposed")
    ('ordered', None)
    >>> after_step("received", "return", "proposed"), after_step("circular", "return", "proposed")
    ('registered', 'draft')
    """
    if step in (SIGN, SEND) and book not in SIGNED_BOOKS:
        return None
    if step in (ORDER, REOPEN) and book in SIGNED_BOOKS:
        return None
    if step == CANCEL and state == "signed":
        return "cancelled"
    after = _STEPS.get(step, {}).get(state)
    if after == "":
        return "draft" if book in OURS else "registered"
    return after


def letter_ref(prefix: str, book: str, number: int) -> str:
    """The ที่ of a letter of ours: the office's letters and number, and the running number.

    >>> letter_ref("ศธ 04999", "sent", 12), letter_ref("ศธ 04999", "circular", 12)
    ('ศธ 04999/12', 'ศธ 04999/ว12')
    >>> letter_ref("", "circular", 3)
    'ว3'
    """
    running = f"ว{number}" if book == CIRCULAR else str(number)
    return f"{prefix}/{running}" if prefix else running


def series_of(book: str, *, circulars_apart: bool) -> str:
    """The series whose numbers a book takes; an open letter has none.

    >>> series_of("circular", circulars_apart=False), series_of("circular", circulars_apart=True)
    ('sent', 'circular')
    >>> series_of("open", circulars_apart=True)
    ''
    """
    if book == OPEN:
        return ""
    return SENT if book == CIRCULAR and not circulars_apart else book


def bare_ref(ref: str) -> str:
    """A ที่ as it stands in a book: tidied, without the word ที่ before it.

    >>> bare_ref(" ที่  ศธ ๐๔๙๙๙/ว ๑๒"), bare_ref("ที่ระลึก 1/2569")
    ('ศธ ๐๔๙๙๙/ว ๑๒', 'ที่ระลึก 1/2569')
    """
    return _AT.sub("", tidy(ref))


def ref_key(ref: str) -> str:
    """What tells one ที่ from another: ``bare_ref`` without spaces, digits Arabic, letters small.

    Whether a point stands behind the ว of a circular says nothing.

    >>> ref_key("ศธ ๐๔๙๙๙ / ว ๑๒") == ref_key("ศธ04999/ว12") == ref_key("ที่ ศธ 04999/ว.12")
    True
    """
    plain = "".join(arabic_digits(bare_ref(ref)).split()).casefold()
    return _POINT.sub(r"\1", plain)


def sender_key(sender: str) -> str:
    """What tells one sender from another: tidied, without spaces.

    >>> sender_key(" สพฐ. ") == sender_key("สพฐ.")
    True
    """
    return "".join(arabic_digits(tidy(sender)).split()).casefold()
