"""Who sent the books of a fiscal year's months: people by months; and from which month on."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.jobs.open_books import open_all_books
from khet.records.learning.queries.books import book_duties, books_in, supervisors_between
from khet.records.office.actions.monthly import start_monthly
from khet.records.registry.access import CHANGE_SETTINGS, PLAN_VISITS, SEE_VISITS
from khet.records.registry.actions.settings import UnsoundTableError
from khet.records.registry.models import User
from khet.rules.calendar import fiscal_year
from khet.rules.deadlines import SUPERVISION_BOOK, first_month
from khet.rules.month_grid import LATE, SENT, Standing
from khet.rules.months import Month, fiscal_months, parse_month
from khet.rules.supervision_books import book_key, book_standing
from khet.rules.thai import arabic_digits
from khet.web.learning.visit_books.own_book import book_opens, book_url
from khet.web.learning.visit_books.words import book_standing_words
from khet.web.office.monthly.forms import StartForm
from khet.web.office.monthly.words import month_name
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

YEARS = range(2540, 2601)


class Cell(NamedTuple):
    """A person's book of a month: how it stands, in a word, and its address where it has begun."""

    stands: Standing
    told: str
    url: str
    month: str
    shown: bool


@dataclass
class Grid:
    """The books of a fiscal year as the heads of the office read them."""

    viewer: Viewer
    year: int
    asked: str = ""

    @cached_property
    def months(self) -> list[Month]:
        """The months of the year."""
        return fiscal_months(self.year)

    @cached_property
    def shown(self) -> Month:
        """The month that narrow screens show: as asked, else the newest that is over."""
        for month in self.months:
            if month.key == self.asked:
                return month
        over = [month for month in self.months if month.last < self.viewer.today]
        return over[-1] if over else self.months[0]

    @property
    def beside(self) -> list[Month]:
        """The months of the year before and after that."""
        near = (self.shown.plus(-1), self.shown.plus(1))
        return [month for month in near if month in self.months]

    @cached_property
    def rows(self) -> list[tuple[User, list[Cell]]]:
        """Everybody who was supervisor in the year or wrote a book, month by month."""
        area, first, last = self.viewer.area, self.months[0].first, self.months[-1].last
        people = {user.pk: user for user in supervisors_between(area, first, last)}
        books = books_in(area, self.months)
        people |= {book.person_id: book.person for book in books if book.sent_at}
        sent = {book_key(b.person_id, parse_month(b.month)) for b in books if b.sent_at}
        keys = [book_key(pk, month) for pk in people for month in self.months]
        duties = {duty.about_key: (duty.state, duty.due) for duty in book_duties(keys)}

        def cell(person: int, month: Month) -> Cell:
            key = book_key(person, month)
            opens = book_opens(self.viewer, month)
            stands = book_standing(key in sent, duties.get(key), opens, self.viewer.today)
            url = book_url(person, month) if month.first <= self.viewer.today else ""
            name = month_name(month, short=True)
            return Cell(stands, book_standing_words(stands), url, name, month == self.shown)

        return [(user, [cell(pk, month) for month in self.months]) for pk, user in people.items()]

    @cached_property
    def counts(self) -> list[tuple[str, int, int, bool]]:
        """For each month its name, how many books were sent and are late, whether it is shown."""
        found = []
        for place, month in enumerate(self.months):
            counted = Counter(cells[place].stands.key for _user, cells in self.rows)
            name = month_name(month, short=True)
            found.append((name, counted[SENT], counted[LATE], month == self.shown))
        return found


def may_start(viewer: Viewer) -> bool:
    """Whether the person says from which month on supervisors send books."""
    return any(viewer.scope.may_everywhere(one) for one in (CHANGE_SETTINGS, PLAN_VISITS))


@private
@require_safe
def show_books(request: HttpRequest) -> HttpResponse:
    """People by months of a fiscal year: sent, late, to come; each opens the book."""
    viewer = viewer_of(request)
    viewer.require_everywhere(SEE_VISITS)
    now = fiscal_year(viewer.today).be
    asked = arabic_digits(request.GET.get("year", ""))
    year = int(asked) if asked in map(str, YEARS) else now
    grid = Grid(viewer, year, request.GET.get("month", ""))
    begun = first_month(SUPERVISION_BOOK.code, viewer.tables)
    context = {
        "grid": grid,
        "years": range(now, _first_year(begun, now) - 1, -1),
        "begun": month_name(begun) if begun else "",
        "may_start": may_start(viewer),
        "shown": month_name(grid.shown),
        "beside": [(m.key, month_name(m)) for m in grid.beside],
    }
    return render(request, "learning/visit_books/books.html", context)


def _first_year(begun: Month | None, now: int) -> int:
    """The earliest year to choose: that of the first book, at least the one before this."""
    return min(now - 1, fiscal_year(begun.first).be) if begun else now - 1


@private
@form_page
def start_books(request: HttpRequest) -> HttpResponse:
    """Say from which month on supervisors send books, and open what is due already."""
    viewer, by = viewer_of(request), signed_in(request)
    if not may_start(viewer):
        raise PermissionDenied
    rule, area = SUPERVISION_BOOK, viewer.area
    posted = request.POST if request.method == "POST" else None
    form = StartForm(posted, viewer.today, first_month(rule.code, viewer.tables))

    def do() -> str:
        first = form.cleaned_data["first"]
        start_monthly(by=by, area=area, rule=rule, first=first, today=viewer.today)
        opened = open_all_books(by=by, today=viewer.today, area=area)
        messages.success(request, _("เริ่มแล้ว เปิดสมุดนิเทศที่ต้องส่ง %(n)s เล่ม") % {"n": opened})
        return back

    sees = viewer.scope.may_everywhere(SEE_VISITS)
    back = reverse("learning:books") if sees else reverse("learning:books-start")
    page = Page(
        _("เดือนแรกที่ศึกษานิเทศก์ต้องส่งสมุดนิเทศ"),
        _("เริ่ม"),
        back if sees else reverse("home"),
        lead=_(
            "ระบบเปิดงานให้ศึกษานิเทศก์ทุกคนเมื่อสิ้นเดือน ตั้งแต่เดือนนี้ไป ส่งภายในวันที่ 5 ของเดือนถัดไป "
            "หรือตามตารางกำหนดเวลาของสำนักงาน"
        ),
    )
    return filled(request, form, page, do, (UnsoundTableError,), _faults)


def _faults(refused: Exception) -> dict[str, str]:
    faults = refused.faults if isinstance(refused, UnsoundTableError) else ()
    return {"first": " ".join(_(one.message) % one.values for one in faults)}
