"""What panels say of schools: when each was visited last, what is open, who looks after it."""

from collections.abc import Collection
from datetime import date

from django.db.models import Count, Max, Q

from khet.records.learning.models import Assignment, Visit
from khet.records.learning.queries.visits import assignments_on, open_findings
from khet.records.office.models import AnswerSheet
from khet.records.registry.access import valid_on
from khet.records.registry.models import Placement, Unit, UnitKind, User


def networks_of(person: User, area: Unit, day: date, held: Collection[int]) -> list[Unit]:
    """The networks that a person looks after on a day, or at which roles are held (their keys)."""
    own = assignments_on(area, day).filter(person=person).order_by().values("network")
    networks = Unit.objects.filter(Q(pk__in=own) | Q(pk__in=held), kind=UnitKind.NETWORK)
    return list(networks.filter(valid_on(day)).order_by("sort_key", "code"))


def looks_after(person: User, area: Unit, day: date) -> bool:
    """Whether a person looks after a network on a day."""
    return assignments_on(area, day).filter(person=person).exists()


def schools_in(networks: Collection[Unit], day: date) -> dict[int, list[Unit]]:
    """The schools that stand in networks (their keys) on a day, in Thai order."""
    placed = Placement.objects.filter(
        valid_on(day), valid_on(day, "child__"), parent__in=networks, child__kind=UnitKind.SCHOOL
    )
    found: dict[int, list[Unit]] = {network.pk: [] for network in networks}
    for one in placed.select_related("child").order_by("child__sort_key", "child__code"):
        found[one.parent_id].append(one.child)
    return found


def last_visits(seen: Q, schools: Collection[Unit]) -> dict[int, date]:
    """The day of the last visit to each school (its key), of the visits that are seen."""
    made = Visit.objects.filter(seen, school__in=schools, day__isnull=False).order_by()
    return dict(made.values_list("school").annotate(Max("day")))


def open_by_school(seen: Q, schools: Collection[Unit]) -> dict[int, int]:
    """How many findings are open at each school (its key), of the visits that are seen."""
    visits = Visit.objects.filter(seen, school__in=schools).order_by().values("pk")
    found = open_findings(Q(visit__in=visits)).order_by()
    return dict(found.values_list("visit__school").annotate(Count("pk")))


def caring_for(network: Unit, area: Unit, day: date) -> list[Assignment]:
    """Who looks after a network on a day."""
    return list(assignments_on(area, day).filter(network=network))


def sheets_about(area: Unit, school: str, most: int) -> list[AnswerSheet]:
    """The newest sheets of instruments about a school (its code), the newest first."""
    found = AnswerSheet.objects.filter(unit__code=school, version__instrument__area=area)
    found = found.select_related("version__instrument").order_by("-day", "-pk")
    return list(found[:most])
