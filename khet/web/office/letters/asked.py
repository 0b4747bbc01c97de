"""Which letter a page is of, and what its reader may do with it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import Letter
from khet.records.office.queries.letters import letters_seen
from khet.records.office.queries.owner_choices import people_told
from khet.records.registry.access import AT_OFFICE, DRAFT_LETTERS, REGISTER_LETTERS, ROLES
from khet.records.registry.models import Unit, UnitKind, User
from khet.records.registry.queries.people import holding_units, roles_on_in
from khet.rules.calendar import academic_year
from khet.rules.letters import CHANGED, RECEIVED, series_of
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass
class LetterDesk:
    """The reader before the letters of the office."""

    viewer: Viewer

    @property
    def registers(self) -> bool:
        """Whether the reader keeps the books."""
        return self.viewer.scope.may_everywhere(REGISTER_LETTERS)

    @property
    def drafts(self) -> bool:
        """Whether the reader drafts letters for a unit of the office."""
        return bool(self.own)

    @cached_property
    def own(self) -> list[Unit]:
        """The units of the office for which the reader drafts."""
        held = [role for role in self.viewer.roles if role.unit.kind in AT_OFFICE]
        return [role.unit for role in held if DRAFT_LETTERS in ROLES[role.role].permissions]

    @cached_property
    def units(self) -> list[Unit]:
        """The office and its groups, one of which handles a letter."""
        area, today = self.viewer.area, self.viewer.today
        return [area, *holding_units([area], today).filter(kind=UnitKind.GROUP)]

    @cached_property
    def drafting(self) -> list[Unit]:
        """The units that a letter of the reader can come from: the own; from the office any."""
        at_area = any(unit.kind == UnitKind.AREA for unit in self.own)
        return self.units if at_area or self.registers else self.own

    @property
    def people(self) -> dict[User, str]:
        """Who works at the office as lists name them, in Thai order of names."""
        held = roles_on_in(self.viewer.area, self.viewer.today).filter(unit__kind__in=AT_OFFICE)
        return people_told(held.order_by("user__sort_key", "user", "pk"))

    def may_change(self, letter: Letter) -> bool:
        """Whether the reader may write the letter otherwise as it is now."""
        return letter.state in CHANGED and self.keeps(letter)

    def keeps(self, letter: Letter) -> bool:
        """Whether the letter is the reader's to keep: received, or of an own unit, or the own."""
        if letter.book == RECEIVED:
            return self.registers
        own = letter.unit_id in {unit.pk for unit in self.own}
        mine = self.viewer.user is not None and letter.owner_id == self.viewer.user.pk
        return self.drafts and (own or mine or self.registers)

    def series(self, book: str) -> str:
        """The series whose numbers a book takes this year."""
        rows = self.viewer.tables.of("correspondence", academic_year(self.viewer.today).be)
        return series_of(book, circulars_apart=rows["circulars_apart"])


def desk_of(request: HttpRequest) -> LetterDesk:
    """The desk of a reader with any role."""
    viewer = viewer_of(request)
    _ = viewer.area
    return LetterDesk(viewer)


def at_office(request: HttpRequest) -> LetterDesk:
    """The desk of somebody of the office.

    Raises:
        PermissionDenied: the reader isn't.
    """
    desk = desk_of(request)
    if not desk.viewer.office_sight.office:
        raise PermissionDenied
    return desk


def registering(request: HttpRequest) -> LetterDesk:
    """The desk of who keeps the books.

    Raises:
        PermissionDenied: the reader doesn't.
    """
    desk = desk_of(request)
    if not desk.registers:
        raise PermissionDenied
    return desk


def drafting(request: HttpRequest) -> LetterDesk:
    """The desk of who drafts letters.

    Raises:
        PermissionDenied: the reader doesn't.
    """
    desk = desk_of(request)
    if not desk.drafts:
        raise PermissionDenied
    return desk


def letter_of(desk: LetterDesk, pk: int) -> Letter:
    """The letter of that key, with its text, where the reader may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: there is none.
    """
    found = letters_seen(desk.viewer.office_sight).defer(None).select_related("answers")
    letter = found.filter(pk=pk).first()
    if letter is None:
        get_object_or_404(Letter, pk=pk, area=desk.viewer.area)
        raise PermissionDenied
    return letter


def kept_letter(desk: LetterDesk, pk: int) -> Letter:
    """The letter of that key, where it is the reader's to keep.

    Raises:
        PermissionDenied: it isn't.
    """
    letter = letter_of(desk, pk)
    if not desk.keeps(letter):
        raise PermissionDenied
    return letter
