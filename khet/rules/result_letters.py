"""What a letter of results asks of a school: for which subjects, and until when.

Source: the office asks a school whose subject is orange or red to look for the causes on the
pupils' and the teachers' side, to set what it will do and its target, and to answer. The
days are those of the rule of duties.
"""

from collections.abc import Collection, Iterable
from datetime import date

from khet.rules.deadlines import ANSWER_RESULTS, due_day, terms_of
from khet.rules.tables import SHIPPED, Tables

ASKING = frozenset({"orange", "red"})


def subjects_to_answer(colours: Iterable[tuple[str, str | None]]) -> list[str]:
    """The subjects that a school answers for, of (subject, colour key) in their order.

    >>> subjects_to_answer([("thai", "green"), ("math", "red"), ("english", None)])
    ['math']
    """
    return [subject for subject, colour in colours if colour in ASKING]


def answer_days(day: date, tables: Tables = SHIPPED) -> int:
    """How many days a letter of that day gives for the answer.

    >>> answer_days(date(2014, 3, 20))
    15
    """
    return terms_of(ANSWER_RESULTS.code, day, tables).days or 0


def answer_by(day: date, holidays: Collection[date] = (), tables: Tables = SHIPPED) -> date:
    """The day until which a letter of that day, or results announced on it, are answered.

    >>> answer_by(date(2014, 3, 20))
    datetime.date(2014, 4, 4)
    >>> answer_by(date(2014, 3, 21))
    datetime.date(2014, 4, 7)
    """
    terms, days = terms_of(ANSWER_RESULTS.code, day, tables), answer_days(day, tables)
    return due_day(day, days, holidays, working=terms.working, moves=terms.moves)
