"""News of an office: which step follows which, and how old the newest of each unit is.

Source: the office's orders on its network of public relations and its website: news is proposed by
groups and schools, checked, published and archived; each group keeps its own current. No rule says
after how many days a group's newest is too old, so only the days are told.
"""

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

NEWS, NOTICE, PLAN, REPORT = "news", "notice", "plan", "report"
TIDINGS, PAPERS = (NEWS, NOTICE), (PLAN, REPORT)
"""What tells of something, and what is kept to be read."""

PROPOSED, RETURNED, CHECKED = "proposed", "returned", "checked"
PUBLISHED, ARCHIVED = "published", "archived"
CHECK, RETURN, CHANGE, PUBLISH = "check", "return", "change", "publish"
PIN, UNPIN, ARCHIVE, TAKE_BACK = "pin", "unpin", "archive", "take-back"
ADD_PICTURE, TAKE_FILE_OFF = "add-picture", "take-file-off"
"""A picture comes before the check, so that it is looked at; a file can leave at any time."""
_STATES = (PROPOSED, RETURNED, CHECKED, PUBLISHED, ARCHIVED)
_AFTER: Mapping[str, Mapping[str, str]] = {
    CHECK: {PROPOSED: CHECKED},
    RETURN: {PROPOSED: RETURNED, CHECKED: RETURNED},
    CHANGE: {
        PROPOSED: PROPOSED,
        RETURNED: PROPOSED,
        CHECKED: CHECKED,
        PUBLISHED: PUBLISHED,
    },
    PUBLISH: {CHECKED: PUBLISHED, ARCHIVED: PUBLISHED},
    PIN: {PUBLISHED: PUBLISHED},
    UNPIN: {PUBLISHED: PUBLISHED},
    ARCHIVE: {PUBLISHED: ARCHIVED},
    TAKE_BACK: {state: RETURNED for state in _STATES if state != RETURNED},
    ADD_PICTURE: {PROPOSED: PROPOSED, RETURNED: RETURNED},
    TAKE_FILE_OFF: {state: state for state in _STATES},
}
CONSENT_LETTERS = 10
"""With fewer, nobody can read who consented and how; an own choice, no rule says a number."""
_Unit = TypeVar("_Unit")


def after_step(step: str, state: str) -> str | None:
    """The state of news after a step from a state; ``None`` where it can't be taken.

    >>> after_step("check", "proposed"), after_step("publish", "proposed")
    ('checked', None)
    >>> after_step("change", "returned"), after_step("change", "published")
    ('proposed', 'published')
    """
    return _AFTER.get(step, {}).get(state)


def says_consent(text: str) -> bool:
    """Whether a text can say who consented to pictures of children, and how: letters, no signs.

    Thai vowels and tone marks count as letters.

    >>> says_consent("ผู้ปกครองลงชื่อ"), says_consent("-"), says_consent(". . . . . . . . . .")
    (True, False, False)
    """
    return sum(unicodedata.category(sign)[0] in "LM" for sign in text) >= CONSENT_LETTERS


def by_age(
    newest: Mapping[_Unit, date | None], today: date
) -> list[tuple[_Unit, date | None, int | None]]:
    """Units with the day of their newest and how many days ago it was, the oldest first.

    Before all stand those without any, whose day and age are ``None``; of the same day the order
    stays as it was. A day still to come counts as today.

    >>> days = {"A": date(2014, 8, 1), "B": None, "C": date(2014, 7, 2)}
    >>> [(unit, age) for unit, day, age in by_age(days, date(2014, 8, 1))]
    [('B', None), ('C', 30), ('A', 0)]
    """
    ordered = sorted(newest.items(), key=lambda one: one[1] or date.min)
    return [(unit, day, max((today - day).days, 0) if day else None) for unit, day in ordered]
