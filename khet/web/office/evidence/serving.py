"""Files of evidence as they leave: never as a page of this site, and only to who may see them."""

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.jobs.evidence_files import stored_path
from khet.records.office.actions.evidence import tell_opened
from khet.records.office.models import AttachedFile, EvidenceVersion, Level
from khet.records.registry.models import User
from khet.rules.file_kinds import KINDS
from khet.web.office.evidence.asked import asked_for
from khet.web.office.evidence.views import PICTURE_TYPES
from khet.web.public.errors import Nearest, NotHereError

_TYPES = frozenset(kind.type for kind in KINDS.values())
_UNKNOWN = "application/octet-stream"
_FEW = (Level.UNIT, Level.PERSON)


@require_safe
def take_file(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """The file of a version; a picture may be shown, everything else is taken away.

    Raises:
        NotHereError: the file was lost from the folder of the installation.
    """
    asked = asked_for(request, pk)
    files = asked.evidence.versions.exclude(sha256="").defer("text")
    version = get_object_or_404(files, number=number)
    page = Nearest(asked.evidence.title, reverse("office:evidence", args=[pk]))
    return file_of(request, asked.user, version, page)


def file_of(
    request: HttpRequest, user: User, version: EvidenceVersion, page: Nearest
) -> HttpResponseBase:
    """The file of a version for a person who may see it; ``page`` is where it belongs.

    Raises:
        NotHereError: the file was lost from the folder of the installation.
    """
    if version.evidence.level in _FEW:
        tell_opened(by=user, version=version)
    return stored_file(request, version, page)


def stored_file(
    request: HttpRequest, file: EvidenceVersion | AttachedFile, page: Nearest
) -> HttpResponseBase:
    """A file from the folder of the installation; ``page`` is where it belongs.

    Raises:
        NotHereError: it was lost from there.
    """
    try:
        content = stored_path(file.sha256).open("rb")
    except FileNotFoundError:
        told = _("ไฟล์นี้หายไปจากที่เก็บ: แจ้งผู้ดูแลระบบให้นำกลับมาจากชุดสำรอง")
        raise NotHereError(told, [page]) from None
    kind = file.type if file.type in _TYPES else _UNKNOWN
    taken = kind not in PICTURE_TYPES or "take" in request.GET
    answer = FileResponse(content, as_attachment=taken, filename=file.name, content_type=kind)
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
