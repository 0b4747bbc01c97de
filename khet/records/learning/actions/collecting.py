"""Writes about results that schools send: opening, sending, closing, taking in corrections."""

from collections.abc import Collection as Some
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from khet.records.learning.models import Collection, SchoolPart, ScoreFile, Sitting
from khet.records.office.actions.duties import finish_duty, open_duties, posts_at, waive_duty
from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_about
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.grades import schools_asked
from khet.records.registry.queries.settings import office_tables
from khet.rules.deadlines import SEND_RESULTS

_KIND = "learning.collection"


class AlreadyOpenError(Exception):
    """A sitting that was opened before; ``grade`` is its grade."""

    def __init__(self, grade: str) -> None:
        super().__init__(grade)
        self.grade = grade


class ClosedError(Exception):
    """A collection that was closed before."""


class PartsSentError(Exception):
    """A collection for which schools have sent already."""


@dataclass(frozen=True)
class Asked:
    """What the office asks its schools for: a test of an academic year (BE), one round of it."""

    academic_year: int
    test: str
    round: str


@dataclass(frozen=True)
class SentPart:
    """A school's part that lies in the warehouse, ready to be recorded.

    Without a source the school typed its results. ``report`` is what checking said.
    """

    sha256: str
    rows: int
    pupils: int
    report: dict[str, Any]
    source_name: str = ""
    source_sha256: str = ""
    accepted_warnings: str = ""


@transaction.atomic
def open_collections(
    *, by: Actor, area: Unit, asked: Asked, grades: Some[str], due: date, on: date
) -> list[Collection]:
    """Ask the area's schools for their results in these grades until a day; all or none of them.

    Each school that has a grade gets the duty to send, ``on`` the day of the opening.

    Raises:
        AlreadyOpenError: one of the grades was opened before.
    """
    opened = [_open(by, area, asked, grade, due) for grade in grades]
    wanted = [(asked.academic_year, grade) for grade in grades]
    schools = schools_asked(area, wanted, on, office_tables(area))
    for collection, key in zip(opened, wanted, strict=True):
        _have_sent(by, collection, Unit.objects.filter(code__in=schools[key]), on)
    return opened


def _have_sent(by: Actor, collection: Collection, schools: Iterable[Unit], on: date) -> None:
    """Have the directors of the schools send until the collection's day."""
    open_duties(
        by=by,
        rule=SEND_RESULTS,
        owners=posts_at((u for u in schools if u.kind == UnitKind.SCHOOL), SCHOOL_HEAD),
        about=(_KIND, str(collection.pk)),
        opened=on,
        due=collection.due,
    )


def _duties(collection: Collection) -> QuerySet[Duty]:
    """The duties to send to a collection that are still open."""
    found = duties_about(_KIND, str(collection.pk), SEND_RESULTS.code)
    return found.filter(state=Duty.State.OPEN)


def _open(by: Actor, area: Unit, asked: Asked, grade: str, due: date) -> Collection:
    sitting, _ = Sitting.objects.get_or_create(area=area, grade=grade, **vars(asked))
    collection, made = Collection.objects.get_or_create(
        sitting=sitting, defaults={"due": due, "opened_by": str(by)}
    )
    if not made:
        raise AlreadyOpenError(grade)
    _tell(by, "open-collection", collection, {"due": str(due)})
    return collection


@transaction.atomic
def change_due(*, by: Actor, collection: Collection, due: date) -> None:
    """Give the schools until another day.

    Raises:
        ClosedError: it was closed before.
    """
    held = _open_one(collection)
    before, held.due = held.due, due
    held.save()
    owed = list(_duties(held))
    if owed:
        _have_sent(by, held, [duty.unit for duty in owed], owed[0].opened)
    _tell(by, "change-due", held, {"due": str(due)}, {"due": str(before)})


@transaction.atomic
def withdraw_collection(*, by: Actor, collection: Collection, reason: str) -> None:
    """Take back what was asked by mistake, while no school has sent; its sitting stays.

    Raises:
        ClosedError: it was closed before.
        PartsSentError: a school has sent.
    """
    held = _open_one(collection)
    if held.parts.exists():
        raise PartsSentError
    for duty in _duties(held):
        waive_duty(by=by, duty=duty, reason=reason)
    _tell(by, "withdraw-collection", held, {"reason": reason})
    held.delete()


@transaction.atomic
def send_part(*, by: Actor, collection: Collection, school: Unit, part: SentPart) -> SchoolPart:
    """Put a school's results in the place of what it sent before, which stays.

    What it sent before, unchanged, is left as it is. After the office closed the collection it is a
    correction.
    """
    held = lock_collection(collection=collection)
    earlier = SchoolPart.objects.filter(collection=held, school=school)
    before = earlier.filter(current=True).first()
    if before and before.sha256 == part.sha256:
        return before
    version = max(earlier.values_list("version", flat=True), default=0) + 1
    earlier.update(current=False)
    sent = SchoolPart.objects.create(
        collection=held,
        school=school,
        version=version,
        after_closing=held.closed_at is not None,
        sent_by=str(by),
        **vars(part),
    )
    for duty in _duties(held).filter(unit=school):
        finish_duty(by=by, duty=duty, at=sent.sent_at)
    told = {"school": school.code, "version": version, "pupils": part.pupils}
    told |= {"after_closing": sent.after_closing, "accepted_warnings": part.accepted_warnings}
    _tell(by, "send-part", held, told)
    return sent


def lock_collection(*, collection: Collection) -> Collection:
    """The collection as it is now, kept from changing until the transaction ends."""
    held = Collection.objects.select_for_update(of=("self",)).select_related("sitting__area")
    return held.get(pk=collection.pk)


def _open_one(collection: Collection) -> Collection:
    held = lock_collection(collection=collection)
    if held.closed_at is not None:
        raise ClosedError
    return held


@transaction.atomic
def close_collection(
    *, by: Actor, collection: Collection, file: ScoreFile, parts: Some[SchoolPart], at: datetime
) -> Collection:
    """End a collection with the score file that was made of its parts.

    Raises:
        ClosedError: it was closed before.
    """
    held = _open_one(collection)
    held.closed_at, held.closed_by = at, str(by)
    held.save()
    _take(by, "close-collection", held, file, parts)
    return held


@transaction.atomic
def take_in_corrections(
    *, by: Actor, collection: Collection, file: ScoreFile, parts: Some[SchoolPart]
) -> None:
    """Record that a further version was made with what came after the closing."""
    _take(by, "take-in-corrections", lock_collection(collection=collection), file, parts)


def _take(
    by: Actor, action: str, held: Collection, file: ScoreFile, parts: Some[SchoolPart]
) -> None:
    """Mark the parts that no score file was made of before as taken into this one."""
    new = [part for part in parts if part.taken_into_id is None]
    SchoolPart.objects.filter(pk__in=[part.pk for part in new]).update(taken_into=file)
    told = {"version": file.version, "schools": len(parts), "parts": len(new)}
    _tell(by, action, held, told)


def _tell(
    by: Actor,
    action: str,
    collection: Collection,
    after: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> None:
    told = {"sitting": str(collection.sitting), **after}
    key = str(collection.pk)
    record_event(by=by, action=action, kind=_KIND, key=key, before=before, after=told)
