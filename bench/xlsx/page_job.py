"""What the page's worker does with a spreadsheet: ``python -m bench.xlsx.page_job PATH``.

Works in the installation of ``KHET_HOME``, which is made with the area and schools of the file. The
file is looked at, checked and, where nothing is wrong, kept with its results and charts; one line
of JSON tells the seconds of each step and what was found.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bench.xlsx.sheet import SCHOOLS
from khet.jobs.installation import migrate_database, open_installation

if TYPE_CHECKING:
    from khet.records.registry.models import User

_SINCE = date(2009, 5, 1)
_AREA = ("area", "9302")
_PIECE = 1 << 20


def main(path: str) -> None:
    """Bring the file, as a person would, and do each step where the worker does it."""
    open_installation()
    migrate_database()
    from django.conf import settings

    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    from khet.jobs.background import begin_check, begin_keep, begin_look
    from khet.jobs.uploads import place, receive
    from khet.records.registry.actions.imports import bring
    from khet.records.registry.models import Import, Unit

    person = _registers()
    with Path(path).open("rb") as file:
        received = receive(iter(lambda: file.read(_PIECE), b""))
    area = Unit.objects.get(kind="area")
    told = {"sha256": received.sha256, "size": received.size}
    held = bring(by=person, area=area, what="scores", name="scores.xlsx", **told)
    place(received, held)
    seconds = {"look": _timed(lambda: begin_look(held))}
    seconds["check"] = _timed(lambda: begin_check(by=person, held=held, choices={}, total=5))
    held.refresh_from_db()
    if held.report["found"]["level"] == 0:
        seconds["keep"] = _timed(lambda: begin_keep(by=person, held=held, total=5))
    held = Import.objects.get(pk=held.pk)
    kinds = held.report["found"]["kinds"] if "found" in held.report else []
    found = sum(kind["count"] for kind in kinds)
    print(json.dumps({"state": held.state, "found": found, "seconds": seconds}))


def _registers() -> "User":
    """The area and the schools of the file, and who brings it."""
    from khet.records.registry.actions.people import AccountEntry, open_account
    from khet.records.registry.actions.units import UnitEntry, register_units

    codes = [f"9302{number:04d}" for number in range(SCHOOLS)]
    above = (("place", *_AREA),)
    entries = [
        UnitEntry(*_AREA, "เขตวัดความเร็ว"),
        *(UnitEntry("school", code, f"โรงเรียน {code}", above=above) for code in codes),
    ]
    register_units(by="bench", entries=entries, since=_SINCE)
    entry = AccountEntry("supervisor", "bench", "supervisor", _AREA, "bench")
    return open_account(by="bench", entry=entry, since=_SINCE)


def _timed(step: Callable[[], None]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(sys.argv[1])
