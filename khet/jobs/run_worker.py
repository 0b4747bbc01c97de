"""``khet work``: does the work that pages leave to be done behind them, until stopped."""

import argparse
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from khet.jobs.installation import migrate_database, open_installation

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult

_INTERVAL = 1.0
_SIGN_OF_LIFE = 10.0
_SILENT = timedelta(seconds=60)
_HOUR = timedelta(hours=1)
_WEEK = timedelta(days=7)
_GIVEN_UP = "งานนี้หยุดกลางทางสองครั้ง จึงไม่ลองอีก: กดตรวจอีกครั้ง ถ้ายังไม่ได้ กรุณาแจ้งผู้ดูแลระบบ"


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
    worker = make_worker()
    if not options.once:
        worker.configure_signals()
    tidied = datetime.min
    while worker.running and options.beside in (None, os.getppid()):
        tidied = _round(worker, tidied)
        if options.once:
            break
        time.sleep(_INTERVAL)
    return 0


def _round(worker: Any, tidied: datetime) -> datetime:
    """Look after silent jobs, do what waits, and once an hour tidy up; returns when that was."""
    from django.db import close_old_connections
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from khet.jobs.background import BY
    from khet.records.registry.actions.background import take_care_of_silent

    close_old_connections()
    now = timezone.now()
    take_care_of_silent(by=BY, before=now - _SILENT, message=_GIVEN_UP)
    if DBTaskResult.objects.ready().exists():
        worker.run()
    if datetime.now() - tidied > _HOUR:
        tidy_up(now - _WEEK)
        return datetime.now()
    return tidied


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
            with _living(db_task_result.args_kwargs["args"]):
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
def _living(words: Sequence[str]) -> Iterator[None]:
    """Signs of life of the import that a job is about, if it is about one."""
    over = Event()
    beat = Thread(target=_beat, args=(words[-1], over), daemon=True) if len(words) > 1 else None
    if beat:
        beat.start()
    try:
        yield
    finally:
        over.set()
        if beat:
            beat.join()


def _beat(pk: str, over: Event) -> None:
    from django.db import connection

    from khet.records.registry.actions.imports import tell_alive

    try:
        while not over.wait(_SIGN_OF_LIFE):
            tell_alive(pk=pk)
    finally:
        connection.close()
