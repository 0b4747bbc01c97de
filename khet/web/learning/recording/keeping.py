"""What a page or a phone sends of a visit, kept: the record, and its pictures."""

from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.jobs.evidence_files import RefusedFileError, take_in
from khet.records.learning.access import may_record, seen_visits
from khet.records.learning.actions.visit_answers import keep_visit_answers
from khet.records.learning.actions.visit_photos import keep_photo
from khet.records.learning.actions.visit_plan import UNPLANNED, PlanEntry, plan_visits
from khet.records.learning.actions.visit_records import record_visit
from khet.records.learning.models import Visit, VisitConflict
from khet.records.learning.queries.recording import photo_numbered, visit_numbered
from khet.records.office.actions.evidence import Brought
from khet.records.registry.access import RECORD_VISITS
from khet.records.registry.models import User
from khet.rules.file_kinds import KINDS, PICTURES
from khet.rules.months import month_of
from khet.web.learning.recording.filled import Filled
from khet.web.parts.viewer import Viewer

_TYPES = frozenset(KINDS[code].type for code in PICTURES)


def visit_to_record(viewer: Viewer, user: User, number: UUID) -> Visit | None:
    """The visit of that number, which the person may write down; ``None`` where none is seen.

    Raises:
        PermissionDenied: the person may see it, but not write it down.
    """
    visit = visit_numbered(seen_visits(viewer.scope, user), number)
    if visit is None:
        viewer.require(RECORD_VISITS)
    elif not may_record(viewer.scope, user, visit):
        raise PermissionDenied
    return visit


@transaction.atomic
def keep_record(
    viewer: Viewer, user: User, visit: Visit | None, filled: Filled
) -> tuple[Visit, VisitConflict | None]:
    """Keep a valid record, of a visit that is planned for it where nobody planned one.

    Raises:
        VisitMovedError: the visit was cancelled.
    """
    record, base = filled.record, filled.form.cleaned_data["base"] or 0
    if visit is None:
        visit = _begun(viewer, user, filled)
    at = timezone.now()
    crossed = record_visit(by=user, visit=visit, record=record, base=base, at=at)
    visit.refresh_from_db()
    given = [(one.version, one.form.answers) for one in filled.answers if not one.is_blank]
    keep_visit_answers(by=user, visit=visit, crossed=crossed, given=given, at=at)
    return visit, crossed


def take_photo(upload: "UploadedFile[Any]") -> Brought:
    """Receive a picture; where it was taken is taken out of it.

    Raises:
        RefusedFileError: it is no picture, or too large.
    """
    taken = take_in(upload)
    if taken.type not in _TYPES:
        raise RefusedFileError(_("ไฟล์นี้ไม่ใช่ภาพถ่าย: ใช้ JPEG PNG หรือ WEBP"))
    return taken


def add_photo(user: User, visit: Visit, upload: "UploadedFile[Any]", number: UUID) -> bool:
    """Keep a picture of a visit once; whether the number is of this visit.

    Raises:
        RefusedFileError: it is no picture, or too large.
    """
    known = photo_numbered(number) or keep_photo(
        by=user, visit=visit, number=number, brought=take_photo(upload), at=timezone.now()
    )
    return known.visit_id == visit.pk


def add_photos(user: User, visit: Visit, taken: list[Brought]) -> None:
    """Keep pictures that came with the page, where the same content twice is once."""
    for one in taken:
        number = uuid5(NAMESPACE_URL, f"{visit.uuid}/{one.sha256}")
        keep_photo(by=user, visit=visit, number=number, brought=one, at=timezone.now())


def _begun(viewer: Viewer, user: User, filled: Filled) -> Visit:
    """The visit that nobody planned; the one that is there where its page is sent twice."""
    if filled.begin is None:
        raise ValueError(filled)
    told, record = filled.begin.cleaned_data, filled.record
    if known := visit_to_record(viewer, user, told["number"]):
        return known
    entry = PlanEntry(
        told["school"],
        user,
        month_of(record.day),
        told["kind"],
        record.topics,
        record.day,
        reasons=[UNPLANNED],
        uuid=told["number"],
    )
    [visit] = plan_visits(by=user, area=viewer.area, entries=[entry], draft=False)
    return visit
