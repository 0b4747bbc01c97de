"""The list of instruments: the office's own, and those that come with Khet."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Instrument
from khet.records.office.queries.instruments import answer_counts, instruments_in
from khet.rules.ready_instruments import ready_instruments
from khet.web.office.instruments.asked import InstrumentDesk, desk_of

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """An instrument of the list, how far it is, and how often it was answered."""

    instrument: Instrument
    state: str
    answered: int


@require_safe
def show_instruments(request: HttpRequest) -> HttpResponse:
    """The instruments of the office, open ones first, and what may be taken besides."""
    desk = desk_of(request)
    closed = request.GET.get("closed") == "1"
    every = instruments_in(desk.viewer.area)
    leaf = Paginator(every.filter(closed=closed), PER_PAGE).get_page(request.GET.get("page"))
    counts = answer_counts(desk.viewer.area, desk.schools)
    rows = [Row(one, state_of(one), counts.get(one.pk, 0)) for one in leaf]
    return render(
        request,
        "office/instruments/list.html",
        {
            "desk": desk,
            "leaf": leaf,
            "rows": rows,
            "closed": closed,
            "closed_count": every.filter(closed=True).count(),
            "ready": [] if closed else _ready(desk),
        },
    )


def _ready(desk: InstrumentDesk) -> list[object]:
    """Those that come with Khet and that the office hasn't taken."""
    taken = set(Instrument.objects.filter(area=desk.viewer.area).values_list("ready", flat=True))
    return [one for one in ready_instruments() if one.code not in taken]


def state_of(instrument: Instrument) -> str:
    """How far an instrument is, in words."""
    number, drafted = getattr(instrument, "released", None), getattr(instrument, "drafts", 0)
    if instrument.closed:
        return _("ปิดแล้ว")
    if number is None:
        return _("ร่าง ยังไม่ประกาศใช้")
    told = _("ใช้ฉบับที่ %(n)s") % {"n": number}
    return _("%(told)s · มีร่างแก้ไข") % {"told": told} if drafted else told
