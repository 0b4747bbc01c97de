"""Work behind the pages: done by the worker, put back once, given up with a message, tidied up."""

import os
import threading
import time
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from khet.jobs import serve_site
from khet.jobs.background import BY, begin_check, begin_keep, begin_look, run_step
from khet.jobs.cli import main
from khet.jobs.run_worker import tidy_up
from khet.jobs.uploads import place, receive, upload_path
from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.background import take_care_of_silent
from khet.records.registry.actions.imports import bring
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Event, Import, Unit, UnitKind, User

pytestmark = pytest.mark.django_db
AREA = ("place", "area", "9302")
SINCE = date(2009, 5, 1)
WIDE = b"school,pupil,thai,mathematics\n93020501,1,50,60\n93020501,2,70,40\n"
SITTING = {"test": "NT", "academic_year": "2562", "grade": "P3", "round": "", "area": "9302"}
MESSAGE = "หยุดกลางทาง"


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker begins each round with a fresh connection; here all is one transaction."""
    for module in ("django.db", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)


@pytest.fixture
def person(settings: Any) -> User:
    """Who brings files, in an area of one school; jobs wait for a worker."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    entries = [
        UnitEntry("area", "9302", "เขตทดสอบ"),
        UnitEntry("school", "93020501", "บ้านหนึ่ง", above=(AREA,)),
    ]
    register_units(by="ทดสอบ", entries=entries, since=SINCE)
    entry = AccountEntry("supervisor", "ผู้ทดสอบ", "supervisor", ("area", "9302"), "ทดสอบ-1")
    return open_account(by="ทดสอบ", entry=entry, since=SINCE)


def _brought(person: User) -> Import:
    received = receive([WIDE])
    area = Unit.objects.get(kind=UnitKind.AREA)
    told = {"sha256": received.sha256, "size": received.size}
    held = bring(by=person, area=area, what="scores", name="คะแนน.csv", **told)
    place(received, held)
    begin_look(held)
    return held


def _work(held: Import) -> Import:
    assert main(["work", "--once"]) == 0
    held.refresh_from_db()
    return held


def test_the_worker_reads_checks_and_keeps_a_file(person: User) -> None:
    held = _brought(person)
    assert held.report is None
    assert _work(held).report
    begin_check(by=person, held=held, choices={"sitting": SITTING}, total=5)
    assert _work(held).state == Import.State.CHECKED
    assert (held.done, held.total) == (5, 5)
    begin_keep(by=person, held=held)
    assert _work(held).state == Import.State.KEPT
    assert ScoreFile.objects.get().imported_by == str(person)


def test_a_job_that_runs_twice_does_no_harm(person: User) -> None:
    held = _work(_brought(person))
    begin_check(by=person, held=held, choices={"sitting": SITTING})
    _work(held)
    begin_keep(by=person, held=held)
    _work(held)
    events = Event.objects.count()
    for step in ("look", "check", "keep"):
        run_step.call(step, str(held.pk))
    assert (Event.objects.count(), ScoreFile.objects.count()) == (events, 1)


def _silent(person: User, workers: int) -> tuple[Import, DBTaskResult[..., None]]:
    held = _work(_brought(person))
    begin_check(by=person, held=held, choices={"sitting": SITTING})
    job = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    job.status = TaskResultStatus.RUNNING
    job.worker_ids = [str(number) for number in range(workers)]
    job.save()
    Import.objects.filter(pk=held.pk).update(moved_at=timezone.now() - timedelta(seconds=61))
    return held, job


def _look_after() -> int:
    return take_care_of_silent(
        by=BY, before=timezone.now() - timedelta(seconds=60), message=MESSAGE
    )


def test_a_silent_job_is_put_back_once(person: User) -> None:
    held, job = _silent(person, 1)
    assert _look_after() == 1
    job.refresh_from_db()
    assert job.status == TaskResultStatus.READY
    assert _work(held).state == Import.State.CHECKED


def test_a_job_that_is_silent_again_is_given_up_with_a_message(person: User) -> None:
    held, _ = _silent(person, 2)
    assert _look_after() == 1
    held.refresh_from_db()
    assert held.state == Import.State.FAILED
    assert held.report
    assert held.report["failure"] == MESSAGE


def test_a_job_that_gave_a_sign_of_life_is_left_alone(person: User) -> None:
    held, job = _silent(person, 1)
    Import.objects.filter(pk=held.pk).update(moved_at=timezone.now())
    assert _look_after() == 0
    job.refresh_from_db()
    assert job.status == TaskResultStatus.RUNNING


def test_a_job_that_waits_for_its_turn_is_left_alone(person: User) -> None:
    held = _brought(person)
    Import.objects.filter(pk=held.pk).update(moved_at=timezone.now() - timedelta(hours=1))
    assert _look_after() == 0
    held.refresh_from_db()
    assert held.state == Import.State.WAITING


def test_files_that_nobody_kept_for_a_week_are_removed(person: User) -> None:
    old, new = _work(_brought(person)), _work(_brought(person))
    week = timezone.now() - timedelta(days=7)
    Import.objects.filter(pk=old.pk).update(moved_at=week - timedelta(hours=1))
    stray = upload_path(old).with_name("left")
    stray.touch()
    os.utime(stray, (0, 0))
    tidy_up(week)
    old.refresh_from_db()
    assert old.state == Import.State.DISCARDED
    assert not upload_path(old).exists()
    assert not stray.exists()
    assert upload_path(new).exists()


class Process:
    """A worker that dies at once, until the third, which stays until it is told to stop."""

    begun: list["Process"] = []

    def __init__(self, words: list[str]) -> None:
        self.words, self.stopped = words, False
        self.begun.append(self)

    def poll(self) -> int | None:
        return 1 if self.stopped or len(self.begun) < 3 else None

    def terminate(self) -> None:
        self.stopped = True

    def wait(self, timeout: float | None = None) -> int:
        return 1


def test_the_site_keeps_a_worker_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_site.subprocess, "Popen", Process)
    monkeypatch.setattr(Process, "begun", [])
    third = threading.Event()
    with serve_site.worker_beside(0.01):
        while len(Process.begun) < 3 and not third.wait(0.01):
            time.sleep(0)
    assert [process.words[3] for process in Process.begun] == ["work"] * 3
    assert all(process.stopped for process in Process.begun)
