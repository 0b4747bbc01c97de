"""Jobs that were not heard of for a while: put back once, then given up with a clear message."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.actions.imports import ImportMovedOnError, failed, tell_alive
from khet.records.registry.models import Import, Worker

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


def take_care_of_lost(*, before: datetime, at: datetime, message: str) -> int:
    """Put back jobs whose worker gave no sign of life since that time; returns how many.

    Those about files are left to ``take_care_of_silent``. A job that was begun twice is given up
    with the message as its reason.
    """
    living = set(Worker.objects.filter(seen_at__gte=before).values_list("name", flat=True))
    running = DBTaskResult.objects.running().filter(started_at__lt=before)
    lost = [job for job in running if len(job.args_kwargs["args"]) < _TRIES]
    return sum(_put_back(job, at, message) for job in lost if job.worker_ids[-1] not in living)


def _put_back(job: "DBTaskResult[..., None]", at: datetime, message: str) -> int:
    held = DBTaskResult.objects.running().filter(pk=job.pk, started_at=job.started_at)
    if len(job.worker_ids) < _TRIES:
        return held.update(status=TaskResultStatus.READY)
    return held.update(status=TaskResultStatus.FAILED, finished_at=at, traceback=message)


@transaction.atomic
def try_job_again(*, by: Actor, key: str) -> bool:
    """Let a job that failed wait for a worker anew; returns whether it had failed."""
    failed_jobs = DBTaskResult.objects.failed().filter(pk=key)
    moved = failed_jobs.update(
        status=TaskResultStatus.READY,
        worker_ids=[],
        finished_at=None,
        exception_class_path="",
        traceback="",
    )
    if moved:
        record_event(by=by, action="try-again", kind="registry.job", key=key)
    return bool(moved)
