"""Letters and powers that tests of the folder, of steps and of delegation put before people."""

import re
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from khet.records.office.actions.letters import (
    LetterEntry,
    Step,
    draft_letter,
    move_letter,
    register_letter,
)
from khet.records.office.models import Delegation, Letter
from khet.records.registry.models import Unit, User
from tests.cast import PASSWORD

LETTERS = "/office/folder/letters"


def person(name: str) -> User:
    """A member of the cast."""
    return User.objects.get(username=name)


def area() -> Unit:
    """The office."""
    return Unit.objects.get(kind="area")


def arrived(subject: str, to: str = "director", **more: Any) -> Letter:
    """A letter that was registered and lies before somebody."""
    entry = LetterEntry(area(), subject, ref=subject, day=date(2014, 8, 1), sender="ส", **more)
    made = register_letter(by=person("clerk"), area=area(), entry=entry, at=timezone.now())
    return proposed(made, to)


def drafted(subject: str, book: str = "sent", to: str = "director") -> Letter:
    """A letter of ours that lies before somebody."""
    entry = LetterEntry(area(), subject, to="ผู้รับ", text="จึงเรียนมา")
    made = draft_letter(by=person("clerk"), area=area(), book=book, entry=entry)
    return proposed(made, to)


def proposed(letter: Letter, to: str) -> Letter:
    """The letter put before somebody by the clerk."""
    step = Step("propose", timezone.now(), to_person=person(to))
    return move_letter(by=person("clerk"), letter=letter, step=step)


def power(to: str, code: str = "letters", since: int = -5, until: int = 5) -> Delegation:
    """A power that counts from so many days from today until so many."""
    today = timezone.localdate()
    return Delegation.objects.create(
        area=area(),
        power=code,
        giver=person("director"),
        post="ผู้อำนวยการสำนักงาน",
        to=person(to),
        since=today + timedelta(since),
        until=today + timedelta(until),
        under="คำสั่งที่ 9/2569",
        given_by="ท",
    )


def step(client: Client, letter: Letter, name: str, **data: Any) -> Any:
    """A step taken by its form, with the own password."""
    return client.post(f"{LETTERS}/{letter.pk}/step/{name}", {"password": PASSWORD, **data})


def fault(page: str, field: str) -> str:
    """What is said at a field."""
    found = re.search(rf'id="id_{field}_error">([^<]*)', page)
    return found[1].strip() if found else ""
