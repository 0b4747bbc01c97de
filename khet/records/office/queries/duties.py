"""Looking up duties: whose they are, how late, who did them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from khet.records.office.models import Body, Duty
from khet.records.office.queries.bodies import accountable, bodies_of, seated
from khet.records.registry.access import roles_on
from khet.records.registry.models import RoleHeld, TeamMember, User
from khet.rules.deadlines import days_late


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


def duties_of_keys(keys: Iterable[int]) -> QuerySet[Duty]:
    """The duties of those keys."""
    return Duty.objects.filter(pk__in=list(keys)).select_related("unit").order_by("pk")


def owned_by(user: User, held: Iterable[RoleHeld], day: date) -> Q:
    """Duties that are a person's to do: of a post held, the own, of a team or body, or passed on.

    ``held`` are the roles that the person holds on the day.
    """
    roles = list(held)
    teams = TeamMember.objects.filter(user=user).values("team")
    owned = Q(person=user) | Q(passed=user) | Q(team__in=teams)
    owned |= Q(body__in=bodies_of(user, roles, day))
    for role in roles:
        owned |= Q(unit=role.unit_id, role=role.role)
    return owned


def listed(duties: Iterable[Duty], today: date) -> list[ListedDuty]:
    """The duties in their order, with owners and days late; owners are asked for once a kind.

    Of a team or a body the accountable one is named beside it.
    """
    found = list(duties)
    owners = _Owners(found, today)
    return [ListedDuty(duty, owners.of(duty), late(duty, today)) for duty in found]


class _Owners:
    """The names of those who own several duties."""

    def __init__(self, duties: list[Duty], today: date) -> None:
        self._posts = _holders({d.unit_id for d in duties if d.role}, today)
        self._people = _people({d.person_id for d in duties if d.person_id})
        self._teams = _teams({d.team_id for d in duties if d.team_id})
        bodies = Body.objects.filter(pk__in={d.body_id for d in duties if d.body_id})
        self._bodies = _bodies(bodies, today) if any(d.body_id for d in duties) else {}

    def of(self, duty: Duty) -> tuple[str, ...]:
        """Who owns the duty: all who hold its post, or the one that is accountable."""
        if duty.person_id:
            return self._people.get(duty.person_id, ())
        if duty.team_id:
            return self._teams.get(duty.team_id, ())
        if duty.body_id:
            return self._bodies.get(duty.body_id, ())
        return tuple(self._posts.get((duty.unit_id, duty.role), ()))


def _holders(units: set[int], today: date) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = {}
    if units:
        held = roles_on(today).filter(unit__in=units, user__is_active=True)
        for one in held.select_related("user").order_by("user__sort_key", "pk"):
            found.setdefault((one.unit_id, one.role), []).append(str(one.user))
    return found


def _people(keys: set[int]) -> dict[int, tuple[str, ...]]:
    return {u.pk: (str(u),) for u in User.objects.filter(pk__in=keys)} if keys else {}


def _teams(keys: set[int]) -> dict[int, tuple[str, ...]]:
    if not keys:
        return {}
    leaders = TeamMember.objects.filter(team__in=keys, leads=True).select_related("team", "user")
    return {one.team_id: (str(one.team), str(one.user)) for one in leaders}


def _bodies(bodies: QuerySet[Body], today: date) -> dict[int, tuple[str, ...]]:
    found = {}
    listed = list(bodies)
    sitting = seated(listed, today)
    for body in listed:
        leads = accountable(sitting[body.pk])
        found[body.pk] = (str(body), *([leads.name] if leads else []))
    return found


def late(duty: Duty, today: date) -> int:
    """How many days late a duty is or was done; a waived one never is."""
    if duty.state == Duty.State.WAIVED:
        return 0
    return days_late(duty.due, timezone.localdate(duty.done_at) if duty.done_at else today)
