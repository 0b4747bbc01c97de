"""Run by ``test_two_workers`` in a process of its own: several workers at one real database."""

import json
import os
import sys
from datetime import timedelta
from threading import Barrier, Thread

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "khet.config.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from khet.jobs.send_letters import send_letters  # noqa: E402
from khet.records.office.actions.numbers import take_number  # noqa: E402
from khet.records.registry.actions.periodic import claim_periodic  # noqa: E402
from khet.records.registry.models import Letter, Periodic, Unit, User  # noqa: E402

WORKERS, LETTERS, NUMBERS = 4, 20, 10
NOW = timezone.now()


def main() -> None:
    """Let workers claim the same work, send the same letters and take numbers; tell who did what.

    Numbers are taken in a database that is only for this: what happened to them is never deleted.
    """
    user = User.objects.create(username="two-workers", email="two@office.example")
    Periodic.objects.create(name="two-workers", next_run=NOW)
    for number in range(LETTERS):
        given = {"user": user, "about": f"duty {number} 2026-11-30", "try_after": NOW}
        Letter.objects.create(subject=f"letter {number}", body="x", **given)
    claims: list[bool] = []
    numbers: list[int] = []
    alone = connection.vendor == "sqlite"
    area = Unit.objects.create(kind="area", code="9302", name="เขตทดสอบ") if alone else None
    together = Barrier(WORKERS)

    def work() -> None:
        together.wait()
        later = NOW + timedelta(days=1)
        claims.append(claim_periodic(name="two-workers", now=NOW, next_run=later))
        send_letters(NOW)
        for _ in range(NUMBERS if area else 0):
            taken = take_number(by="ทดสอบ", area=area, kind="order", year=2557, at=NOW)
            numbers.append(taken.number)
        connection.close()

    workers = [Thread(target=work) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    states = list(Letter.objects.filter(user=user).values_list("state", "tries"))
    Periodic.objects.filter(name="two-workers").delete()
    user.delete()
    json.dump({"claims": claims, "states": states, "numbers": sorted(numbers)}, sys.stdout)


if __name__ == "__main__":
    main()
