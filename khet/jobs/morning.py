"""The letter of the morning: each person's own work, and for heads what is late in which group."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from khet.jobs.background import BY
from khet.records.office.models import Duty
from khet.records.office.queries.owed import (
    areas_on,
    heads_of,
    owed_until,
    owners_of,
    works_on,
)
from khet.records.registry.actions.letters import LetterEntry, write_letters
from khet.records.registry.models import Unit, UnitKind, User
from khet.rules.deadlines import label_of
from khet.rules.digest import Owed, digest
from khet.rules.duties import week_end


def write_digests(now: datetime) -> None:
    """Write the letters of today, in every office that works today."""
    today = timezone.localdate(now)
    for area in areas_on(today):
        if works_on(area, today):
            entries = _entries(area, today)
            about = f"digest {today.isoformat()}"
            write_letters(by=BY, about=about, entries=entries, at=now)


def owed_of(duty: Duty) -> Owed:
    """A duty as letters tell it."""
    what = duty.title or label_of(duty.rule)
    where = duty.unit.short_name or duty.unit.name
    url = link("office:duty", duty.pk)
    return Owed(what, where, duty.due, duty.state == Duty.State.RETURNED, url)


def link(name: str, *given: object) -> str:
    """The whole address of a page; empty where the installation doesn't know its own."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse(name, args=given)}" if settings.ADDRESS else ""


def late_by_group(duties: list[Duty], today: date) -> dict[str, int]:
    """How many duties of each group are late; those of schools are one line."""
    return dict(Counter(_group(duty.unit) for duty in duties if duty.due < today))


def _group(unit: Unit) -> str:
    if unit.kind == UnitKind.SCHOOL:
        return "โรงเรียน"
    return unit.short_name or unit.name


def _entries(area: Unit, today: date) -> Iterator[LetterEntry]:
    duties = owed_until(area, week_end(today))
    owned: dict[int, list[Owed]] = {}
    people: dict[int, User] = {}
    owners = owners_of(duties, today)
    for duty in duties:
        told = owed_of(duty)
        for user in owners[duty.pk]:
            people[user.pk] = user
            owned.setdefault(user.pk, []).append(told)
    heads = {user.pk: user for user in heads_of(area, today)}
    late = late_by_group(duties, today)
    for pk, user in (people | heads).items():
        if user.digest:
            yield from _letter(user, owned.get(pk, []), late if pk in heads else {}, today)


def _letter(
    user: User, owed: list[Owed], late: Mapping[str, int], today: date
) -> Iterator[LetterEntry]:
    made = digest(owed, late, today, link("office:duties"))
    if made is not None:
        yield LetterEntry(user, f"digest {today.isoformat()}", made[0][:200], made[1])
