"""Who owns duties: whoever holds the post, the person, the team or the body; who answers for it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from khet.records.office.access import Sight, checked_duties, checked_rules, checks, reaches
from khet.records.office.models import Body, Duty
from khet.records.office.queries.bodies import accountable, seated
from khet.records.registry.access import MANAGE_WORK, SEE_WORK, Scope, roles_on
from khet.records.registry.models import Placement, RoleHeld, TeamMember, Unit, UnitKind, User
from khet.records.registry.queries.people import holding_units_ever
from khet.rules.deadlines import DEADLINES, LETTER_ORDER
from khet.rules.duties import ELSEWHERE, Standing

ACCEPTED_HERE = (
    {rule.code for rule in DEADLINES.values() if rule.checked} - ELSEWHERE - {LETTER_ORDER.code}
)
"""The rules whose duties are accepted on the pages of duties."""


class Owners:
    """Those who own several duties; each kind of owner is asked for once."""

    def __init__(self, duties: Iterable[Duty], today: date) -> None:
        found = list(duties)
        self._posts = _holders({(d.unit_id, d.role) for d in found if d.role}, today)
        self._people = _people({d.person_id for d in found if d.person_id})
        self._leaders = _leaders({d.team_id for d in found if d.team_id})
        self._bodies = _chairs({d.body_id for d in found if d.body_id}, today)

    def answering(self, duty: Duty) -> tuple[User, ...]:
        """Who answers for a duty: all who hold its post, else one; nobody where that is vacant."""
        if duty.person_id:
            return self._people.get(duty.person_id, ())
        if duty.team_id:
            return self._leaders.get(duty.team_id, ())
        if duty.body_id:
            return self._bodies.get(duty.body_id, ())
        return tuple(self._posts.get((duty.unit_id, duty.role), ()))

    def names(self, duty: Duty) -> tuple[str, ...]:
        """The names of the owners; of a team or a body its own, and of who answers for it."""
        of = [str(one) for one in (duty.team, duty.body) if one]
        return (*of, *(str(user) for user in self.answering(duty)))


def owned(sight: Sight, held: Iterable[RoleHeld]) -> Q:
    """Duties that are a person's to do: of a post held, the own, of a team or body, or passed on.

    ``held`` are the roles that the person holds on the day.
    """
    return _owned(sight.user, held, sight.bodies, list(_teams(sight.user)))


def owned_of(user: int, held: Iterable[RoleHeld], bodies: Iterable[int]) -> Q:
    """The same, of a person (the key) and the bodies that are the person's; asks for no teams
    before, as papers ask for few duties."""
    return _owned(user, held, bodies, _teams(user))


def _owned(user: int, held: Iterable[RoleHeld], bodies: Iterable[int], teams: Iterable[int]) -> Q:
    found = Q(person=user) | Q(team__in=teams) | Q(body__in=bodies)
    return found | _of_posts(held) | Q(passed=user)


def led(sight: Sight, held: Iterable[RoleHeld]) -> Q:
    """Duties that a person answers for and may pass on: of a post held, or of a team led."""
    led = Q(team__in=list(_teams(sight.user, leads=True)))
    return led | _of_posts(held)


def seen_duties(sight: Sight, held: Iterable[RoleHeld], scope: Scope) -> Q:
    """Duties that a person may see: the own ones, and those of the units whose work is seen."""
    of_units = followed(scope)
    return of_units if scope.may_everywhere(SEE_WORK) else owned(sight, held) | of_units


def followed(scope: Scope) -> Q:
    """Duties of the units whose work a person sees: all of the area, or certain schools."""
    reached = scope.reach.get(SEE_WORK, frozenset())
    if reached is not None:
        return Q(unit__kind=UnitKind.SCHOOL, unit__code__in=reached)
    return Q(unit__in=holding_units_ever(scope.areas).values("pk"))


def awaiting(sight: Sight, held: Iterable[RoleHeld], scope: Scope, today: date) -> Q:
    """Duties that were handed in and wait for the person to accept them.

    Not those that are checked on a page of their own, nor what was ordered on letters, which lies
    in the folder; nobody accepts what is the own.
    """
    found = Q(state=Duty.State.DONE, rule__in=ACCEPTED_HERE) & checked_duties(sight)
    units = Q(unit__in=holding_units_ever(scope.areas).values("pk"))
    own = led(sight, held) | Q(person=sight.user) | Q(passed=sight.user)
    bodies = Duty.objects.filter(found, body__in=sight.bodies).values_list("body", flat=True)
    chaired = _chairs({key for key in bodies if key}, today).items()
    own |= Q(body__in=[body for body, (chair, *_) in chaired if chair.pk == sight.user])
    return found & units & ~own


def accepts_here(sight: Sight) -> bool:
    """Whether the person accepts any of what ``awaiting`` lists."""
    return bool(ACCEPTED_HERE & checked_rules(sight))


def standing_of(
    duty: Duty, sight: Sight, held: Iterable[RoleHeld], scope: Scope, owners: Owners
) -> Standing:
    """What a person is to a duty."""
    return Standing(
        owns=_owns(duty, sight, held),
        answers=any(user.pk == sight.user for user in owners.answering(duty)),
        passed=duty.passed_id == sight.user,
        checks=checks(scope, duty.rule, duty.unit),
        manages=reaches(scope, MANAGE_WORK, duty.unit),
    )


def candidates(duty: Duty, area: Unit, today: date) -> list[User]:
    """To whom who answers for a duty may pass it, in Thai order of names.

    Of a post: who holds a role at its unit; at the area, at one of the office's groups too. Of a
    team its members, of a body those who sit in it.
    """
    if duty.team_id:
        found = User.objects.filter(teams_joined__team=duty.team_id)
    elif duty.body is not None:
        sitting = seated([duty.body], today)[duty.body.pk]
        found = User.objects.filter(pk__in=[one.person.pk for one in sitting if one.person])
    else:
        here = roles_on(today).filter(_staff_of(duty.unit, area)).values("user")
        found = User.objects.filter(pk__in=here)
    return list(found.filter(is_active=True).distinct().order_by("sort_key", "pk"))


def _staff_of(unit: Unit, area: Unit) -> Q:
    here = Q(unit=unit)
    if unit.kind != UnitKind.AREA:
        return here
    groups = Placement.objects.filter(parent=area, child__kind=UnitKind.GROUP).values("child")
    return here | Q(unit__in=groups)


def is_own(duty: Duty, sight: Sight, held: Iterable[RoleHeld]) -> bool:
    """Whether a duty is a person's to do, as ``owned`` says; asks the database for teams only."""
    return duty.passed_id == sight.user or _owns(duty, sight, held)


