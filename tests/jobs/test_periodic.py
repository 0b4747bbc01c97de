"""Work that comes again: done by one worker, once after a stop, its fault kept; lost jobs."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from khet.jobs import periodic, run_worker
from khet.jobs.cli import main
from khet.jobs.periodic import RECURRING, Recurring, due, know_all, run
from khet.records.registry.actions.background import take_care_of_lost, try_job_again
from khet.records.registry.actions.periodic import (
    UNFINISHED,
    claim_periodic,
    forget_workers,
    worker_seen,
)
from khet.records.registry.models import Event, Periodic, Worker

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 20, 0, tzinfo=UTC)
"""Monday 30 November, 03:00 in Bangkok."""
DONE: list[datetime] = []


def note(now: datetime) -> None:
    """Periodic work that only notes when it was done."""
    DONE.append(now)


def break_off(_now: datetime) -> None:
    """Periodic work that fails with a value that nobody should read."""
    raise ValueError("เด็กชายทดสอบ")


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    DONE.clear()
    when = next(one.when for one in RECURRING if one.name == "morning")
    ours = (
        Recurring("note", when, f"{__name__}:note"),
        Recurring("break", when, f"{__name__}:break_off"),
    )
    monkeypatch.setattr(periodic, "RECURRING", ours)
    know_all(NOW)


def _round(now: datetime) -> None:
    for one in due(now):
        run(one, now)


def test_the_morning_comes_at_half_past_six_in_bangkok() -> None:
    first = Periodic.objects.get(name="note")
    assert first.next_run == datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
    _round(NOW)
    assert not DONE
    know_all(NOW + timedelta(days=1))
    first.refresh_from_db()
    assert first.next_run == datetime(2026, 11, 29, 23, 30, tzinfo=UTC), "a start moves nothing"


def test_after_days_without_a_worker_it_runs_once() -> None:
    back = NOW + timedelta(days=9)
    for minutes in range(3):
        _round(back + timedelta(minutes=minutes))
    assert [back] == DONE
    told = Periodic.objects.get(name="note")
    assert (told.last_run, told.fault) == (back, "")
    assert told.next_run == datetime(2026, 12, 8, 23, 30, tzinfo=UTC)


def test_of_two_workers_one_does_it() -> None:
    later = NOW + timedelta(hours=12)
    both = due(later), due(later)
    for found in both:
        for one in found:
            run(one, later)
    assert [later] == DONE


def test_a_run_that_fails_is_kept_with_its_place_and_comes_again() -> None:
    later = NOW + timedelta(hours=12)
    _round(later)
    told = Periodic.objects.get(name="break")
    assert told.fault.startswith("ValueError")
    assert "test_periodic.py" in told.fault
    assert "ทดสอบ" not in told.fault, "what the fault says may be a pupil's"
    assert told.next_run > later
    assert [later] == DONE, "the other runs all the same"


def test_a_run_that_was_stopped_says_so() -> None:
    claim_periodic(name="note", now=NOW + timedelta(days=1), next_run=NOW + timedelta(days=2))
    assert Periodic.objects.get(name="note").fault == UNFINISHED


def _job(workers: list[str], begun: datetime, words: tuple[str, ...] = ()) -> Any:
    job = DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": list(words), "kwargs": {}},
        task_path="khet.jobs.redraw_charts.redraw_charts",
        worker_ids=workers,
        backend_name="default",
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
    )
    DBTaskResult.objects.filter(pk=job.pk).update(started_at=begun)
    return job


def _look_after() -> int:
    return take_care_of_lost(before=NOW - timedelta(minutes=1), at=NOW, message="หยุดกลางทาง")


def _status(job: Any) -> str:
    job.refresh_from_db()
    return str(job.status)


def test_a_job_whose_worker_is_gone_is_put_back_once_then_given_up() -> None:
    begun = NOW - timedelta(minutes=5)
    once, twice = _job(["a"], begun), _job(["a", "b"], begun)
    assert _look_after() == 2
    assert (_status(once), _status(twice)) == ("READY", "FAILED")
    assert twice.traceback == "หยุดกลางทาง"
    assert try_job_again(by="ผู้ดูแล", key=str(twice.pk))
    assert not try_job_again(by="ผู้ดูแล", key=str(twice.pk))
    assert (_status(twice), twice.worker_ids) == ("READY", [])
    assert Event.objects.get(action="try-again").key == str(twice.pk)


@pytest.mark.parametrize(
    ("worker", "minutes", "words"),
    [("living", 5, ()), ("gone", 0, ()), ("gone", 5, ("check", "7"))],
)
def test_a_job_that_may_go_on_is_left(worker: str, minutes: int, words: tuple[str, ...]) -> None:
    worker_seen(name="living", at=NOW - timedelta(seconds=59))
    worker_seen(name="gone", at=NOW - timedelta(hours=1))
    job = _job([worker], NOW - timedelta(minutes=minutes), words)
    assert _look_after() == 0
    assert _status(job) == "RUNNING"


def test_workers_long_gone_are_forgotten() -> None:
    worker_seen(name="a", at=NOW - timedelta(days=8))
    worker_seen(name="b", at=NOW)
    forget_workers(before=NOW - timedelta(days=7))
    assert [worker.name for worker in Worker.objects.all()] == ["b"]


def test_the_worker_does_what_is_due_and_gives_a_sign_of_life(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    for module in ("django.db", "django_tasks_db.management.commands.db_worker"):
        monkeypatch.setattr(f"{module}.close_old_connections", lambda: None)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    Periodic.objects.filter(name="note").update(next_run=timezone.now())
    assert main(["work", "--once"]) == 0
    assert len(DONE) == 1
    assert Worker.objects.get().seen_at is not None


def test_a_long_job_gives_signs_of_life(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    given: Callable[..., None] = lambda **told: seen.append(told["name"])  # noqa: E731
    monkeypatch.setattr("khet.records.registry.actions.periodic.worker_seen", given)
    monkeypatch.setattr(run_worker, "_SIGN_OF_LIFE", timedelta(microseconds=1))
    with run_worker._living("w"):
        while not seen:
            pass
    assert set(seen) == {"w"}
