"""The list of what the office sends to many: prepared ones first, then the last sent."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Circular, Letter
from khet.records.office.queries.circulars import (
    Counts,
    circulars_seen,
    counts_of,
    to_be_sent,
)
from khet.records.office.queries.letters import saying
from khet.rules.circulars import asks_answer
from khet.web.office.circulars.forms import InboxForm
from khet.web.office.circulars.words import asks_name
from khet.web.office.letters.asked import at_office
from khet.web.office.letters.words import state_name
from khet.web.parts.private import private

PER_PAGE, _WAITING = 30, 20


@dataclass(frozen=True)
class Row:
    """A sending of the list."""

    circular: Circular
    counts: Counts

    @property
    def asks(self) -> str:
        """What is asked."""
        return asks_name(self.circular.asks)

    @property
    def answers(self) -> bool:
        """Whether an answer is asked for."""
        return asks_answer(self.circular.asks)

    @property
    def state(self) -> str:
        """How far it is."""
        if self.circular.closed_at:
            return _("ปิดแล้ว")
        return state_name(self.circular.letter.state)


@private
@require_safe
def show_circulars(request: HttpRequest) -> HttpResponse:
    """The list of sendings, all or those whose letter has words."""
    desk = at_office(request)
    form = InboxForm(request.GET)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = circulars_seen(desk.viewer.office_sight)
    if asked:
        letters = Letter.objects.filter(saying(desk.viewer.area, asked))
        found = found.filter(letter__in=letters.values("pk"))
    leaf = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    counts = counts_of(one.pk for one in leaf)
    rows = [Row(one, counts.get(one.pk, Counts())) for one in leaf]
    waiting = to_be_sent(desk.viewer.office_sight)[:_WAITING]
    context = {"form": form, "leaf": leaf, "rows": rows, "desk": desk, "waiting": waiting}
    return render(request, "office/circulars/list.html", context)
