"""What a phone asks and sends when it has a signal again; each thing sent twice counts once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khet.jobs.evidence_files import RefusedFileError
from khet.records.learning.actions.visit_plan import VisitMovedError
from khet.records.learning.models import Visit, VisitConflict
from khet.records.registry.access import RECORD_VISITS
from khet.web.learning.recording.filled import Filled, filled_anew, filled_for
from khet.web.learning.recording.keeping import add_photo, keep_record, visit_to_record
from khet.web.parts.private import private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of

_REFUSED = 422


@private
@require_safe
def token(request: HttpRequest) -> JsonResponse:
    """A token of the session as it is now, and whose it is."""
    return JsonResponse({"token": get_token(request), "person": str(signed_in(request).pk)})


@private
@require_POST
def sync(request: HttpRequest) -> JsonResponse:
    """Take the record of one visit: the fields of its page, and ``number``."""
    viewer, user = viewer_of(request), signed_in(request)
    number = _number(request, "number")
    if number is None:
        return _without_number(viewer)
    try:
        visit = visit_to_record(viewer, user, number)
    except PermissionDenied:
        return _refused(_("ท่านไม่มีสิทธิ์บันทึกการนิเทศครั้งนี้"), status=403)
    filled = _filled(request, viewer, visit)
    answered = request.POST.get("pictures", "") not in ("", "0")
    if not filled.is_valid(viewer.today, answered):
        return _refused(faults=filled.faults)
    try:
        return _kept(*keep_record(viewer, user, visit, filled))
    except VisitMovedError:
        return _refused(_("การนิเทศนี้ยกเลิกแล้ว จึงบันทึกไม่ได้"))


@private
@require_POST
def photo(request: HttpRequest) -> JsonResponse:
    """Take one picture: its ``number``, the ``visit`` that it is of, and ``photo``."""
    viewer, user = viewer_of(request), signed_in(request)
    number, of = _number(request, "number"), _number(request, "visit")
    upload = request.FILES.get("photo")
    if number is None or of is None or upload is None:
        return _without_number(viewer)
    try:
        visit = visit_to_record(viewer, user, of)
    except PermissionDenied:
        return _refused(_("ท่านไม่มีสิทธิ์บันทึกการนิเทศครั้งนี้"), status=403)
    if visit is None:
        return _refused(_("ไม่พบการนิเทศของภาพนี้: ส่งบันทึกก่อน"), status=404)
    try:
        own = add_photo(user, visit, upload, number)
    except RefusedFileError as fault:
        return _refused(str(fault))
    return JsonResponse({"state": "done"}) if own else _refused(_("ภาพนี้เป็นของการนิเทศครั้งอื่น"))


def _filled(request: HttpRequest, viewer: Viewer, visit: Visit | None) -> Filled:
    if visit:
        return filled_for(viewer, visit, request.POST)
    return filled_anew(viewer, request.POST)


def _kept(visit: Visit, crossed: VisitConflict | None) -> JsonResponse:
    url = reverse("learning:visit", args=[visit.pk])
    if crossed:
        return JsonResponse({"state": "conflict", "url": url}, status=409)
    return JsonResponse({"state": "done", "url": url, "revision": visit.revision})


def _number(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _without_number(viewer: Viewer) -> JsonResponse:
    viewer.require(RECORD_VISITS)
    return _refused(_("ข้อมูลที่ส่งไม่ครบ: เปิดหน้าบันทึกแล้วส่งอีกครั้ง"), status=400)


def _refused(
    told: str = "", faults: Mapping[str, Any] | None = None, status: int = _REFUSED
) -> JsonResponse:
    found = {**(faults or {}), **({"": [told]} if told else {})}
    return JsonResponse({"state": "refused", "faults": found}, status=status)
