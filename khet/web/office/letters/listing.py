"""Books of letters: one page with a tab for each, filtered, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import ceil

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Letter, Number
from khet.records.office.queries.letters import book_lines, numbers_alone, why_returned
from khet.rules.letters import BOOKS, RECEIVED
from khet.web.office.letters.asked import at_office
from khet.web.office.letters.filters import LetterFilters
from khet.web.office.letters.words import (
    book_name,
    returned_name,
    secrecy_name,
    state_name,
    urgency_name,
)
from khet.web.parts.private import private
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 50
PER_PRINT = 5_000
"""How many lines one PDF of a register has."""


@dataclass(frozen=True)
class Row:
    """A letter as a line of its book; of one that isn't ``shown`` only the number is told.

    ``why`` is why it was sent back.
    """

    letter: Letter
    shown: bool
    state: str
    urgency: str
    secrecy: str
    why: str


def rows_of(letters: Iterable[Letter]) -> list[Row]:
    """Letters as lines of their book."""
    found = list(letters)
    back = why_returned(found)
    return [
        Row(
            letter,
            getattr(letter, "shown", True),
            returned_name() if letter.pk in back else state_name(letter.state),
            urgency_name(letter.urgency) if letter.urgency else "",
            secrecy_name(letter.secrecy) if letter.secrecy else "",
            back.get(letter.pk, ""),
        )
        for letter in found
    ]


class Book:
    """The letters of a book that an address asks for.

    A secret letter that the reader may not see keeps its line where the whole book, or a whole
    year of it, is asked for, so that the numbers show no gap.
    """

    def __init__(self, request: HttpRequest) -> None:
        self.desk = at_office(request)
        self._asked = request.GET
        self.code = request.GET.get("book") or RECEIVED

    @cached_property
    def form(self) -> LetterFilters:
        """The filters.

        Raises:
            NotHereError: there is no such book, or a filter names what isn't there.
        """
        form = LetterFilters(self._asked, self.desk)
        if self.code not in BOOKS or not form.is_valid():
            whole = Nearest(_("ทะเบียนหนังสือ"), reverse("office:letters"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในทะเบียนหนังสือ"), [whole])
        return form

    @property
    def letters(self) -> QuerySet[Letter]:
        """Those that are asked for."""
        viewer, whole = self.desk.viewer, not self.form.narrowed
        lines = book_lines(viewer.office_sight, viewer.area, self.code, whole=whole)
        return self.form.choose(lines)

    @cached_property
    def leaf(self) -> Page[Letter]:
        """The page of the list that is asked for, or the nearest."""
        return Paginator(self.letters, PER_PAGE).get_page(self._asked.get("page"))

    @property
    def alone(self) -> QuerySet[Number]:
        """The numbers that no letter has; none where not the whole book or year is asked for."""
        series = "" if self.form.narrowed else self.desk.series(self.code)
        found = numbers_alone(self.desk.viewer.area, series, self.form.only_year)
        return found if series else found.none()

    @cached_property
    def parts(self) -> int:
        """In how many parts the register is printed."""
        lines = self.leaf.paginator.count + self.alone.count()
        return max(ceil(lines / PER_PRINT), 1)

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The books: address, name, whether it is this one."""
        here = reverse("office:letters")
        return [(f"{here}?book={one}", book_name(one), one == self.code) for one in BOOKS]


@private
@require_safe
def show_book(request: HttpRequest) -> HttpResponse:
    """A book of letters."""
    book = Book(request)
    xlsx, pdf = (reverse("office:letter-book", args=[kind]) for kind in ("xlsx", "pdf"))
    query = f"?{book.form.query}".rstrip("?")
    more = f"{query}&" if query else "?"
    context = {
        "book": book,
        "name": book_name(book.code),
        "received": book.code == RECEIVED,
        "form": book.form,
        "leaf": book.leaf,
        "rows": rows_of(book.leaf),
        "per_print": PER_PRINT,
        "xlsx": f"{xlsx}{query}",
        "pdf": f"{pdf}{query}",
        "parts": [(n, f"{pdf}{more}part={n}") for n in range(1, book.parts + 1)],
        "desk": book.desk,
    }
    return render(request, "office/letters/book.html", context)
