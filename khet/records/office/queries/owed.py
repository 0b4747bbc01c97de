"""What of an office is still owed and by whom, for many people at once: a few queries in all."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from khet.records.office.models import Body, Duty, Holiday
from khet.records.office.queries.agenda import duties_of_area
from khet.records.office.queries.bodies import seated
from khet.records.office.queries.calendar import closed_days
from khet.records.registry.access import MANAGE_WORK, ROLES, roles_on, valid_on
from khet.records.registry.models import RoleHeld, TeamMember, Unit, UnitKind, User
from khet.records.registry.queries.people import holding_units_ever
from khet.rules.duties import OWED
from khet.rules.holidays import is_closed


def areas_on(day: date) -> list[Unit]:
    """The areas of the installation that stand on a day."""
    return list(Unit.objects.filter(valid_on(day), kind=UnitKind.AREA).order_by("code"))


def works_on(area: Unit, day: date) -> bool:
    """Whether the office works on a day: no weekend or holiday, or opened nevertheless."""
    if Holiday.objects.filter(area=area, day=day, closed=False).exists():
        return True
    return not is_closed(day, closed_days(area, day, day))


def owed_in(area: Unit) -> QuerySet[Duty]:
    """The duties of an area's units that are still owed, the first due first."""
    owed = Duty.objects.filter(duties_of_area(area), state__in=OWED)
    return owed.select_related("unit").order_by("due", "pk")


def owed_until(area: Unit, day: date) -> list[Duty]:
    """Those that are late or due by a day, or were given back."""
    return list(owed_in(area).filter(Q(due__lte=day) | Q(state=Duty.State.RETURNED)))


def heads_of(area: Unit, day: date) -> list[User]:
    """Who heads the office or one of its groups on a day, and so looks after others' work."""
    heading = [code for code, role in ROLES.items() if MANAGE_WORK in role.permissions]
    inside = holding_units_ever([area])
    held = roles_on(day).filter(role__in=heading, unit__in=inside, user__is_active=True)
    return list({one.user_id: one.user for one in held.select_related("user")}.values())


def owners_of(duties: Iterable[Duty], day: date) -> dict[int, list[User]]:
    """The people whose each duty (its key) is to do on a day, as ``owned`` says of one person.

    At most eight queries, however many duties there are.
    """
    listed = list(duties)
    posts = _at_posts(listed, day)
    people = _people(listed)
    teams = _teams(listed)
    bodies = _bodies(listed, day)
    found: dict[int, list[User]] = {}
    for duty in listed:
        owners = [
            *posts.get((duty.unit_id, duty.role), ()),
            *(people[pk] for pk in (duty.person_id, duty.passed_id) if pk in people),
            *teams.get(duty.team_id or 0, ()),
            *bodies.get(duty.body_id or 0, ()),
        ]
        found[duty.pk] = list({user.pk: user for user in owners if user.is_active}.values())
    return found


def _at_posts(duties: list[Duty], day: date) -> dict[tuple[int, str], list[User]]:
    asked = [duty for duty in duties if duty.role]
    held = roles_on(day).filter(
        unit__in={duty.unit_id for duty in asked}, role__in={duty.role for duty in asked}
    )
    found: dict[tuple[int, str], list[User]] = {}
    for one in held.select_related("user") if asked else ():
        found.setdefault((one.unit_id, one.role), []).append(one.user)
    return found


def _people(duties: list[Duty]) -> dict[int, User]:
    keys = {pk for duty in duties for pk in (duty.person_id, duty.passed_id) if pk}
    return User.objects.in_bulk(keys) if keys else {}


def _teams(duties: list[Duty]) -> dict[int, list[User]]:
    keys = {duty.team_id for duty in duties if duty.team_id}
    found: dict[int, list[User]] = {}
    members = TeamMember.objects.filter(team__in=keys).select_related("user") if keys else ()
    for member in members:
        found.setdefault(member.team_id, []).append(member.user)
    return found


def _bodies(duties: list[Duty], day: date) -> dict[int, list[User]]:
    """Who sits in the bodies, and whose unit is their secretariat."""
    keys = {duty.body_id for duty in duties if duty.body_id}
    bodies = list(Body.objects.filter(pk__in=keys)) if keys else []
    sitting = seated(bodies, day) if bodies else {}
    units = {body.secretariat_id for body in bodies if body.secretariat_id}
    held = roles_on(day).filter(unit__in=units) if units else RoleHeld.objects.none()
    at_unit: dict[int, list[User]] = {}
    for one in held.select_related("user"):
        at_unit.setdefault(one.unit_id, []).append(one.user)
    return {
        body.pk: [one.person for one in sitting[body.pk] if one.person]
        + at_unit.get(body.secretariat_id or 0, [])
        for body in bodies
    }
