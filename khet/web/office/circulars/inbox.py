"""The inbox: circulars to the reader's school or group and to the reader, the newest first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Receipt
from khet.records.office.queries.inbox import MOST, Line
from khet.rules.circulars import asks_answer, place_of, place_told
from khet.rules.deadlines import days_late
from khet.web.office.circulars.asked import inbox_of, units_answered_for
from khet.web.office.circulars.forms import InboxForm
from khet.web.office.circulars.words import asks_name, state_name
from khet.web.office.letters.words import urgency_name
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 20
UNREAD, OWED, ALL = "unread", "owed", "all"


@dataclass(frozen=True)
class Row:
    """A circular of the inbox in words: what, its ที่ with day and receiver, how far it is.

    ``marks`` are what presses: that it is late, that the office reminded. ``read`` is where it is
    taken note of, by who may.
    """

    url: str
    subject: str
    urgency: str
    about: str
    state: str
    marks: tuple[str, ...]
    read: str = ""


class InboxList:
    """The page of the inbox that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.viewer, self._asked = viewer_of(request), request.GET
        self.inbox = inbox_of(self.viewer)

    @cached_property
    def form(self) -> InboxForm:
        """The words and the part that are asked for.

        Raises:
            NotHereError: there is no such part.
        """
        form = InboxForm(self._asked)
        form.offer("tab", [(one, one) for one in (UNREAD, OWED, ALL)])
        if not form.is_valid():
            whole = Nearest(_("หนังสือเวียนถึงเรา"), reverse("office:inbox"))
            raise NotHereError(_("ไม่มีส่วนนี้ในหนังสือเวียน"), [whole])
        return form

    @cached_property
    def unread(self) -> int:
        """How many are unread, as far as they are counted."""
        return self.inbox.unread()

    @cached_property
    def owed(self) -> list[int]:
        """The keys of the receipts that are still to be answered."""
        return self.inbox.owed()

    @cached_property
    def tab(self) -> str:
        """The part that is shown: at first what is unread, where anything is."""
        asked = self.form.cleaned_data
        if asked["tab"]:
            return str(asked["tab"])
        return UNREAD if self.unread and not asked["q"].strip() else ALL

    @cached_property
    def found(self) -> list[Line]:
        """The receipts of the page, and one more where there are any."""
        which, words = Q(), self.form.cleaned_data["q"].strip()
        if self.tab == UNREAD:
            which &= Q(state=Receipt.State.UNREAD)
        if words:
            which &= self.inbox.saying(words)
        before = place_of(self._asked.get("before", ""))
        if self.tab == OWED:
            return self.inbox.among(self.owed, PER_PAGE + 1, before, which)
        return self.inbox.page(PER_PAGE + 1, before, which)

    @cached_property
    def rows(self) -> list[Row]:
        """The receipts as the page lists them."""
        return rows_of(self.viewer, self.found[:PER_PAGE])

    @property
    def next(self) -> str:
        """The address of what comes after; empty where nothing does."""
        if len(self.found) <= PER_PAGE:
            return ""
        last = self.found[PER_PAGE - 1]
        return f"?{urlencode({**self._kept, 'before': place_told(last.sent_at, last.pk)})}"

    @property
    def first(self) -> str:
        """The address of the newest, where these come after others."""
        return f"?{urlencode(self._kept)}" if self._asked.get("before") else ""

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The parts: word with its number, address, whether it is the one shown."""
        others = {k: v for k, v in self.form.chosen.items() if k != "tab"}
        many = f"{MOST}+" if self.unread > MOST else str(self.unread)
        words = {
            UNREAD: f"{_('ยังไม่รับทราบ')} {many}",
            OWED: f"{_('ต้องตอบ')} {len(self.owed):,}",
            ALL: _("ทั้งหมด"),
        }
        return [
            (word, f"?{urlencode({**others, 'tab': key})}", key == self.tab)
            for key, word in words.items()
        ]

    @property
    def _kept(self) -> dict[str, str]:
        return {**self.form.chosen, "tab": self.tab}


def rows_of(viewer: Viewer, lines: Iterable[Line]) -> list[Row]:
    """Receipts as lists show them to a reader."""
    page = reverse("office:receipt", args=[0]).removesuffix("0")
    states = {state.value: state_name(state) for state in Receipt.State}
    answering = units_answered_for(viewer)
    return [_row(viewer, line, page, states, answering) for line in lines]


def _row(
    viewer: Viewer, line: Line, page: str, states: Mapping[str, str], answering: frozenset[int]
) -> Row:
    mine = viewer.user is not None and line.user == viewer.user.pk
    reads = line.state == Receipt.State.UNREAD and (mine or line.unit in answering)
    told = (line.ref, be_date(line.sent_at), line.to or _("ถึงตัวท่าน"))
    return Row(
        url=f"{page}{line.pk}",
        subject=line.subject,
        urgency=urgency_name(line.urgency) if line.urgency else "",
        about=" · ".join(filter(None, told)),
        state=" · ".join(filter(None, (states[line.state], _asked(line)))),
        marks=tuple(_marks(line, viewer.today)),
        read=f"{page}{line.pk}/read" if reads else "",
    )


def _asked(line: Line) -> str:
    """What is asked until when, where that is more than to take note."""
    if not asks_answer(line.asks):
        return ""
    until = _("ภายใน %(day)s") % {"day": be_date(line.due)} if line.due else ""
    return f"{asks_name(line.asks)} {until}".strip()


def _marks(line: Line, today: date) -> Iterator[str]:
    """That something wanted is late, and that the office reminded of it."""
    answers = asks_answer(line.asks)
    done = line.state == "answered" if answers else line.state != "unread"
    if done or line.closed_at is not None:
        return
    if answers and line.due and (n := days_late(line.due, today)):
        yield _("เกินกำหนด %(n)s วัน") % {"n": n}
    if line.reminded_at:
        yield _("เตือนแล้ว")


@private
@require_safe
def show_inbox(request: HttpRequest) -> HttpResponse:
    """The inbox."""
    listed = InboxList(request)
    return render(request, "office/circulars/inbox.html", {"listed": listed, "form": listed.form})
