"""Looking up what runs behind the pages: jobs, work that comes again, letters, workers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khet.records.registry.models import Letter, Periodic, Worker

Job = DBTaskResult[..., None]
ON_THEIR_WAY = (Letter.State.WAITING, Letter.State.SENDING)
"""The states of letters that will still be sent, or are being sent."""


@dataclass(frozen=True)
class Jobs:
    """The first jobs in a state, and how many there are in all."""

    listed: list[Job]
    count: int


def jobs_by_state(most: int) -> dict[str, Jobs]:
    """The newest jobs of each state (``READY``, ``RUNNING``, ``FAILED``, ``SUCCESSFUL``)."""
    rows = DBTaskResult.objects.order_by().values_list("status")
    counts = dict(rows.annotate(Count("pk")))
    newest = DBTaskResult.objects.order_by("-enqueued_at", "pk")
    return {
        state: Jobs(list(newest.filter(status=state)[:most]), counts.get(state, 0))
        for state in TaskResultStatus.values
    }


def jobs_of(keys: Iterable[object]) -> list[Job]:
    """The jobs of those keys."""
    return list(DBTaskResult.objects.filter(pk__in=list(keys)))


def letters_in(states: Iterable[str]) -> QuerySet[Letter]:
    """The letters in one of the states, the newest first, with their people, without their text."""
    found = Letter.objects.filter(state__in=list(states)).defer("body", "subject")
    return found.select_related("user").order_by("-made_at", "-pk")


def letters_counted(since: datetime) -> dict[str, int]:
    """How many letters are ``waiting``, how many ``failed``, and how many were ``sent`` since."""
    state = Letter.State
    return Letter.objects.aggregate(
        waiting=Count("pk", filter=Q(state__in=ON_THEIR_WAY)),
        failed=Count("pk", filter=Q(state=state.FAILED)),
        sent=Count("pk", filter=Q(state=state.SENT, sent_at__gte=since)),
    )


def letters_about(abouts: Iterable[str]) -> set[str]:
    """Which of the things are told by letters."""
    found = Letter.objects.filter(about__in=list(abouts))
    return set(found.values_list("about", flat=True))


def failed_letter(pk: int) -> Letter | None:
    """The letter of that key if it was given up."""
    return Letter.objects.filter(pk=pk, state=Letter.State.FAILED).first()


def periodic_by_name() -> dict[str, Periodic]:
    """All work that comes again."""
    return {one.name: one for one in Periodic.objects.all()}


def last_sign_of_life() -> datetime | None:
    """When a worker last gave a sign of life; ``None`` where none ever did."""
    seen: datetime | None = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    return seen
