"""``python -m bench.duties.fill``: 50,000 duties of a year, one in twenty of them late.

They are of those who hold posts at schools, at the office and at its groups. The same seed gives
the same duties.
"""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from khet.jobs.installation import open_installation

DUTIES = 50_000
_BATCH = 2_000
_STATES = ("open", "done", "accepted", "returned", "waived")
_WEIGHTS = (5, 22, 70, 1, 2)


def main() -> None:
    """Write them."""
    open_installation()
    from khet.records.office.models import Duty

    Duty.objects.bulk_create(_duties(Duty), batch_size=_BATCH)


def _duties(model: Any) -> Iterator[Any]:
    from django.utils import timezone

    from khet.rules.deadlines import DEADLINES

    chance, today = random.Random(9302), timezone.localdate()
    posts, rules = _posts(), sorted(DEADLINES)
    for number in range(DUTIES):
        unit, role = chance.choice(posts)
        state = chance.choices(_STATES, _WEIGHTS)[0]
        due = today + timedelta(chance.randrange(-365, 40))
        if state in ("open", "returned"):
            due = today + timedelta(chance.randrange(-90, 20))
        done = due + timedelta(chance.randrange(-9, 12))
        at = timezone.make_aware(datetime.combine(min(done, today), time(9)))
        yield model(
            rule=chance.choice(rules),
            title=f"งานที่ {number} ตามข้อสั่งการของที่ประชุม",
            unit_id=unit,
            role=role,
            about_kind="office.instruction",
            about_key=f"bench-{number}",
            opened=due - timedelta(15),
            due=due,
            first_due=due,
            state=state,
            done_at=at if state in ("done", "accepted") else None,
            done_by="ผู้ทดสอบ" if state in ("done", "accepted") else "",
        )


def _posts() -> list[tuple[int, str]]:
    from khet.records.registry.models import RoleHeld

    held = RoleHeld.objects.filter(unit__kind__in=("school", "group", "area"))
    return sorted(set(held.exclude(role="teacher").values_list("unit", "role")))


if __name__ == "__main__":
    main()
