"""Jobs that were not heard of for a while: put back once, then given up with a clear message."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.imports import ImportMovedOnError, failed, tell_alive
from khet.records.registry.models import Import

_TRIES = 2
_AT_WORK = Q(state__in=(Import.State.CHECKING, Import.State.KEEPING))
_TO_BE_READ = Q(state=Import.State.WAITING, report__isnull=True)


def take_care_of_silent(*, by: Actor, before: datetime, message: str) -> int:
    """Put back the work on files that gave no sign of life since that time; returns how many.

    Work that was begun twice is given up, and ``message`` tells the person what to do. A file whose
    work still waits for its turn is left alone.
    """
    silent = Import.objects.filter(_AT_WORK | _TO_BE_READ, moved_at__lt=before)
    return sum(_take_care(by, held, message) for held in silent)


@transaction.atomic
def _take_care(by: Actor, held: Import, message: str) -> bool:
    tasks = DBTaskResult.objects.select_for_update().filter(args_kwargs__args__1=str(held.pk))
    newest = tasks.order_by("-enqueued_at").first()
    if newest is None and held.state == Import.State.WAITING:
        return False
    if newest is not None and newest.status == TaskResultStatus.READY:
        return False
    if newest is not None and len(newest.worker_ids) < _TRIES:
        tasks.filter(pk=newest.pk).update(status=TaskResultStatus.READY)
        tell_alive(pk=str(held.pk))
        return True
    try:
        failed(by=by, held=held, message=message)
    except ImportMovedOnError:
        return False
    return True
