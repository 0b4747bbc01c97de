"""The panel of a supervisor's home: this month's book, and what of earlier ones is owed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.learning.models import Visit
from khet.records.learning.queries.books import SUPERVISOR, owed_books
from khet.records.office.queries.calendar import due_in
from khet.records.office.queries.duties import late
from khet.rules.deadlines import SUPERVISION_BOOK
from khet.rules.duties import OWED
from khet.rules.supervision_books import read_book_key
from khet.web.learning.visit_books.own_book import book_opens, book_url, own_book_of
from khet.web.learning.visit_books.words import book_name
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer


def is_supervisor(viewer: Viewer) -> bool:
    """Whether the person is a supervisor."""
    return any(held.role == SUPERVISOR for held in viewer.roles)


@private
@require_safe
def show_panel(request: HttpRequest) -> HttpResponse:
    """How many visits the month has, what is missing, until when its book is due."""
    book = own_book_of(request)
    viewer, month = book.viewer, book.month
    asked = book_opens(viewer, month) is not None
    owed = [
        (book_name(found[1]), book_url(*found), duty.due, late(duty, viewer.today))
        for duty in owed_books(book.person.pk).filter(state__in=OWED)
        if (found := read_book_key(duty.about_key))
    ]
    context = {
        "book": book,
        "made": len(book.every_visit),
        "planned": sum(line.visit.state == Visit.State.PLANNED for line in book.missed),
        "untold": sum(visit.state == Visit.State.DONE for visit in book.every_visit),
        "unwritten": sum(not visit.advice for visit in book.every_visit),
        "due": due_in(viewer.area, SUPERVISION_BOOK, month, viewer.tables) if asked else None,
        "owed": owed,
    }
    return render(request, "learning/visit_books/_panel_own.html", context)
