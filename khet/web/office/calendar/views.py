"""Pages of the calendar: a month, as a table or a list, and the duties of a day."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.queries.agenda import duties_like
from khet.records.office.queries.duties import listed
from khet.web.office.calendar.asked import LIST, Asked
from khet.web.office.calendar.entries import month_of
from khet.web.office.calendar.words import due_title
from khet.web.parts.private import private
from khet.web.parts.viewer import viewer_of
from khet.web.public.errors import Nearest, NotHereError

_PER_PAGE = 50
_MOST_LATE = 10


@private
@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    """A month: what falls due, the meetings, the days off; what is late first."""
    asked = Asked(viewer_of(request), request.GET.dict())
    shown = month_of(asked)
    late = shown.late if asked.view == LIST else shown.late[:_MOST_LATE]
    context = {
        "asked": asked,
        "weeks": shown.weeks,
        "days": shown.days,
        "late": late,
        "more_late": len(shown.late) - len(late),
        "names": [_weekday(day) for day in asked.weeks[0]],
    }
    return render(request, "office/calendar/month.html", context)


@private
@require_safe
def show_like(request: HttpRequest, pk: int) -> HttpResponse:
    """The duties like one: of its rule and day, with who owes them and how they stand."""
    viewer = viewer_of(request)
    asked = Asked(viewer, {"of": request.GET.get("of", "")})
    duties = duties_like(asked.owned, pk)
    if not duties:
        nearest = Nearest(_("ปฏิทินปฏิบัติงาน"), reverse("office:calendar"))
        raise NotHereError(_("ไม่มีงานนี้ในปฏิทิน"), [nearest])
    leaf = Paginator(duties, _PER_PAGE).get_page(request.GET.get("page"))
    rows = listed(leaf, viewer.today)
    context = {
        "asked": asked,
        "name": due_title(rows[0].duty.rule, rows[0].duty.title),
        "day": rows[0].duty.due,
        "leaf": leaf,
        "rows": rows,
    }
    return render(request, "office/calendar/like.html", context)


def _weekday(day: date) -> tuple[str, str]:
    """The day of the week, short and whole."""
    return date_format(day, "D"), date_format(day, "l")
