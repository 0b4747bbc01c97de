"""A letter before its reader: what the reader is to it, and which steps can be taken."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import Duty, Letter
from khet.records.office.queries.folder import Desk, desks, duties_of_letter
from khet.records.office.queries.letters import letters_seen
from khet.records.registry.access import (
    DRAFT_LETTERS,
    ENDORSE_LETTERS,
    REGISTER_LETTERS,
    ROLES,
    SIGN_LETTERS,
)
from khet.records.registry.models import UnitKind, User
from khet.rules.duties import OWED
from khet.rules.letter_desk import RANKS, STEPS, Before, may_ever, may_take, next_above
from khet.rules.letters import ORDER, SIGN
from khet.rules.powers import LETTERS
from khet.web.office.delegations.deciding import Deciding, decides, post_of, why_not
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass
class LetterDesk:
    """A letter of the office before a reader who works there."""

    viewer: Viewer
    letter: Letter

    @property
    def user(self) -> User:
        """The reader, who is signed in."""
        if self.viewer.user is None:
            raise PermissionDenied
        return self.viewer.user

    @cached_property
    def deciding(self) -> Deciding | None:
        """As what the reader orders on letters and signs them, if at all."""
        return decides(self.viewer, SIGN_LETTERS, LETTERS)

    @cached_property
    def before(self) -> Before:
        """What the reader is to the letter."""
        may = self.viewer.scope.may_everywhere
        registers = may(REGISTER_LETTERS)
        return Before(
            handles=registers or self.letter.owner_id == self.user.pk or self._of_unit,
            registers=registers,
            endorses=may(ENDORSE_LETTERS),
            decides=self.deciding is not None,
            at_desk=self.letter.desk_id == self.user.pk,
        )

    @property
    def _of_unit(self) -> bool:
        if self.letter.unit.kind != UnitKind.GROUP:
            return False
        here = (held for held in self.viewer.roles if held.unit_id == self.letter.unit_id)
        return any(DRAFT_LETTERS in ROLES[held.role].permissions for held in here)

    def may(self, step: str) -> bool:
        """Whether the reader may take a step while the letter's state allows it."""
        return may_ever(self.letter.book, step, self.before)

    @property
    def steps(self) -> list[str]:
        """The steps that the reader can take with the letter as it is."""
        book, state = self.letter.book, self.letter.state
        return [step for step in STEPS if may_take(book, step, state, self.before)]

    def why_not(self, step: str) -> str:
        """Why the reader can't decide on it any more, where a power was given and is over."""
        asks = step in (ORDER, SIGN) and self.deciding is None
        return why_not(self.viewer, LETTERS) if asks else ""

    @cached_property
    def owed(self) -> int:
        """How much of the work ordered on the letter isn't done yet, or waits to be checked."""
        return duties_of_letter(self.letter).filter(state__in=(*OWED, Duty.State.DONE)).count()

    def writer(self, step: str) -> Deciding:
        """As what the reader takes the step."""
        decides = self.deciding if step in (ORDER, SIGN) else None
        return decides or Deciding(post_of(self.viewer))

    @cached_property
    def others(self) -> list[Desk]:
        """Before whom the letter can be put."""
        found = desks(self.viewer.area, self.viewer.today)
        return [desk for desk in found if desk.user != self.user]

    @property
    def next_desk(self) -> Desk | None:
        """The head above the reader: of the letter's own group, a deputy, the director."""
        heads = [one for one in self.others if one.rank > 1 or one.unit == self.letter.unit_id]
        place = next_above(own_rank(self.viewer), [one.rank for one in heads])
        return None if place is None else heads[place]


def own_rank(viewer: Viewer) -> int:
    """The rank of the viewer among the heads of the office; 0 for who is none."""
    return max((RANKS.get(held.role, 0) for held in viewer.roles), default=0)


def letter_desk(request: HttpRequest, pk: int) -> LetterDesk:
    """The letter of that key, where the reader works at the office and may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: there is none.
    """
    viewer = viewer_of(request)
    if not viewer.office_sight.office:
        raise PermissionDenied
    found = letters_seen(viewer.office_sight).filter(pk=pk).first()
    if found is None:
        get_object_or_404(Letter, pk=pk, area=viewer.area)
        raise PermissionDenied
    return LetterDesk(viewer, found)
