"""Looking up duties: whose they are, how late, who did them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from khet.records.office.access import Sight, hidden_duties
from khet.records.office.models import Duty, LetterStep
from khet.records.office.queries.owners import Owners
from khet.records.registry.models import Event, Unit, User
from khet.rules.deadlines import LETTER_ORDER, days_late
from khet.rules.letters import ORDER


@dataclass(frozen=True)
class ListedDuty:
    """A duty with the names of those who hold its post now, and how many days late it is."""

    duty: Duty
    owners: tuple[str, ...]
    late: int


def duties_about(kind: str, key: str, rule: str) -> QuerySet[Duty]:
    """The duties that a rule made about one record, by unit in Thai order."""
    found = Duty.objects.filter(about_kind=kind, about_key=key, rule=rule)
    return found.select_related("unit").order_by("unit__sort_key", "pk")


def duties_of_rule(rule: str, kind: str, keys: Iterable[str]) -> QuerySet[Duty]:
    """The duties that a rule made about several records of a kind, but for those waived."""
    found = Duty.objects.filter(rule=rule, about_kind=kind, about_key__in=list(keys))
    return found.exclude(state=Duty.State.WAIVED).select_related("unit").order_by("pk")


def duties_at(units: Iterable[str], roles: Iterable[str], state: str) -> QuerySet[Duty]:
    """The duties in a state of those who hold the roles at the units (codes), first due first."""
    found = Duty.objects.filter(unit__code__in=list(units), role__in=list(roles), state=state)
    return found.select_related("unit").order_by("due", "pk")


def ordered_and_done(area: Unit, by: User | None) -> QuerySet[Duty]:
    """What was ordered on letters of an area, by somebody or anybody, and waits for its check."""
    orders = LetterStep.objects.filter(duty=OuterRef("pk"), step=ORDER, letter__area=area)
    told = orders if by is None else orders.filter(by=by)
    found = Duty.objects.filter(Exists(told), rule=LETTER_ORDER.code, state=Duty.State.DONE)
    return found.order_by("done_at", "pk")


def with_names(duties: QuerySet[Duty]) -> QuerySet[Duty]:
    """The duties with the unit, team, body and people that lines about them name."""
    return duties.select_related("unit", "person", "passed", "team", "body")


def duty_events(duty: Duty) -> list[Event]:
    """What was done with a duty, newest first."""
    return list(Event.objects.filter(kind="office.duty", key=str(duty.pk)).order_by("-pk"))


def duties_of_keys(keys: Iterable[int]) -> QuerySet[Duty]:
    """The duties of those keys."""
    return Duty.objects.filter(pk__in=list(keys)).select_related("unit").order_by("pk")


def hidden_of(sight: Sight, keys: Iterable[int]) -> set[str]:
    """Which duties of some keys the person may know of, but not what was done."""
    found = hidden_duties(sight).filter(pk__in=list(keys))
    return {str(key) for key in found.values_list("pk", flat=True)}


def listed(duties: Iterable[Duty], today: date) -> list[ListedDuty]:
    """The duties in their order, with owners and days late; owners are asked for once a kind.

    Of a team or a body the accountable one is named beside it.
    """
    found = list(duties)
    owners = Owners(found, today)
    return [ListedDuty(duty, owners.names(duty), late(duty, today)) for duty in found]


def late(duty: Duty, today: date) -> int:
    """How many days late a duty is or was done; a waived one never is."""
    if duty.state == Duty.State.WAIVED:
        return 0
    return days_late(duty.due, timezone.localdate(duty.done_at) if duty.done_at else today)
