"""One duty as its reader sees it: whose, what may be done with it, what it is about."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from khet.records.office.models import Duty
from khet.records.office.queries.duties import hidden_of, with_names
from khet.records.office.queries.owners import Owners, candidates, seen_duties, standing_of
from khet.records.registry.access import SEE_WORK
from khet.records.registry.models import User
from khet.rules.duties import ELSEWHERE, Act, Nature, Standing, may_ever, may_now
from khet.web.office.duties.words import CHECKED
from khet.web.parts.kinds import Named, Ref, named
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass
class Case:
    """A duty before its reader."""

    viewer: Viewer
    duty: Duty

    @property
    def by(self) -> User:
        """The reader; nobody who isn't signed in gets here."""
        if self.viewer.user is None:
            raise PermissionDenied
        return self.viewer.user

    @cached_property
    def owners(self) -> Owners:
        """Who owns it."""
        return Owners([self.duty], self.viewer.today)

    @cached_property
    def standing(self) -> Standing:
        """What the reader is to it; who may not see what was done doesn't check it."""
        viewer = self.viewer
        held = viewer.roles, viewer.scope
        found = standing_of(self.duty, viewer.office_sight, *held, self.owners)
        return replace(found, checks=False) if self.hidden else found

    @cached_property
    def hidden(self) -> bool:
        """Whether the reader may know that it is there, but not what was done."""
        return bool(hidden_of(self.viewer.office_sight, [self.duty.pk]))

    @property
    def nature(self) -> Nature:
        """What of the duty itself decides who may do what."""
        duty = self.duty
        return Nature(
            duty.rule in CHECKED,
            duty.rule in ELSEWHERE,
            duty.person_id is not None,
            duty.passed_id is not None,
        )

    @property
    def ever(self) -> frozenset[Act]:
        """What the reader may do with it in a state that allows it."""
        return may_ever(self.standing, self.nature)

    @property
    def now(self) -> frozenset[Act]:
        """What the reader may do with it as it is."""
        return may_now(self.standing, self.nature, self.duty.state)

    @cached_property
    def candidates(self) -> list[User]:
        """To whom the reader may pass it."""
        found = candidates(self.duty, self.viewer.area, self.viewer.today)
        return [user for user in found if user.pk not in (self.by.pk, self.duty.passed_id)]

    @cached_property
    def about(self) -> Named | None:
        """What it is about, where the reader may see that."""
        ref = Ref(self.duty.about_kind, self.duty.about_key)
        return named(self.viewer, [ref]).get(ref)


def case_of(request: HttpRequest, pk: int) -> Case:
    """The duty of that key, where the reader may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: the reader sees every duty of the area, and there is no such.
    """
    viewer = viewer_of(request)
    seen = seen_duties(viewer.office_sight, viewer.roles, viewer.scope)
    found = with_names(Duty.objects.filter(seen, pk=pk)).first()
    if found is None:
        raise Http404 if viewer.scope.may_everywhere(SEE_WORK) else PermissionDenied
    return Case(viewer, found)
