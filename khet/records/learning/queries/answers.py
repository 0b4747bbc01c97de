"""Looking up: what schools answered to their results, and which means they are to reach."""

from decimal import Decimal

from khet.records.learning.models import (
    Answer,
    Sitting,
    Target,
)


def answers_of(sitting: Sitting) -> list[Answer]:
    """What schools answered to a sitting's results, with the schools in Thai order."""
    found = Answer.objects.filter(sitting=sitting).select_related("school")
    return list(found.order_by("school__sort_key", "pk"))


def answers_of_school(code: str) -> list[Answer]:
    """What a school ever answered, newest year first, with the sittings."""
    found = Answer.objects.filter(school__code=code).select_related("sitting")
    order = ("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    return list(found.order_by(*order, "pk"))


def targets_of(sitting: Sitting) -> list[tuple[str, str, Decimal]]:
    """(school's code, subject, mean) of every target that the office set from a sitting."""
    found = Target.objects.filter(sitting=sitting).order_by("school__code", "subject")
    return list(found.values_list("school__code", "subject", "value"))


def own_targets_of(sitting: Sitting) -> list[tuple[str, str, Decimal]]:
    """The same of the targets that schools set themselves in their answers."""
    found = Answer.objects.filter(sitting=sitting).order_by("school__code", "subject")
    return list(found.values_list("school__code", "subject", "target"))


def targets_of_school(sitting: Sitting, school: str) -> dict[str, Target]:
    """The targets that the office set a school (its code), by subject."""
    found = Target.objects.filter(sitting=sitting, school__code=school)
    return {target.subject: target for target in found}
