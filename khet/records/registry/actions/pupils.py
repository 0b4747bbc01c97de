"""Pupils by name, a school at a time."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction

from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.actions.identity import identity_hash, seal
from khet.records.registry.models import Event, Pupil, Unit, UnitKind
from khet.rules.names import name_key
from khet.rules.pupil_keys import pupil_key

_WRITTEN = ("grade", "room", "key", "name", "sort_key", "sex")
_IDENTITY = ("identity", "identity_hash")
_AT_ONCE = 2000


@dataclass(frozen=True)
class PupilEntry:
    """A pupil of a school (its code), by the school's own number.

    ``identity`` is the citizen's id as it was typed, kept only sealed and as a keyed hash; empty
    leaves what is there.
    """

    school: str
    number: str
    grade: str
    name: str = field(repr=False)
    room: str = ""
    sex: str = ""
    identity: str = field(default="", repr=False)


@transaction.atomic
def save_pupils(*, by: Actor, academic_year: int, entries: Iterable[PupilEntry]) -> None:
    """Add pupils of an academic year (BE), and change those that are there.

    Each school has one event, which tells how many and never who.

    Raises:
        KeyError: a school's code is not registered.
    """
    listed = list(entries)
    codes = {entry.school for entry in listed}
    schools = _schools(codes)
    there = set(
        Pupil.objects.filter(academic_year=academic_year, school__code__in=codes).values_list(
            "school__code", "number"
        )
    )
    for known in (False, True):
        chosen = (entry for entry in listed if bool(entry.identity) == known)
        Pupil.objects.bulk_create(
            [_pupil(entry, schools[entry.school], academic_year) for entry in chosen],
            batch_size=_AT_ONCE,
            update_conflicts=True,
            unique_fields=["school", "academic_year", "number"],
            update_fields=(*_WRITTEN, *(_IDENTITY if known else ())),
        )
    added = Counter(e.school for e in listed if (e.school, e.number) not in there)
    changed = Counter(e.school for e in listed if (e.school, e.number) in there)
    Event.objects.bulk_create(
        event_of(
            by=by,
            action="save-pupils",
            kind="registry.pupils",
            key=code,
            after={"year": academic_year, "added": added[code], "changed": changed[code]},
        )
        for code in sorted(codes)
    )


def _schools(codes: Iterable[str]) -> dict[str, int]:
    found = Unit.objects.filter(kind=UnitKind.SCHOOL, code__in=codes)
    return dict(found.values_list("code", "pk"))


def _pupil(entry: PupilEntry, school: int, academic_year: int) -> Pupil:
    return Pupil(
        school_id=school,
        academic_year=academic_year,
        grade=entry.grade,
        room=entry.room,
        number=entry.number,
        key=pupil_key(settings.PUPIL_KEY, entry.school, entry.number),
        name=entry.name,
        sort_key=name_key(entry.name),
        sex=entry.sex,
        identity=seal(entry.identity),
        identity_hash=identity_hash(entry.identity),
    )
