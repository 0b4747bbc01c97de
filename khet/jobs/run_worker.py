"""``khet work``: does the work that pages leave to be done behind them, until stopped."""

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from khet.jobs.installation import migrate_database, open_installation

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

_INTERVAL = 1.0
_SIGN_OF_LIFE = timedelta(seconds=10)
_SILENT = timedelta(seconds=60)
_WEEK = timedelta(days=7)
_GIVEN_UP = "งานนี้หยุดกลางทางสองครั้ง จึงไม่ลองอีก: กดตรวจอีกครั้ง ถ้ายังไม่ได้ กรุณาแจ้งผู้ดูแลระบบ"
_LOST = "งานนี้หยุดกลางทางสองครั้ง จึงไม่ลองอีก"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--once", action="store_true", help="ทำงานที่รออยู่ให้หมดแล้วหยุด / stop when nothing waits"
    )
    parser.add_argument("--beside", type=int, metavar="PID", help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Work until stopped, or until the process that it stands beside is gone."""
    open_installation()
    migrate_database()
    from django.utils import timezone

    from khet.jobs.periodic import know_all

    worker = make_worker()
    if not options.once:
        worker.configure_signals()
    know_all(timezone.now())
    seen = timezone.now() - _SILENT
    while worker.running and options.beside in (None, os.getppid()):
        seen = _round(worker, seen)
        if options.once:
            break
        time.sleep(_INTERVAL)
    return 0


def _round(worker: Any, seen: datetime) -> datetime:
    """Give a sign of life, look after lost jobs, do what waits and what is due.

    Returns when the last sign of life was given.
    """
    from django.db import close_old_connections
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from khet.jobs import periodic
    from khet.jobs.background import BY
    from khet.records.registry.actions.background import take_care_of_lost, take_care_of_silent
    from khet.records.registry.actions.periodic import worker_seen

    close_old_connections()
    now = timezone.now()
    if now - seen >= _SIGN_OF_LIFE:
        worker_seen(name=worker.worker_id, at=now)
        seen = now
    take_care_of_silent(by=BY, before=now - _SILENT, message=_GIVEN_UP)
    take_care_of_lost(before=now - _SILENT, at=now, message=_LOST)
    if DBTaskResult.objects.ready().exists():
        worker.run()
    for one in periodic.due(now):
        with _living(worker.worker_id):
            periodic.run(one, now)
    return seen


def tidy(now: datetime) -> None:
    """Throw away what nobody needs after a week: files, old jobs, workers that are gone."""
    from khet.records.registry.actions.periodic import forget_workers

    tidy_up(now - _WEEK)
    forget_workers(before=now - _WEEK)


def tidy_up(before: datetime) -> None:
    """Throw away files that nobody kept since that time, strays among them, and old jobs."""
    from django.core.management import call_command

    from khet.jobs.background import BY
    from khet.jobs.evidence_files import remove_unknown
    from khet.jobs.uploads import remove_strays, remove_upload
    from khet.records.registry.actions.imports import discarded
    from khet.records.registry.queries.imports import left_lying

    for held in left_lying(before):
        discarded(by=BY, held=held)
        remove_upload(held)
    remove_strays(before)
    remove_unknown(before)
    call_command("prune_db_task_results", min_age_days=7, verbosity=0)


def make_worker() -> Any:
    """A worker that ends when nothing waits, and gives signs of life while a job runs."""
    from django_tasks_db.management.commands.db_worker import Worker

    class LivingWorker(Worker):
        def run_task(self, db_task_result: "DBTaskResult[..., None]") -> None:
            words = db_task_result.args_kwargs["args"]
            with _living(self.worker_id, words[-1] if len(words) > 1 else None):
                super().run_task(db_task_result)

    return LivingWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{os.getpid()}-{time.time_ns()}",
        excluded_queue_names=[],
    )


@contextmanager
def _living(worker: str, about: str | None = None) -> Iterator[None]:
    """Signs of life of a worker at work, and of the import that its job is about, if any."""
    over = Event()
    beat = Thread(target=_beat, args=(worker, about, over), daemon=True)
    beat.start()
    try:
        yield
    finally:
        over.set()
        beat.join()


def _beat(worker: str, about: str | None, over: Event) -> None:
    from django.db import connection
    from django.utils import timezone

    from khet.records.registry.actions.imports import tell_alive
    from khet.records.registry.actions.periodic import worker_seen

    try:
        while not over.wait(_SIGN_OF_LIFE.total_seconds()):
            worker_seen(name=worker, at=timezone.now())
            if about:
                tell_alive(pk=about)
    finally:
        connection.close()
