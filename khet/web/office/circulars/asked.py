"""Which sending or receipt a page is of, and what its reader may do there."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import Circular, Duty, Letter, Receipt
from khet.records.office.queries.audiences import AddressBook
from khet.records.office.queries.circulars import (
    BOOKS,
    circular_of,
    duty_of,
    receipt_seen,
)
from khet.records.office.queries.inbox import Inbox
from khet.records.registry.access import ANSWER_CIRCULARS, ROLES
from khet.records.registry.models import RoleHeld, UnitKind
from khet.rules.circulars import may_answer
from khet.web.office.letters.asked import LetterDesk, at_office, letter_of
from khet.web.parts.viewer import Viewer, viewer_of

_RECEIVING = (UnitKind.SCHOOL, UnitKind.GROUP)


@dataclass
class Sending:
    """A letter that goes to many, before somebody of the office."""

    desk: LetterDesk
    letter: Letter

    @property
    def viewer(self) -> Viewer:
        """Who reads."""
        return self.desk.viewer

    @cached_property
    def circular(self) -> Circular | None:
        """Whom it goes to and what is asked; nothing before that is written."""
        return circular_of(self.letter)

    @cached_property
    def book(self) -> AddressBook:
        """Whom it can go to today."""
        return AddressBook(self.viewer.area, self.viewer.today, self.viewer.tables)

    @property
    def sent(self) -> bool:
        """Whether it was sent."""
        return self.circular is not None and self.circular.sent_at is not None

    @property
    def keeps(self) -> bool:
        """Whether the reader prepares and sends it: who drafts for its unit, or the registry."""
        return self.desk.keeps(self.letter)

    @property
    def prepares(self) -> bool:
        """Whether the reader can still write whom it goes to."""
        standing = (Letter.State.DRAFT, Letter.State.PROPOSED, Letter.State.SIGNED)
        return self.keeps and self.letter.state in standing and not self.letter.secrecy

    @property
    def is_open(self) -> bool:
        """Whether it was sent and isn't closed."""
        return self.sent and self.circular is not None and self.circular.closed_at is None


@dataclass
class Reading:
    """A receipt before its reader."""

    viewer: Viewer
    receipt: Receipt

    @property
    def circular(self) -> Circular:
        """What was sent."""
        return self.receipt.circular

    @cached_property
    def duty(self) -> Duty | None:
        """The duty to answer."""
        return duty_of(self.receipt)

    @cached_property
    def roles(self) -> list[RoleHeld]:
        """The roles at the very unit by which the reader answers for it."""
        held = _answering(self.viewer)
        return [role for role in held if role.unit_id == self.receipt.unit_id]

    @property
    def reads(self) -> bool:
        """Whether it is the reader's to take note of it: for the unit, or as the person."""
        user = self.viewer.user
        return bool(self.roles) or (user is not None and self.receipt.user_id == user.pk)

    @cached_property
    def answers(self) -> bool:
        """Whether the reader answers it: for the unit, as the person, or because it was passed."""
        user = self.viewer.user
        if self.reads or user is None:
            return self.reads
        return self.duty is not None and self.duty.passed_id == user.pk

    @property
    def acting(self) -> bool:
        """Whether the reader answers for the unit only as acting head."""
        return bool(self.roles) and all(held.acting for held in self.roles)

    @property
    def is_open(self) -> bool:
        """Whether an answer is taken."""
        closed = self.circular.closed_at is not None
        return may_answer(self.circular.asks, closed=closed)


def units_answered_for(viewer: Viewer) -> frozenset[int]:
    """The units (keys) for which a reader takes note of circulars: where the role is held."""
    return frozenset(role.unit_id for role in _answering(viewer))


def _answering(viewer: Viewer) -> list[RoleHeld]:
    return [held for held in viewer.roles if ANSWER_CIRCULARS in ROLES[held.role].permissions]


def inbox_of(viewer: Viewer) -> Inbox:
    """The inbox of a person with any role: of the own schools and groups, and the own."""
    if viewer.user is None:
        raise PermissionDenied
    units = {held.unit_id: None for held in viewer.roles if held.unit.kind in _RECEIVING}
    return Inbox(viewer.area, tuple(units), viewer.user.pk)


def sending_of(request: HttpRequest, pk: int) -> Sending:
    """The sending of the letter of that key, for somebody of the office who sees the letter.

    Raises:
        PermissionDenied: the reader is none.
        Http404: there is none, or it isn't of a book whose letters go to many.
    """
    desk = at_office(request)
    letter = letter_of(desk, pk)
    if letter.book not in BOOKS:
        raise Http404
    return Sending(desk, letter)


def kept_sending(request: HttpRequest, pk: int) -> Sending:
    """The sending of the letter of that key, for who prepares and sends it.

    Raises:
        PermissionDenied: the reader doesn't.
    """
    sending = sending_of(request, pk)
    if not sending.keeps:
        raise PermissionDenied
    return sending


def reading_of(request: HttpRequest, pk: int) -> Reading:
    """The receipt of that key, for who sees it.

    Raises:
        PermissionDenied: the reader doesn't.
        Http404: there is none.
    """
    viewer = viewer_of(request)
    found = receipt_seen(viewer.office_sight, pk)
    if found is None:
        get_object_or_404(Receipt, pk=pk, circular__letter__area=viewer.area)
        raise PermissionDenied
    return Reading(viewer, found)
