"""What an event about a published value changed, in words."""

from django.utils.translation import gettext as _

from khet.rules.colours import FIRST_YEAR, colour_words
from khet.rules.published import PERCENT
from khet.rules.sittings import ALL_SUBJECTS, SUBJECTS
from khet.web.learning.published.words import what_names
from khet.web.learning.words import subject_name
from khet.web.parts.kinds import Told

_PLACE = ("what", "subject", "school")


def published_differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What was told of which matter, subject and school, and what became of it.

    The percent of a school is for who sees the school, and stays out of lists of events.
    """
    was, now = dict(before or {}), dict(after or {})
    place = was or now
    withdrawn = "what" not in now
    told = [(_names()[n], "", _word(n, place)) for n in _PLACE if place.get(n)]
    for name in ("value", "colour", "source"):
        old, new = _word(name, was), "" if withdrawn else _word(name, now)
        if old != new or (name == "value" and was.get(name) != now.get(name)):
            told.append((_names()[name], old, new or "–"))
    if reason := now.get("reason"):
        told.append((_names()["reason"], "", reason))
    return told


def _names() -> dict[str, str]:
    return {
        "what": _("เรื่อง"),
        "subject": _("วิชา"),
        "school": _("โรงเรียน"),
        "value": _("ค่า"),
        "colour": _("สี"),
        "source": _("ที่มา"),
        "reason": _("เหตุผล"),
    }


def _word(name: str, told: dict[str, str]) -> str:
    text = told.get(name, "")
    if name == "value" and text and told["what"] == PERCENT:
        return _("(เห็นเฉพาะผู้เห็นผลของโรงเรียน)")
    if name == "what":
        return what_names().get(text, text)
    if name == "subject":
        return subject_name(text) if text in SUBJECTS or text == ALL_SUBJECTS else text
    words = colour_words(FIRST_YEAR)
    return _(words[text]) if name == "colour" and text in words else text