def _owns(duty: Duty, sight: Sight, held: Iterable[RoleHeld]) -> bool:
    if duty.role:
        return any((role.unit_id, role.role) == (duty.unit_id, duty.role) for role in held)
    if duty.team_id:
        return duty.team_id in _teams(sight.user)
    return duty.person_id == sight.user or duty.body_id in sight.bodies


def _of_posts(held: Iterable[RoleHeld]) -> Q:
    posts = [Q(unit=role.unit_id, role=role.role) for role in held]
    return Q(*posts, _connector=Q.OR) if posts else Q(pk__in=[])


def _teams(user: int, **more: bool) -> Iterable[int]:
    return TeamMember.objects.filter(user=user, **more).values_list("team", flat=True)


def _holders(posts: set[tuple[int, str]], today: date) -> dict[tuple[int, str], list[User]]:
    found: dict[tuple[int, str], list[User]] = {}
    if posts:
        here = roles_on(today).filter(unit__in={unit for unit, _ in posts}, user__is_active=True)
        held = here.filter(role__in={role for _, role in posts})
        for one in held.select_related("user").order_by("user__sort_key", "pk"):
            found.setdefault((one.unit_id, one.role), []).append(one.user)
    return found


def _people(keys: set[int]) -> dict[int, tuple[User, ...]]:
    return {user.pk: (user,) for user in User.objects.filter(pk__in=keys)} if keys else {}


def _leaders(keys: set[int]) -> dict[int, tuple[User, ...]]:
    if not keys:
        return {}
    leading = TeamMember.objects.filter(team__in=keys, leads=True).select_related("user")
    return {one.team_id: (one.user,) for one in leading}


def _chairs(keys: set[int], today: date) -> dict[int, tuple[User, ...]]:
    if not keys:
        return {}
    found: dict[int, tuple[User, ...]] = {}
    for body, sitting in seated(Body.objects.filter(pk__in=keys), today).items():
        leads = accountable(sitting)
        found[body] = (leads.person,) if leads and leads.person else ()
    return found
