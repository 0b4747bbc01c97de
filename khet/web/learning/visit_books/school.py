"""The page of a school's own book of supervision: read, taken away as a paper."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import override
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_VISITS
from khet.records.registry.models import UnitKind
from khet.web.learning.visit_books.school_book import SchoolBook, school_book_of
from khet.web.learning.visit_books.school_paper import school_paper
from khet.web.learning.visits.asked import Desk, kept_list
from khet.web.parts.private import paper_of, private
from khet.web.parts.viewer import viewer_of


@private
@require_safe
def show_school_book(request: HttpRequest, code: str) -> HttpResponse:
    """A fiscal year of a school's book."""
    return _page(request, code)


def _page(request: HttpRequest, code: str) -> HttpResponse:
    book = school_book_of(request, code)
    rights = (book.may_acknowledge, book.sees_files)
    lines = kept_list(request, Desk(book.viewer), lambda: _drawn(book), code, *rights)
    return render(request, "learning/visit_books/school.html", {"book": book, "lines": lines})


def _drawn(book: SchoolBook) -> SafeString:
    years = [(year, book.url(year)) for year in book.years]
    return render_to_string("learning/visit_books/_school.html", {"book": book, "years": years})


@private
@require_safe
def show_own_school_book(request: HttpRequest) -> HttpResponse:
    """The book of the school at which the reader works."""
    viewer = viewer_of(request)
    viewer.require(SEE_VISITS)
    for held in viewer.roles:
        if held.unit.kind == UnitKind.SCHOOL and viewer.scope.may_at(SEE_VISITS, held.unit.code):
            return _page(request, held.unit.code)
    raise PermissionDenied


@require_safe
def school_book_file(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """A fiscal year of a school's book as PDF or DOCX."""
    with override("th"):
        book = school_book_of(request, code)
        paper = school_paper(book)
    return paper_of(paper, form, book.viewer.today, f"school-book-{code}-{book.year}")
