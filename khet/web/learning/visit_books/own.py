"""The page of a supervisor's month: read, written, sent, taken away as a paper."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from khet.records.learning.actions.books import MonthNotOverError, send_book, write_book
from khet.records.learning.queries.books import BOOK
from khet.records.registry.access import SEE_VISITS
from khet.records.registry.models import Event
from khet.rules.months import month_of
from khet.rules.supervision_books import book_key, read_book_key
from khet.web.learning.visit_books.forms import BookForm
from khet.web.learning.visit_books.own_book import OwnBook, book_url, own_book_of
from khet.web.learning.visit_books.own_paper import own_paper
from khet.web.learning.visit_books.words import book_name
from khet.web.parts.private import paper_of, private


@private
@require_safe
def show_own_book(request: HttpRequest) -> HttpResponse:
    """A person's book of a month."""
    book = own_book_of(request)
    return _page(request, book, _form(request, book))


@private
@require_POST
def write_own_book(request: HttpRequest) -> HttpResponse:
    """Keep what the reader wrote of the own month, or send it."""
    book = own_book_of(request)
    if not book.own:
        raise PermissionDenied
    form = _form(request, book)
    if form.is_valid() and _kept(request, book, form):
        return redirect(book.url())
    return _page(request, book, form)


def _page(request: HttpRequest, book: OwnBook, form: BookForm) -> HttpResponse:
    before, after = book.month.plus(-1), book.month.plus(1)
    context = {
        "book": book,
        "form": form if book.own else None,
        "before": (book_name(before), book.url(before)),
        "after": (book_name(after), book.url(after)),
        "newest": book.month >= month_of(book.viewer.today),
        "changed": _changed(book) if book.sent else None,
        "others": book.viewer.scope.may_everywhere(SEE_VISITS),
    }
    return render(request, "learning/visit_books/own.html", context)


@require_safe
def own_book_file(request: HttpRequest, form: str) -> HttpResponse:
    """The book as PDF or DOCX."""
    with override("th"):
        book = own_book_of(request)
        paper = own_paper(book)
    name = f"supervision-book-{book_key(book.person.pk, book.month)}"
    return paper_of(paper, form, book.viewer.today, name)


@require_safe
def show_book(request: HttpRequest, key: str) -> HttpResponse:
    """The book of a key, at its own address."""
    found = read_book_key(key)
    if found is None:
        raise Http404
    return redirect(book_url(*found))


def _form(request: HttpRequest, book: OwnBook) -> BookForm:
    names = BookForm.base_fields
    start = {name: getattr(book.text, name) for name in names} if book.text else {}
    data = request.POST if request.method == "POST" else None
    return BookForm(data, start, reason_due=not book.every_visit)


def _kept(request: HttpRequest, book: OwnBook, form: BookForm) -> bool:
    """Whether what was written was kept or sent; if not, the form says why."""
    by, area, month = book.reader, book.viewer.area, book.month
    if not form.sends:
        write_book(by=by, area=area, month=month, text=form.text)
        messages.success(request, _("บันทึกแล้ว"))
        return True
    schools = {visit.school_id for visit in book.every_visit}
    told = f"นิเทศ {len(book.every_visit)} ครั้ง {len(schools)} โรงเรียน"
    try:
        send_book(by=by, area=area, month=month, text=form.text, told=told, at=timezone.now())
    except MonthNotOverError:
        form.add_error(None, _("ยังไม่สิ้นเดือน จึงยังส่งไม่ได้: บันทึกไว้ก่อน แล้วส่งเมื่อขึ้นเดือนใหม่"))
        return False
    messages.success(request, _("ส่งสมุดนิเทศแล้ว"))
    return True


def _changed(book: OwnBook) -> Event | None:
    """When the text was last changed after it was sent."""
    key = book_key(book.person.pk, book.month)
    return Event.objects.filter(kind=BOOK, key=key, action="change-book").order_by("-pk").first()
