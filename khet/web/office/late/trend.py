"""How many duties were late at the end of each of the last weeks and today: drawn, and a table."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Duty
from khet.records.office.queries.late import late_at_ends
from khet.rules.duties import ended_weeks
from khet.web.office.late.asked import board_of, filters_of, kept_board
from khet.web.parts.lines import Lines, Series, lines
from khet.web.parts.private import private
from khet.web.parts.tags import short_date

WEEKS = 12
_EVERY = 3


@private
@require_safe
def show_trend(request: HttpRequest) -> HttpResponse:
    """The weeks of the late duties that the address asks for, however late they are."""
    drawn = kept_board(request, lambda: render_to_string("office/late/_trend.html", _told(request)))
    return HttpResponse(drawn)


def _told(request: HttpRequest) -> dict[str, Any]:
    board = board_of(request)
    form = filters_of(request, board)
    today = board.viewer.today
    days = [*ended_weeks(today, WEEKS), today]
    counts = late_at_ends(form.choose(Duty.objects.filter(board.seen)), days)
    names = [*(short_date(day) for day in days[:-1]), _("วันนี้")]
    return {"lines": _drawn(names, counts), "weeks": list(zip(days, counts, strict=True))}


def _drawn(names: list[str], counts: list[int]) -> Lines:
    """The drawing from zero on, every third week named from the last back."""
    drawn = lines([Series(_("งานเกินกำหนด"), tuple(counts))], names)
    last = len(names) - 1
    shown = [
        tick if (last - place) % _EVERY == 0 else replace(tick, told="")
        for place, tick in enumerate(drawn.years)
    ]
    unnumbered = tuple(replace(line, end=None) for line in drawn.lines)
    return replace(drawn, years=tuple(shown), lines=unnumbered)
