"""Work that comes again: claimed by one, and why its last run failed; workers' signs of life."""

from datetime import datetime

from khet.records.registry.models import Periodic, Worker

UNFINISHED = "เริ่มแล้วแต่ยังไม่จบ"
_LONGEST = 300


def know_periodic(*, name: str, next_run: datetime) -> None:
    """Let work come again by that name, from that time on where it is new."""
    Periodic.objects.get_or_create(name=name, defaults={"next_run": next_run})


def claim_periodic(*, name: str, now: datetime, next_run: datetime) -> bool:
    """Whether work is due and is the caller's to do now; of several only one gets it.

    However long it was due it runs once.
    """
    due = Periodic.objects.filter(name=name, next_run__lte=now)
    return bool(due.update(next_run=next_run, last_run=now, fault=UNFINISHED))


def end_periodic(*, name: str, fault: str = "") -> None:
    """The run has ended, well or with a fault; it comes again at its time."""
    Periodic.objects.filter(name=name).update(fault=fault[:_LONGEST])


def worker_seen(*, name: str, at: datetime) -> None:
    """A worker gives a sign of life."""
    Worker.objects.update_or_create(name=name, defaults={"seen_at": at})


def forget_workers(*, before: datetime) -> None:
    """Forget workers that gave no sign of life since that time."""
    Worker.objects.filter(seen_at__lt=before).delete()
