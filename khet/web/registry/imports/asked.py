"""Which register and which brought file a page is about, and who may."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.register import Register, Terms
from khet.records.registry.access import SEE_PUPILS
from khet.records.registry.models import Import
from khet.records.registry.queries.imports import find_import
from khet.web.parts.viewer import Viewer


def may_bring(viewer: Viewer, kind: type[Register]) -> bool:
    """Whether the person may bring files for the register: of the area, or of own schools."""
    scope = viewer.scope
    everywhere = scope.may_everywhere(kind.permission)
    return everywhere or (kind.by_school and scope.may(kind.permission))


def may_take(viewer: Viewer, kind: type[Register]) -> bool:
    """Whether the person may take the register out as a file."""
    if kind.seen_with == SEE_PUPILS:
        return viewer.scope.may(SEE_PUPILS)
    return viewer.scope.may_everywhere(kind.seen_with) or may_bring(viewer, kind)


def found_kind(key: str) -> type[Register]:
    """The register of that key; raises ``Http404`` where there is none."""
    if key not in REGISTERS:
        raise Http404
    return REGISTERS[key]


def kind_to_bring(viewer: Viewer, key: str) -> type[Register]:
    """The register of that key, for who may bring files for it."""
    kind = found_kind(key)
    if not may_bring(viewer, kind):
        raise PermissionDenied
    return kind


def schools_to_touch(viewer: Viewer, kind: type[Register]) -> list[str] | None:
    """The codes of the schools that the person may touch, nothing for all of the area."""
    reached = viewer.scope.reach[kind.permission]
    return None if reached is None else sorted(reached)


def register_to_take(viewer: Viewer, key: str, year: int) -> Register:
    """The register for who may take it out; of pupils only those whose names may be shown."""
    kind = found_kind(key)
    if not may_take(viewer, kind):
        raise PermissionDenied
    schools = None
    if kind.seen_with == SEE_PUPILS:
        if viewer.names_hidden_reason:
            raise PermissionDenied(viewer.names_hidden_reason)
        schools = viewer.scope.reach[SEE_PUPILS]
    elif not viewer.scope.may_everywhere(kind.seen_with):
        schools = viewer.scope.reach[kind.permission]
    return kind(Terms(viewer.area, viewer.today, year, schools))


def brought(viewer: Viewer, pk: UUID) -> tuple[type[Register], Import]:
    """The brought file of that key, for who brought it or keeps that register of the area.

    Raises:
        Http404: no such file, or another person's.
    """
    held = find_import(str(pk))
    if held is None or held.what not in REGISTERS or held.area_id != viewer.area.pk:
        raise Http404
    kind = kind_to_bring(viewer, held.what)
    own = held.brought_by_id == getattr(viewer.user, "pk", None)
    if not (own or viewer.scope.may_everywhere(kind.permission)):
        raise Http404
    return kind, held
