"""``python -m bench.orders.clerk make | take COUNT``: one clerk at a database of an installation.

``make`` makes the tables and an office. ``take`` says ``ready``, waits for a line, then takes so
many numbers, each by the action and in a transaction of its own, and prints them.
"""

import os
import sys

import django
from django.core.management import call_command
from django.utils import timezone

YEAR = 2557


def main() -> None:
    """Do what the words of the command line ask for."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khet.config.settings")
    django.setup()
    if sys.argv[1] == "make":
        _make()
    else:
        _take(int(sys.argv[2]))


def _make() -> None:
    from khet.records.registry.models import Unit

    call_command("migrate", verbosity=0)
    Unit.objects.create(kind="area", code="9302", name="สำนักงานทดสอบ")


def _take(count: int) -> None:
    from khet.records.office.actions.numbers import take_number
    from khet.records.office.queries.numbers import ORDERS
    from khet.records.registry.models import Unit

    area = Unit.objects.get(code="9302")
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(count):
        taken = take_number(by="bench", area=area, kind=ORDERS, year=YEAR, at=timezone.now())
        print(taken.number)


if __name__ == "__main__":
    main()
