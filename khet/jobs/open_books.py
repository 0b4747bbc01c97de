"""Opening the monthly books that supervisors owe; run each day, it opens nothing twice."""

from datetime import date, datetime

from django.utils import timezone

from khet.jobs.background import BY
from khet.records.learning.actions.books import open_books
from khet.records.learning.queries.books import opened_book_months, supervisors_on
from khet.records.office.queries.owed import areas_on
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.deadlines import SUPERVISION_BOOK, first_month, opens_on, terms_of
from khet.rules.months import Month, from_to, month_of


def open_everywhere(now: datetime) -> None:
    """Open what is due on the day of that time, in every area."""
    today = timezone.localdate(now)
    for area in areas_on(today):
        open_all_books(by=BY, today=today, area=area)


def open_all_books(*, by: Actor, today: date, area: Unit) -> int:
    """Open the books of an area that were to open by a day; gives how many were opened.

    They are those of the months from the first that the office asks for, of who was supervisor on
    the last day of the month. The newest month is looked at each time, so that who was entered
    late is asked too.
    """
    tables = office_tables(area)
    first = first_month(SUPERVISION_BOOK.code, tables)
    if first is None:
        return 0

    def opens(month: Month) -> date:
        return opens_on(terms_of(SUPERVISION_BOOK.code, month.first, tables), month)

    begun = [month for month in from_to(first, month_of(today)) if opens(month) <= today]
    known = opened_book_months(area)
    wanted = [month for month in begun if month.key not in known or month == begun[-1]]
    opened = 0
    for month in wanted:
        people = supervisors_on(area, month.last)
        opened += len(open_books(by=by, area=area, month=month, people=people, tables=tables))
    return opened
