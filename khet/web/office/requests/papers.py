"""The form of a request, as PDF to print and as DOCX to edit."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.documents.request_paper import RequestTold, Signed, request_paper
from khet.records.office.models import ServiceRequest
from khet.records.registry.models import User
from khet.rules.services import REFUSED, SERVICES
from khet.web.office.requests.asked import request_desk, request_of
from khet.web.office.requests.words import details_told
from khet.web.parts.private import paper_of


@require_safe
def request_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The form of a request; digits are Thai unless ``digits=arabic``."""
    found = request_of(request_desk(request), pk)
    paper = request_paper(_told(found), thai=request.GET.get("digits") != "arabic")
    return paper_of(paper, kind, timezone.localdate(found.asked_at), f"request-{found.pk}")


def _told(found: ServiceRequest) -> RequestTold:
    known = SERVICES.get(found.service)
    return RequestTold(
        office=str(found.area.name),
        service=known.label if known else found.service,
        asked_on=timezone.localdate(found.asked_at),
        asked_by=str(found.asked_by),
        unit=str(found.unit),
        details=details_told(found),
        checked=_signed("ตรวจแล้ว ถูกต้อง", found.checked_by, found.checked_at),
        decided=_signed(
            f"ไม่อนุญาต {found.reason}" if found.state == REFUSED else "อนุญาต",
            found.decided_by,
            found.decided_at,
            found.decided_for,
        ),
    )


def _signed(word: str, by: User | None, at: datetime | None, in_stead: str = "") -> Signed | None:
    """A step that was taken; nothing before."""
    if by is None or at is None:
        return None
    return Signed(word, str(by), timezone.localdate(at), in_stead)
