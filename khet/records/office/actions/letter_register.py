"""A register of letters that was kept elsewhere, taken over whole or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.letter_files import KIND, words_of
from khet.records.office.actions.letters import LetterEntry, write_letter
from khet.records.office.actions.numbers import held_series
from khet.records.office.actions.search import Seen, make_new_findable
from khet.records.office.models import Letter, LetterReader, LetterStep, Number, Series
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.letters import RECEIVED, REGISTER
from khet.rules.register_rows import missing

NOT_THERE = "ไม่มีในทะเบียนเดิม"
TAKEN_OVER = "นำเข้าจากทะเบียนเดิม"
_AT_ONCE = 2000


@dataclass(frozen=True)
class RegisterRow:
    """A letter of an old register: its number, the day it was entered, and what it says."""

    number: int
    entered: date
    entry: LetterEntry


@dataclass(frozen=True)
class Book:
    """A book of an office, and who reads its secret letters besides who takes them over."""

    area: Unit
    book: str
    readers: Sequence[User] = ()


class NumberTakenError(Exception):
    """A number of the register is in the series already; tells which."""


@transaction.atomic
def import_letters(
    *, by: Actor, book: Book, kind: str, year: int, rows: Sequence[RegisterRow]
) -> None:
    """Enter the letters of an old register in a book, with the numbers that they had there.

    Numbers that it lacks become cancelled ones, and the series goes on after the highest.

    Args:
        kind: the series, ``year`` its calendar year (BE).

    Raises:
        NumberTakenError: see there.
    """
    series = held_series(book.area, kind, year)
    taken = set(series.numbers.values_list("number", flat=True))
    if doubled := sorted(taken.intersection(row.number for row in rows)):
        raise NumberTakenError(doubled[0])
    spans = missing([row.number for row in rows], taken)
    absent = [number for first, last in spans for number in range(first, last + 1)]
    numbers = _numbers(by, series, rows, absent)
    letters = [_letter(by, book, numbers[row.number], row) for row in rows]
    Letter.objects.bulk_create(letters, batch_size=_AT_ONCE)
    if book.book == RECEIVED:
        _steps(by, letters)
    secret = [LetterReader(letter=k, user=u) for k in letters if k.secrecy for u in book.readers]
    LetterReader.objects.bulk_create(secret, batch_size=_AT_ONCE)
    _find(letters)
    after = {"book": book.book, "year": year, "letters": len(rows), "cancelled": len(absent)}
    if secret:
        after["readers"] = [user.username for user in book.readers]
    record_event(by=by, action="import-letters", kind=KIND, key="*", after=after)


def _numbers(
    by: Actor, series: Series, rows: Sequence[RegisterRow], absent: Iterable[int]
) -> dict[int, Number]:
    made = [_number(by, series, row.number, row.entered) for row in rows]
    last_day = max(row.entered for row in rows)
    made += [_number(by, series, number, last_day, NOT_THERE) for number in absent]
    Number.objects.bulk_create(made, batch_size=_AT_ONCE)
    series.last = max(series.last, *(number.number for number in made))
    series.save()
    return {number.number: number for number in made}


def _number(by: Actor, series: Series, number: int, day: date, reason: str = "") -> Number:
    state = Number.State.CANCELLED if reason else Number.State.USED
    at = _at(day, number)
    return Number(
        series=series, number=number, state=state, reason=reason, taken_at=at, taken_by=str(by)
    )


def _at(day: date, number: int) -> datetime:
    """A time of the day on which a letter was entered, in the order of the numbers."""
    begins = timezone.make_aware(datetime.combine(day, time()))
    return begins + timedelta(milliseconds=number)


def _letter(by: Actor, book: Book, number: Number, row: RegisterRow) -> Letter:
    state = Letter.State.SENT if book.book in ("sent", "circular") else Letter.State.FILED
    owner = by if isinstance(by, User) else None
    letter = Letter(area=book.area, owner=owner, book=book.book, state=state, number=number)
    write_letter(letter, row.entry)
    letter.registered_at = number.taken_at
    return letter


def _steps(by: Actor, letters: Iterable[Letter]) -> None:
    who = by if isinstance(by, User) else None
    rows = [
        LetterStep(letter=one, step=REGISTER, by=who, note=TAKEN_OVER, at=one.number.taken_at)
        for one in letters
        if one.number
    ]
    LetterStep.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _find(letters: Iterable[Letter]) -> None:
    make_new_findable(
        kind=KIND,
        rows=[
            (
                str(one.pk),
                Seen(one.area, one.unit, one.level, one.owner),
                one.subject,
                one.day or timezone.localdate(one.registered_at),
                words_of(one),
            )
            for one in letters
            if not one.secrecy
        ],
    )
