"""Which evidence a page is about, found only where the reader may see it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from khet.records.office.models import Evidence, EvidenceVersion
from khet.records.office.queries.evidence import evidence_seen, evidence_there
from khet.records.registry.access import KEEP_EVIDENCE, MANAGE_WORK
from khet.records.registry.models import User
from khet.records.registry.queries.people import roles_ever
from khet.web.parts.viewer import Viewer, viewer_of


@dataclass
class Asked:
    """A piece of evidence and its reader."""

    viewer: Viewer
    user: User
    evidence: Evidence

    @cached_property
    def versions(self) -> list[EvidenceVersion]:
        """The versions, the newest first; a record has none."""
        return list(self.evidence.versions.defer("text").order_by("-number"))

    @property
    def may_change(self) -> bool:
        """Whether the reader keeps it: its owner, somebody of its unit, or a head of the office.

        What somebody from outside a unit kept for it, as pictures of a visit, isn't the unit's.
        What a record of the system says of itself can't be changed here.
        """
        if self.evidence.source == Evidence.Source.RECORD:
            return False
        own = self.evidence.owner_id == self.user.pk
        return own or self._of_unit or self.viewer.scope.may_everywhere(MANAGE_WORK)

    @property
    def _of_unit(self) -> bool:
        unit, owner = self.evidence.unit_id, self.evidence.owner
        if unit not in self.viewer.office_sight.units:
            return False
        return owner is None or unit in {held.unit_id for held in roles_ever(owner)}


def keeper_of(request: HttpRequest) -> tuple[Viewer, User]:
    """The reader of pages of evidence.

    Raises:
        PermissionDenied: who doesn't keep evidence.
    """
    viewer = viewer_of(request)
    viewer.require(KEEP_EVIDENCE)
    if viewer.user is None:
        raise PermissionDenied
    return viewer, viewer.user


def asked_for(request: HttpRequest, pk: int) -> Asked:
    """The evidence of that key.

    Raises:
        Http404: there is none, or it was withdrawn.
        PermissionDenied: the reader may not see it.
    """
    viewer, user = keeper_of(request)
    if not evidence_there(pk):
        raise Http404
    found = evidence_seen(viewer.office_sight).filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    return Asked(viewer, user, found)


def sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form was sent with, fields and files; ``None`` where it is only shown."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def to_change(request: HttpRequest, pk: int) -> Asked:
    """The evidence of that key, for who may change it.

    Raises:
        PermissionDenied: the reader may not.
    """
    asked = asked_for(request, pk)
    if not asked.may_change:
        raise PermissionDenied
    return asked
