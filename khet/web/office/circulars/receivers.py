"""The receivers of a sending, as its page lists them: how far each is, by state and network."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from khet.records.office.models import Circular, Receipt
from khet.records.office.queries.audiences import AddressBook, places_of
from khet.records.office.queries.circulars import (
    Counts,
    counts_of,
    in_network,
    owing,
    receipts_of,
)
from khet.records.office.queries.owner_choices import units_under
from khet.records.registry.models import UnitKind
from khet.rules.circulars import asks_answer, may_return
from khet.web.office.circulars.asked import Sending
from khet.web.office.circulars.forms import ReceiverFilters
from khet.web.office.circulars.words import sending_url, state_name
from khet.web.public.errors import Nearest, NotHereError

PER_PAGE = 60
ALL, OWING, UNREAD, READ = "all", "owing", "unread", "read"
ANSWERED, RETURNED = "answered", "returned"
_SHOWN = (ALL, OWING, UNREAD, READ, ANSWERED, RETURNED)


@dataclass(frozen=True)
class Row:
    """A receiver of the list: who, where that is, how far."""

    receipt: Receipt
    place: str
    can_return: bool

    @property
    def name(self) -> str:
        """The school, group or person."""
        return str(self.receipt.unit or self.receipt.user)

    @property
    def state(self) -> str:
        """How far, in words."""
        return state_name(self.receipt.state)


class ReceiverList:
    """The receivers of a sending that an address asks for."""

    def __init__(self, request: HttpRequest, sending: Sending, circular: Circular) -> None:
        self.sending, self.circular, self._asked = sending, circular, request.GET

    @cached_property
    def counts(self) -> Counts:
        """How many have read and answered."""
        return counts_of([self.circular.pk]).get(self.circular.pk, Counts())

    @cached_property
    def form(self) -> ReceiverFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = ReceiverFilters(self._asked)
        viewer = self.sending.viewer
        self._networks = {
            unit.code: unit for unit in units_under(viewer.area, UnitKind.NETWORK, viewer.today)
        }
        form.offer("show", [(one, one) for one in _SHOWN])
        form.offer("network", [(code, str(unit)) for code, unit in self._networks.items()])
        if not form.is_valid():
            whole = Nearest(_("ผู้รับทั้งหมด"), sending_url(self.sending.letter))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายการผู้รับ"), [whole])
        return form

    @property
    def wanted(self) -> int:
        """From how many something is still wanted."""
        return self.counts.unanswered if asks_answer(self.circular.asks) else self.counts.unread

    @property
    def shown(self) -> str:
        """The part that is shown: at first those from whom something is wanted, if any are."""
        asked: str = self.form.cleaned_data["show"] or (OWING if self.wanted else ALL)
        same = asked == UNREAD and not asks_answer(self.circular.asks)
        return OWING if same else asked

    @property
    def found(self) -> QuerySet[Receipt]:
        """The receipts that are asked for."""
        told, rows = self.form.cleaned_data, receipts_of(self.circular)
        which = {
            ALL: Q(),
            OWING: owing(self.circular),
            UNREAD: Q(state=Receipt.State.UNREAD),
            READ: ~Q(state=Receipt.State.UNREAD),
            ANSWERED: Q(state=Receipt.State.ANSWERED),
            RETURNED: Q(state=Receipt.State.RETURNED),
        }
        rows = rows.filter(which[self.shown])
        if told["network"]:
            network = self._networks[told["network"]]
            rows = rows.filter(in_network(network, self.sending.viewer.today))
        return rows

    @cached_property
    def leaf(self) -> Page[Receipt]:
        """The page of the list."""
        return Paginator(self.found, PER_PAGE).get_page(self._asked.get("page"))

    def rows(self, receipts: Iterable[Receipt]) -> list[Row]:
        """Receipts as the list shows them."""
        listed = list(receipts)
        viewer, closed = self.sending.viewer, self.circular.closed_at is not None
        networks = _networks(self.sending.book) if any(one.unit for one in listed) else {}
        people = [one.user_id for one in listed if one.user_id]
        places = places_of(viewer.area, people, viewer.today)
        keeps = self.sending.keeps
        return [
            Row(
                one,
                networks.get(one.unit.code, "") if one.unit else _at(places.get(one.user_id or 0)),
                keeps and may_return(one.state, closed=closed),
            )
            for one in listed
        ]

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """The parts of the list: word with its number, address, whether it is the one shown."""
        n, answers = self.counts, asks_answer(self.circular.asks)
        words = {
            OWING: (_("ยังไม่ตอบ") if answers else _("ยังไม่รับทราบ"), self.wanted),
            **({UNREAD: (_("ยังไม่รับทราบ"), n.unread)} if answers else {}),
            READ: (_("รับทราบแล้ว"), n.read),
            **({ANSWERED: (_("ตอบแล้ว"), n.answered)} if answers else {}),
            **({RETURNED: (_("ส่งกลับแก้ไข"), n.returned)} if n.returned else {}),
            ALL: (_("ผู้รับทั้งหมด"), n.total),
        }
        others = {k: v for k, v in self.form.chosen.items() if k != "show"}
        return [
            (f"{word} {number:,}", f"?{urlencode({**others, 'show': key})}", key == self.shown)
            for key, (word, number) in words.items()
        ]


def _networks(book: AddressBook) -> dict[str, str]:
    """The network of each school (code)."""
    return {code: school.network or "" for code, school in book.schools.items()}


def _at(unit: object) -> str:
    return str(unit) if unit else ""
