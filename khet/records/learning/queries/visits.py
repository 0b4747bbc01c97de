"""Looking up visits, what they found, and who looks after which network."""

from datetime import date

from django.db.models import Q, QuerySet

from khet.records.learning.models import Assignment, Finding, Visit
from khet.records.office.models import Duty
from khet.records.registry.models import Unit

SETTLED = (Duty.State.ACCEPTED, Duty.State.WAIVED)
"""The states of a finding's duty in which the finding is closed."""


def visits_in(seen: Q) -> QuerySet[Visit]:
    """The visits among those seen, as lists show them: the newest first."""
    found = Visit.objects.filter(seen).select_related("school", "lead")
    return found.prefetch_related("topics").order_by("-day", "-month", "-pk")


def visit_of(seen: Q, pk: int) -> Visit | None:
    """A visit among those seen, with all that its page says."""
    found = Visit.objects.filter(seen, pk=pk)
    return found.select_related("school", "lead", "area", "request", "follows").first()


def open_findings(schools: Q) -> QuerySet[Finding]:
    """What schools (``visit__school…``) were told and haven't mended yet, what is due first."""
    found = Finding.objects.filter(schools, duty__isnull=False).exclude(duty__state__in=SETTLED)
    return found.select_related("visit__school", "duty").order_by("duty__due", "pk")


def assignments_on(area: Unit, day: date) -> QuerySet[Assignment]:
    """Who looks after which network on a day."""
    found = Assignment.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)
    found = found.filter(area=area).select_related("network", "person")
    return found.order_by("network__sort_key", "part", "person__sort_key", "pk")
