"""Writes about the rooms and vehicles themselves. Each is audited."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from khet.records.office.models import Resource
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit

KIND = "office.resource"


@dataclass(frozen=True)
class ResourceEntry:
    """What is said of a room or vehicle."""

    kind: str
    name: str
    seats: int | None = None
    note: str = ""
    closed: bool = False


class SameNameError(Exception):
    """Another resource of the kind has the name."""


@transaction.atomic
def add_resource(*, by: Actor, area: Unit, entry: ResourceEntry) -> Resource:
    """Add a room or vehicle.

    Raises:
        SameNameError: see there.
    """
    made = _save(Resource(area=area, **vars(entry)))
    _tell_resource(by, "add-resource", made, None)
    return made


@transaction.atomic
def change_resource(*, by: Actor, resource: Resource, entry: ResourceEntry) -> Resource:
    """Change what is said of one, or close it; its bookings stay.

    Raises:
        SameNameError: see there.
    """
    kept = Resource.objects.select_for_update().get(pk=resource.pk)
    before = _resource_told(kept)
    for name, value in vars(entry).items():
        setattr(kept, name, value)
    _save(kept)
    _tell_resource(by, "change-resource", kept, before)
    return kept


def _save(resource: Resource) -> Resource:
    try:
        with transaction.atomic():
            resource.save()
    except IntegrityError:
        raise SameNameError(resource.name) from None
    return resource


def _tell_resource(by: Actor, action: str, one: Resource, before: dict[str, Any] | None) -> None:
    key, after = str(one.pk), _resource_told(one)
    record_event(by=by, action=action, kind=KIND, key=key, before=before, after=after)


def _resource_told(one: Resource) -> dict[str, Any]:
    told = {"name": one.name, "seats": one.seats, "note": one.note, "closed": one.closed}
    return {name: value for name, value in told.items() if value}
