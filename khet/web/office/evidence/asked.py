"""Which evidence a page is about, found only where the reader may see it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from khet.records.office.models import Evidence, EvidenceUse, EvidenceVersion, Level
from khet.records.office.queries.evidence import evidence_seen, evidence_there, uses_of
from khet.records.registry.access import KEEP_EVIDENCE, MANAGE_WORK, SEE_UNIT_FILES
from khet.records.registry.models import User
from khet.records.registry.queries.people import roles_ever
from khet.web.parts.kinds import kinds
from khet.web.parts.viewer import Viewer, viewer_of

FIXED = _("หลักฐานนี้แก้ไม่ได้แล้ว เพราะเรื่องที่ใช้หลักฐานนี้แจ้งผลหรือปิดแล้ว")


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

    @cached_property
    def uses(self) -> list[EvidenceUse]:
        """What it is used for."""
        return uses_of(self.evidence)

    @cached_property
    def is_fixed(self) -> bool:
        """Whether a record that it is used for wants it as it is."""
        known = kinds()
        told = ((known.get(use.about_kind), use.about_key) for use in self.uses)
        return any(kind.fixes(key) for kind, key in told if kind and kind.fixes)

    @property
    def may_change(self) -> bool:
        """Whether it is the reader's to change, and nothing wants it as it is."""
        return self.keeps and not self.is_fixed

    @property
    def keeps(self) -> bool:
        """Whether the reader keeps it: its owner, somebody of its unit, or a head of the office.

        What somebody from outside a unit kept for it, as pictures of a visit, isn't the unit's.
        What a record of the system says of itself can't be changed here.
        """
        if self.evidence.source == Evidence.Source.RECORD:
            return False
        own = self.evidence.owner_id == self.user.pk
        return own or self._of_unit or heads(self.viewer, self.evidence)

    @property
    def _of_unit(self) -> bool:
        unit, owner = self.evidence.unit_id, self.evidence.owner
        if unit not in self.viewer.office_sight.units:
            return False
        return owner is None or unit in {held.unit_id for held in roles_ever(owner)}


def heads(viewer: Viewer, evidence: Evidence) -> bool:
    """Whether the reader is a head of the office who sees it by its level, not only to accept."""
    may = viewer.scope.may_everywhere
    of_all = evidence.level != Level.UNIT or may(SEE_UNIT_FILES)
    return may(MANAGE_WORK) and evidence.level != Level.PERSON and of_all


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
        PermissionDenied: the reader may not, or what it is used for wants it as it is.
    """
    asked = asked_for(request, pk)
    if not asked.keeps:
        raise PermissionDenied
    if asked.is_fixed:
        raise PermissionDenied(FIXED)
    return asked
