"""The page of a school's own book of supervision: read, acknowledged, taken away as a paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from khet.records.learning.access import seen_visits
from khet.records.learning.actions.visit_steps import acknowledge_visit
from khet.records.learning.queries.books import TOLD
from khet.records.learning.queries.visits import visit_of
from khet.records.registry.access import ANSWER_VISITS, SEE_VISITS
from khet.records.registry.models import UnitKind
from khet.rules.calendar import fiscal_year
from khet.web.learning.visit_books.school_book import school_book_of
from khet.web.learning.visit_books.school_paper import school_paper
from khet.web.parts.private import paper_of, private
from khet.web.parts.viewer import signed_in, viewer_of


@private
@require_safe
def show_school_book(request: HttpRequest, code: str) -> HttpResponse:
    """A fiscal year of a school's book."""
    return _page(request, code)


def _page(request: HttpRequest, code: str) -> HttpResponse:
    book = school_book_of(request, code)
    years = [(year, book.url(year)) for year in book.years]
    return render(request, "learning/visit_books/school.html", {"book": book, "years": years})


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


@require_POST
def acknowledge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say as the school's head that a visit's advice was read; the first time counts."""
    viewer, user = viewer_of(request), signed_in(request)
    viewer.require_at(ANSWER_VISITS, code)
    visit = visit_of(seen_visits(viewer.scope, user), pk)
    if visit is None or visit.school.code != code or visit.state not in TOLD or visit.day is None:
        raise Http404
    acknowledge_visit(by=user, visit=visit, at=timezone.now())
    messages.success(request, _("รับทราบผลการนิเทศแล้ว"))
    book = school_book_of(request, code)
    return redirect(f"{book.url(fiscal_year(visit.day).be)}#visit-{pk}")
