"""The numbers of letters: which were used, reserved and cancelled, so that none is missing."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.actions.numbers import cancel_number, continue_series, take_number
from khet.records.office.models import Letter, Number
from khet.records.office.queries.letters import (
    letters_seen,
    series_numbers,
    series_years,
)
from khet.rules.calendar import calendar_year
from khet.rules.letters import CIRCULAR, MEMO, RECEIVED, SENT
from khet.web.office.letters.asked import LetterDesk, at_office, registering
from khet.web.office.letters.changing import filled
from khet.web.office.letters.words import book_name, letter_name
from khet.web.office.orders.forms import ContinueForm, ReasonForm, ReserveForm
from khet.web.office.orders.words import number_state
from khet.web.parts.filling import Page, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 100
KINDS = (RECEIVED, SENT, CIRCULAR, MEMO)


@private
@require_safe
def show_numbers(request: HttpRequest) -> HttpResponse:
    """The numbers of a series and calendar year, the last first."""
    desk = at_office(request)
    kind, year, years = _asked(request, desk)
    leaf = Paginator(series_numbers(desk.viewer.area, kind, year), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "leaf": leaf,
        "rows": _rows(desk, list(leaf)),
        "kind": kind,
        "name": book_name(kind),
        "year": year,
        "years": years,
        "kinds": [(one, book_name(one)) for one in _series(desk)],
        "desk": desk,
    }
    return render(request, "office/letters/numbers.html", context)


@private
@form_page
def reserve(request: HttpRequest) -> HttpResponse:
    """Reserve the next number of this year."""
    desk = registering(request)
    kind, year = desk.series(_kind(request, desk)), calendar_year(desk.viewer.today).be
    form = ReserveForm(request.POST or None, label_suffix="")

    def do() -> str:
        take_number(
            by=signed_in(request),
            area=desk.viewer.area,
            kind=kind,
            year=year,
            at=timezone.now(),
            state=Number.State.RESERVED,
            reason=form.cleaned_data["reason"],
        )
        return _url(kind, year)

    lead = _("เลขที่จองไว้ใช้ได้เมื่อลงนามหนังสือของปีเดียวกัน เลขที่ไม่ใช้ยกเลิกได้ แต่ไม่นำไปใช้อีก")
    told = {"book": book_name(kind), "year": year}
    title = _("จองเลข%(book)sถัดไปของปี %(year)s") % told
    return filled(request, form, Page(title, _("จองเลข"), _url(kind, year), lead), do)


@private
@form_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a reserved number never be used."""
    desk = registering(request)
    of_letters = Number.objects.filter(series__area=desk.viewer.area, series__kind__in=KINDS)
    number = get_object_or_404(of_letters.select_related("series"), pk=pk)
    back = _url(number.series.kind, number.series.year)
    form = ReasonForm(request.POST or None, label_suffix="")

    def do() -> str:
        cancel_number(by=signed_in(request), number=number, reason=form.cleaned_data["reason"])
        return back

    warning = _("เลขนี้จะอยู่ในทะเบียนพร้อมเหตุผล และไม่มีหนังสือใดใช้ได้อีก")
    title = _("ยกเลิกเลข %(number)s ที่จองไว้") % {"number": number}
    page = Page(title, _("ยกเลิกเลข"), back, number.reason, warning)
    return filled(request, form, page, do)


@private
@form_page
def continue_paper(request: HttpRequest) -> HttpResponse:
    """Go on from the register that was kept on paper."""
    desk = registering(request)
    kind = desk.series(_kind(request, desk))
    form = ContinueForm(request.POST or None, desk.viewer.today)
    form.fields["last"].help_text = _("ฉบับแรกในระบบจะได้เลขถัดจากเลขนี้")

    def do() -> str:
        said = form.cleaned_data
        continue_series(by=signed_in(request), area=desk.viewer.area, kind=kind, **said)
        return _url(kind, said["year"])

    lead = _("ทำครั้งเดียวต่อปี ก่อนออกเลขแรกของปีนั้นในระบบ ถ้ามีทะเบียนเดิมเป็น Excel ให้นำเข้าแทน")
    title = _("ต่อจากทะเบียน%(book)sเดิม") % {"book": book_name(kind)}
    back = f"{reverse('office:letter-numbers')}?kind={kind}"
    return filled(request, form, Page(title, _("ตั้งเลขสุดท้าย"), back, lead), do)


def _series(desk: LetterDesk) -> list[str]:
    """The series that the office has this year: circulars can share that of the letters sent."""
    return list(dict.fromkeys(desk.series(book) for book in KINDS))


def _kind(request: HttpRequest, desk: LetterDesk) -> str:
    asked = request.GET.get("kind") or RECEIVED
    if asked not in KINDS:
        raise NotHereError(_("ไม่มีทะเบียนนี้"), [_nearest(one) for one in _series(desk)])
    return asked


def _nearest(kind: str) -> Nearest:
    return Nearest(book_name(kind), f"{reverse('office:letter-numbers')}?kind={kind}")


def _asked(request: HttpRequest, desk: LetterDesk) -> tuple[str, int, list[int]]:
    """The series and year that are asked for, and the years to choose from, newest first."""
    kind, newest = _kind(request, desk), calendar_year(desk.viewer.today).be
    years = sorted({newest, *series_years(desk.viewer.area, [kind])}, reverse=True)
    asked = request.GET.get("year", "") or str(newest)
    found = next((year for year in years if str(year) == asked), None)
    if found is None:
        near = [Nearest(str(year), _url(kind, year)) for year in years[:5]]
        raise NotHereError(_("ไม่มีทะเบียนเลขของปีนี้"), near)
    return kind, found, years


def _rows(desk: LetterDesk, numbers: list[Number]) -> list[tuple[Number, Letter | None, str, str]]:
    """Numbers with the letter where the reader may see it, its name, and what is noted."""
    seen = letters_seen(desk.viewer.office_sight).filter(number__in=numbers)
    letters = {letter.number_id: letter for letter in seen}
    return [_row(number, letters.get(number.pk)) for number in numbers]


def _row(number: Number, letter: Letter | None) -> tuple[Number, Letter | None, str, str]:
    noted = f"{number_state(number)}: {number.reason}" if number.reason else number_state(number)
    secret = letter is None and number.state == Number.State.USED
    name = letter_name(letter) if letter else _("หนังสือลับ") if secret else ""
    return number, letter, name, noted


def _url(kind: str, year: int) -> str:
    return f"{reverse('office:letter-numbers')}?kind={kind}&year={year}"
