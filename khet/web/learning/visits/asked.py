"""Which visit a page is of, and what its reader may do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from khet.records.learning.access import may_record, recorded_by, seen_visits
from khet.records.learning.models import Finding, Visit, VisitConflict
from khet.records.learning.queries.visit_plan import TO_COME
from khet.records.learning.queries.visits import SETTLED, conflicts_of, findings_of, visit_of
from khet.records.office.models import Duty
from khet.records.registry.access import ANSWER_VISITS, PLAN_VISITS, RECORD_VISITS, SEE_VISITS
from khet.records.registry.models import User
from khet.records.registry.queries.audit import newest_of_each
from khet.rules.duties import OWED
from khet.rules.visits import Stand, steps
from khet.web.learning.visits.words import step_name
from khet.web.parts.kept import remembered
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass(frozen=True)
class Step:
    """A step that the reader can take: its code, its button, and where it leads."""

    code: str
    label: str
    url: str


@dataclass
class Desk:
    """The reader before the visits of the area."""

    viewer: Viewer

    @property
    def user(self) -> User:
        """The reader; nobody who isn't signed in gets here."""
        if self.viewer.user is None:
            raise PermissionDenied
        return self.viewer.user

    @cached_property
    def seen(self) -> Q:
        """Which visits the reader sees."""
        return seen_visits(self.viewer.scope, self.user)

    @cached_property
    def recorded(self) -> Q:
        """Which visits the reader may write down."""
        return recorded_by(self.viewer.scope, self.user)

    @property
    def records(self) -> bool:
        """Whether the reader visits schools at all."""
        return self.viewer.scope.may(RECORD_VISITS)


@dataclass
class Case:
    """A visit before its reader."""

    desk: Desk
    visit: Visit

    @cached_property
    def records(self) -> bool:
        """Whether the reader may write it down and lead it on."""
        return may_record(self.desk.viewer.scope, self.desk.user, self.visit)

    @property
    def checks(self) -> bool:
        """Whether what the school sends is the reader's to check, as it isn't once it has moved."""
        return self.desk.viewer.scope.may_at(RECORD_VISITS, self.visit.school.code)

    @property
    def plans(self) -> bool:
        """Whether the reader may change or cancel it, as it is still to come."""
        reached = self.desk.viewer.scope.may_at(PLAN_VISITS, self.visit.school.code)
        return reached and self.visit.state in TO_COME

    @property
    def answers(self) -> bool:
        """Whether the reader acknowledges and answers for the school."""
        return self.desk.viewer.scope.may_at(ANSWER_VISITS, self.visit.school.code)

    @cached_property
    def findings(self) -> list[Finding]:
        """What it found, with the duties."""
        return findings_of(self.visit)

    @cached_property
    def conflicts(self) -> list[VisitConflict]:
        """Texts beside the one that is kept, for who writes it down."""
        return conflicts_of(self.visit) if self.records else []

    @property
    def crossed(self) -> list[VisitConflict]:
        """Those of them that wait for a choice."""
        return [one for one in self.conflicts if one.settled_at is None]

    @property
    def open(self) -> int:
        """How many findings the school was told of and that are not closed."""
        return sum(1 for one in self.findings if one.duty and one.duty.state not in SETTLED)

    @property
    def steps(self) -> tuple[Step | None, list[Step]]:
        """The next step of the reader, and further ones."""
        duties = [one.duty for one in self.findings if one.duty]
        owed = [duty for duty in duties if duty.state in OWED]
        sent = sum(duty.state == Duty.State.DONE for duty in duties)
        others = sent if self.records and not self.checks else 0
        first, more = steps(
            Stand(
                self.visit.state,
                self.records,
                self.answers,
                bool(self.crossed),
                len(owed) + others,
                sum(duty.due < self.desk.viewer.today for duty in owed),
                sent - others,
                self.visit.acknowledged_at is not None,
                self.visit.answered_at is not None,
            )
        )
        return self._step(first) if first else None, [self._step(code) for code in more]

    def _step(self, code: str) -> Step:
        return Step(code, step_name(code), self._url(code))

    def _url(self, code: str) -> str:
        visit = self.visit
        if code == "record":
            return reverse("learning:visit-record", args=[visit.uuid])
        if code == "settle":
            return reverse("learning:visit-conflict", args=[visit.pk, self.crossed[0].pk])
        if code in ("mend", "check"):
            wanted = OWED if code == "mend" else (Duty.State.DONE,)
            found = (one.duty_id for one in self.findings if one.duty and one.duty.state in wanted)
            return reverse("office:duty", args=[next(found)])
        return reverse(f"learning:visit-{code}", args=[visit.pk])


def kept_list(
    request: HttpRequest, desk: Desk, draw: Callable[[], SafeString], *more: object
) -> SafeString:
    """A list as it was drawn for the same reader since the last event about what it shows.

    That are visits, duties and evidence. It is drawn anew each minute all the same, as the board of
    late duties is. ``more`` is what it rests on besides.
    """
    minute = timezone.now().replace(second=0, microsecond=0)
    reach = desk.viewer.scope.reach
    reached = [reach.get(one, frozenset()) for one in (SEE_VISITS, RECORD_VISITS)]
    whose = (desk.user.pk, [None if one is None else sorted(one) for one in reached])
    changed = newest_of_each(("learning.visit", "office.duty", "office.evidence"))
    key = (request.get_full_path(), whose, desk.viewer.today, minute, changed, *more)
    return remembered(key, draw)


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a reader who sees visits of some school.

    Raises:
        PermissionDenied: the reader sees none.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_VISITS)
    return Desk(viewer)


def case_of(request: HttpRequest, pk: int) -> Case:
    """The visit of that key, where the reader may see it.

    Raises:
        PermissionDenied: the reader may not.
        Http404: there is none.
    """
    desk = Desk(viewer_of(request))
    found = visit_of(desk.seen, pk)
    if found is None:
        get_object_or_404(Visit, pk=pk, area=desk.viewer.area)
        raise PermissionDenied
    return Case(desk, found)
