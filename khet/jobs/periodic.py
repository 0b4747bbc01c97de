"""Work that comes again by the clock of Bangkok: what it is, when it comes, who does it.

The database says when each comes next, so that a stop of the site is survived: after days without
a worker each runs once. Of several workers one does it. A run that fails comes again at its time.
"""

import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from importlib import import_module
from typing import NamedTuple

from django.utils import timezone

from khet.jobs.background import place_of
from khet.records.registry.actions.periodic import claim_periodic, end_periodic, know_periodic
from khet.records.registry.models import Periodic
from khet.rules.recurring import next_at, next_full

logger = logging.getLogger(__name__)


class Recurring(NamedTuple):
    """Work that comes again: its name, when after a time, and the function (``module:name``).

    The function takes the time at which it runs.
    """

    name: str
    when: Callable[[datetime], datetime]
    does: str

    def next_run(self, now: datetime) -> datetime:
        """When it comes after that time."""
        return self.when(timezone.localtime(now))


def _daily(hour: int, minute: int) -> Callable[[datetime], datetime]:
    return lambda now: next_at(now, time(hour, minute))


def _every(**length: int) -> Callable[[datetime], datetime]:
    return lambda now: next_full(now, timedelta(**length))


RECURRING = (
    Recurring("open-months", _daily(0, 10), "khet.jobs.open_months:open_everywhere"),
    Recurring("open-books", _daily(0, 20), "khet.jobs.open_books:open_everywhere"),
    Recurring("forget-visitors", _daily(0, 30), "khet.jobs.forget_visitors:forget_everywhere"),
    Recurring("morning", _daily(6, 30), "khet.jobs.morning:write_digests"),
    Recurring("tidy", _every(hours=1), "khet.jobs.run_worker:tidy"),
    Recurring("outbox", _every(minutes=1), "khet.jobs.send_letters:send_letters"),
)


def know_all(now: datetime) -> None:
    """Let the database know what comes again, and when first."""
    for one in RECURRING:
        know_periodic(name=one.name, next_run=one.next_run(now))


def due(now: datetime) -> list[Recurring]:
    """What is due; one query."""
    names = set(Periodic.objects.filter(next_run__lte=now).values_list("name", flat=True))
    return [one for one in RECURRING if one.name in names]


def run(one: Recurring, now: datetime) -> None:
    """Do what is due, where no other worker does."""
    if not claim_periodic(name=one.name, now=now, next_run=one.next_run(now)):
        return
    module, _, name = one.does.partition(":")
    fault = ""
    try:
        getattr(import_module(module), name)(now)
    except Exception as exc:
        fault = f"{type(exc).__name__} {place_of(exc)}"
        logger.error("periodic work %s failed: %s", one.name, fault)
    end_periodic(name=one.name, fault=fault)
