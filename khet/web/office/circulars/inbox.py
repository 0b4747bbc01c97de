"""The inbox: circulars to the reader's school or group and to the reader, the newest first."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.office.models import Receipt
from khet.records.office.queries.inbox import MOST
from khet.rules.circulars import asks_answer, place_of, place_told
from khet.rules.deadlines import days_late
from khet.web.office.circulars.asked import answering_roles, inbox_of
from khet.web.office.circulars.forms import InboxForm
from khet.web.office.circulars.words import asks_name, state_name
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 30
UNREAD, OWED, ALL = "unread", "owed", "all"


@dataclass(frozen=True)
class Row:
    """A circular of the inbox: how far, until when, whether its reader can take note of it."""

    receipt: Receipt
    late: int
    reads: bool

    @property
    def state(self) -> str:
        """How far."""
        return state_name(self.receipt.state)

    @property
    def asks(self) -> str:
        """What is asked, where that is more than to take note."""
        asks = self.receipt.circular.asks
        return asks_name(asks) if asks_answer(asks) else ""

    @property
    def reminded(self) -> bool:
        """Whether the office reminded, and something is still wanted."""
        circular, state = self.receipt.circular, self.receipt.state
        done = state == Receipt.State.ANSWERED
        if not asks_answer(circular.asks):
            done = state != Receipt.State.UNREAD
        return circular.reminded_at is not None and circular.closed_at is None and not done


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
    def found(self) -> list[Receipt]:
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

    @property
    def rows(self) -> list[Row]:
        """The receipts as the page lists them."""
        return [row_of(self.viewer, one) for one in self.found[:PER_PAGE]]

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


def row_of(viewer: Viewer, receipt: Receipt) -> Row:
    """A receipt as lists show it to a reader."""
    circular = receipt.circular
    owed = asks_answer(circular.asks) and receipt.state != Receipt.State.ANSWERED
    late = 0
    if owed and circular.due and circular.closed_at is None:
        late = days_late(circular.due, viewer.today)
    mine = viewer.user is not None and receipt.user_id == viewer.user.pk
    reads = mine or bool(answering_roles(viewer, receipt))
    return Row(receipt, late, reads and receipt.state == Receipt.State.UNREAD)


@private
@require_safe
def show_inbox(request: HttpRequest) -> HttpResponse:
    """The inbox."""
    listed = InboxList(request)
    return render(request, "office/circulars/inbox.html", {"listed": listed, "form": listed.form})
