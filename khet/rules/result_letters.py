"""What a letter of results asks of a school: for which subjects, and until when.

Source: the office asks a school whose subject is orange or red to look for the causes on the
pupils' and the teachers' side, to set what it will do and its target, and to answer. The days are
this office's custom.
"""

from collections.abc import Iterable
from datetime import date, timedelta

ASKING = frozenset({"orange", "red"})
DAYS_TO_ANSWER = 15


def subjects_to_answer(colours: Iterable[tuple[str, str | None]]) -> list[str]:
    """The subjects that a school answers for, of (subject, colour key) in their order.

    >>> subjects_to_answer([("thai", "green"), ("math", "red"), ("english", None)])
    ['math']
    """
    return [subject for subject, colour in colours if colour in ASKING]


def answer_by(day: date, days: int = DAYS_TO_ANSWER) -> date:
    """The day until which a letter of that day is answered.

    >>> answer_by(date(2014, 3, 20))
    datetime.date(2014, 4, 4)
    """
    return day + timedelta(days)
