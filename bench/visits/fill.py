"""``python -m bench.visits.fill COUNT``: so many visits of ten years, with findings and duties.

They go round the public schools, the cast's school first and once more each month, so that it has
ten full years of its own. The same day gives the same visits.
"""

import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from khet.jobs.installation import open_installation

MONTHS = 120
_TOPICS = 12
_BATCH = 1000
_STATES = ("closed",) * 16 + ("answered", "told", "followed", "done")
_TEXT = "ครูจัดกิจกรรมการอ่านสม่ำเสมอ นักเรียนร่วมมือดี ควรบันทึกผลรายสัปดาห์เป็นจำนวน "


def main(count: int) -> None:
    """Write them, and let the database look at them."""
    open_installation()
    from django.db import connection, transaction

    with transaction.atomic():
        visits = _keep(list(_visits(count)))
        _topics(visits)
        _findings(visits)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _keep(visits: list[Any]) -> list[Any]:
    return list(type(visits[0]).objects.bulk_create(visits, batch_size=_BATCH))


def _visits(count: int) -> Iterator[Any]:
    from django.utils import timezone

    from khet.records.learning.models import Visit
    from khet.records.registry.models import Unit, User
    from khet.records.registry.queries.schools import home_area

    area, today = home_area(), timezone.localdate()
    home = User.objects.get(username="school-director").roles_held.get().unit
    schools = [home, *Unit.objects.filter(kind="school", sector="public").exclude(pk=home.pk)]
    leads = list(User.objects.filter(roles_held__role="supervisor").order_by("pk"))
    kinds = [kind.value for kind in Visit.Kind]
    for number in range(count):
        monthly = number < MONTHS
        day = today - timedelta(number * 30 + 1 if monthly else number * 3650 // count + 1)
        at = timezone.make_aware(datetime.combine(day, time(15)))
        state = _STATES[number % len(_STATES)]
        told = state != "done"
        yield Visit(
            area=area,
            school=home if monthly else schools[number % len(schools)],
            kind=kinds[number % len(kinds)],
            state=state,
            lead=leads[number % len(leads)],
            month=day.replace(day=1),
            planned_on=day,
            day=day,
            strengths=_TEXT * 2,
            advice=_TEXT * 3,
            level=number % 5 + 1,
            answer=_TEXT if state not in ("done", "told") else "",
            revision=1,
            recorded_at=at,
            recorded_by="ผู้ทดสอบ",
            told_at=at if told else None,
            answered_at=at if state not in ("done", "told") else None,
            closed_at=at if state == "closed" else None,
        )


def _topics(visits: list[Any]) -> None:
    from khet.records.learning.models import VisitTopic

    VisitTopic.objects.bulk_create(
        (
            VisitTopic(visit=visit, name=f"เรื่องที่ {(place + more * 5) % _TOPICS + 1}")
            for place, visit in enumerate(visits)
            for more in range(1 + place % 2)
        ),
        batch_size=_BATCH,
    )


def _findings(visits: list[Any]) -> None:
    """One of every other visit, its duty mended unless the visit is still open."""
    from khet.records.learning.models import Finding
    from khet.records.office.models import Duty
    from khet.rules.deadlines import VISIT_FINDING

    told = [visit for visit in visits[::2] if visit.told_at]
    duties = Duty.objects.bulk_create(
        (_duty(Duty, VISIT_FINDING.code, visit) for visit in told), batch_size=_BATCH
    )
    Finding.objects.bulk_create(
        (
            Finding(visit=visit, text=_TEXT, action=_TEXT[:60], due=duty.due, duty=duty)
            for visit, duty in zip(told, duties, strict=True)
        ),
        batch_size=_BATCH,
    )


def _duty(model: Any, rule: str, visit: Any) -> Any:
    due: date = visit.day + timedelta(30)
    mended = visit.state == "closed"
    return model(
        rule=rule,
        title=_TEXT[:60],
        unit=visit.school,
        role="school-director",
        about_kind="learning.finding",
        about_key=f"bench-{visit.pk}",
        opened=visit.day,
        due=due,
        first_due=due,
        state="accepted" if mended else "open",
        done_at=visit.closed_at,
        done_by="ผู้ทดสอบ" if mended else "",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
