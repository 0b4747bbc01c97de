"""Looking up: what schools are given for their colours."""

from khet.records.learning.models import (
    Reward,
)
from khet.records.registry.models import Unit


def rewards_of(area: Unit, academic_year: int) -> list[Reward]:
    """The rewards of schools of an area in an academic year (BE), whatever their state."""
    found = Reward.objects.filter(area=area, academic_year=academic_year)
    return list(found.select_related("school").order_by("school__sort_key", "school__code"))


def rewards_told(area: Unit, academic_year: int, school: str) -> list[Reward]:
    """Those of a school (its code) that are agreed or given; proposals are not for schools."""
    of_year = rewards_of(area, academic_year)
    told = (Reward.State.AGREED, Reward.State.GIVEN)
    return [row for row in of_year if row.school.code == school and row.state in told]


def reward_of_key(area: Unit, key: int) -> Reward | None:
    """The reward of that key, if it is of the area."""
    return Reward.objects.filter(area=area, pk=key).select_related("school").first()


def reward_years(area: Unit) -> list[int]:
    """The academic years (BE) of which schools of an area have rewards, newest first."""
    years = Reward.objects.filter(area=area).values_list("academic_year", flat=True)
    return sorted(set(years), reverse=True)
