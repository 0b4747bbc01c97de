"""``python -m bench.circulars.fill FROM TO``: circulars number FROM to TO, each to every school.

Every school read them but the newest and one of every fifty. One in five, and the newest, asked for
an answer, which is owed where it isn't read. With ``send TIMES`` it makes teachers until a circular
to all of them and all schools has 1,300 receivers, and so many letters signed and prepared for
them, whose keys are printed.
"""

import sys
from datetime import timedelta
from itertools import accumulate
from random import Random
from typing import Any

from bench.search.fill import vocabulary
from khet.jobs.installation import open_installation

RECEIVERS = 1300
_BATCH = 1000
_YEAR, _UNREAD, _ASKING, _NEWEST = 2500, 50, 5, 35
_TEXT = 1500
_RECEIPTS = """
INSERT INTO office_receipt (circular_id, unit_id, user_id, sent_at, state, read_at, read_by, acting,
  answer, cells, odd, answered_at, answered_by, reason)
SELECT c.id, u.id, NULL, c.sent_at,
  CASE WHEN c.id < %(newest)s OR (c.id - %(shift)s) %% %(each)s = 0 THEN 'unread'
    WHEN c.asks = 'text' THEN 'answered' ELSE 'read' END,
  CASE WHEN c.id < %(newest)s OR (c.id - %(shift)s) %% %(each)s = 0 THEN NULL
    ELSE c.sent_at END, 'ผู้ทดสอบ', %(no)s,
  '', '{}', '[]', NULL, '', ''
FROM office_circular c CROSS JOIN registry_unit u
WHERE u.kind = 'school' AND u.sector = 'public' AND c.id BETWEEN %(first)s AND %(last)s
"""
_DUTIES = """
INSERT INTO office_duty (rule, title, unit_id, role, about_kind, about_key, opened, due, first_due,
  state, progress, note, reason, done_at, done_by, checked_by)
SELECT 'answer-circular', 'หนังสือเวียน', r.unit_id, 'school-director', 'office.receipt',
  CAST(r.id AS VARCHAR(80)), c.due, c.due, c.due,
  CASE WHEN r.state = 'answered' THEN 'done' ELSE 'open' END, '', '', '',
  CASE WHEN r.state = 'answered' THEN c.sent_at END,
  CASE WHEN r.state = 'answered' THEN 'ผู้ทดสอบ' ELSE '' END, ''
FROM office_receipt r JOIN office_circular c ON c.id = r.circular_id
WHERE c.asks = 'text' AND c.id BETWEEN %(first)s AND %(last)s
"""


def main(first: int, last: int) -> None:
    """Write them, and let the database look at them."""
    open_installation()
    from django.db import connection, transaction

    with transaction.atomic():
        made: list[Any] = []
        for begin in range(first, last, _BATCH):
            made += _circulars(range(begin, min(begin + _BATCH, last)))
        told = {"first": made[0].pk, "last": made[-1].pk, "each": _UNREAD, "no": False}
        told["shift"] = made[0].pk - first
        told["newest"] = told["shift"] + _NEWEST
        with connection.cursor() as cursor:
            cursor.execute(_RECEIPTS, told)
            cursor.execute(_DUTIES, told)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _circulars(numbers: range) -> list[Any]:
    """Sent letters with their texts, and what was sent."""
    from django.utils import timezone

    from khet.records.office.models import Circular, Letter, Number, Series
    from khet.records.registry.queries.schools import home_area

    area, now = home_area(), timezone.now()
    series, _new = Series.objects.get_or_create(area=area, kind="sent", year=_YEAR)
    taken = {"series": series, "state": "used", "taken_at": now, "taken_by": "ผู้ทดสอบ"}
    used = Number.objects.bulk_create(Number(number=k + 1, **taken) for k in numbers)
    chance = Random(numbers.start)
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    letters = Letter.objects.bulk_create(
        Letter(
            area=area,
            unit=area,
            book="circular",
            number=number,
            ref=f"ศธ 04999/ว{number.number}",
            day=now.date(),
            subject=" ".join(chance.choices(words, cum_weights=weights, k=6)),
            text=" ".join(chance.choices(words, cum_weights=weights, k=_TEXT // 8)),
            state="sent",
            registered_at=now,
        )
        for number in used
    )
    _find(letters)
    return Circular.objects.bulk_create(
        Circular(
            letter=letter,
            audience=["schools"],
            asks="text" if _asks(k) else "read",
            due=now.date() if _asks(k) else None,
            sent_at=now - timedelta(hours=1 + k * 4),
        )
        for k, letter in zip(numbers, letters, strict=True)
    )


def _asks(number: int) -> bool:
    return number < _NEWEST or number % _ASKING == 0


def _find(letters: list[Any]) -> None:
    from khet.records.office.actions.search import Seen, make_new_findable

    make_new_findable(
        kind="office.letter",
        rows=(
            (str(one.pk), Seen(one.area, one.unit, "office"), one.subject, one.day, one.text)
            for one in letters
        ),
    )


def prepare(times: int) -> None:
    """Teachers enough for 1,300 receivers, and letters for them; prints the keys of the letters."""
    open_installation()
    from django.utils import timezone

    from khet.records.office.models import Circular, Letter
    from khet.records.registry.models import RoleHeld, Unit, User
    from khet.records.registry.queries.schools import home_area

    area, now = home_area(), timezone.now()
    schools = list(Unit.objects.filter(kind="school", sector="public").order_by("code"))
    there = RoleHeld.objects.filter(role="teacher", until=None).values("user").distinct().count()
    missing = RECEIVERS - len(schools) - there
    people = User.objects.bulk_create(
        User(username=f"bench-{k}", name=f"ครูผู้ทดสอบ {k}", sort_key=f"{k:06}")
        for k in range(missing)
    )
    RoleHeld.objects.bulk_create(
        RoleHeld(user=user, role="teacher", unit=schools[k % len(schools)], since=now.date())
        for k, user in enumerate(people)
    )
    for _ in range(times):
        letter = Letter.objects.create(
            area=area, unit=area, book="open", subject="ถึงครูทุกคน", state="signed"
        )
        audience = ["schools", "teachers"]
        Circular.objects.create(letter=letter, audience=audience, asks="text", due=now.date())
        print(letter.pk)


if __name__ == "__main__":
    if sys.argv[1] == "send":
        prepare(int(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[2]))
