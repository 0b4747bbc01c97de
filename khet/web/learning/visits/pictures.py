"""The pictures of a visit: for who sees the visit, but for those that are kept for few."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khet.records.learning.models import VisitPhoto
from khet.records.learning.queries.visits import photos_of
from khet.records.office.models import Evidence, Level
from khet.records.office.queries.evidence import evidence_of_keys, newest_versions
from khet.records.registry.access import SEE_VISITS
from khet.web.learning.visits.asked import Case, case_of
from khet.web.learning.visits.kinds import url_of
from khet.web.learning.visits.words import visit_name
from khet.web.office.evidence.serving import file_of
from khet.web.office.evidence.views import PICTURE_TYPES
from khet.web.parts.private import private
from khet.web.public.errors import Nearest


@dataclass(frozen=True)
class Picture:
    """A picture: where it lies, and where a tap on it leads."""

    title: str
    src: str
    url: str


@private
@require_safe
def show_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """The pictures of a visit that its reader may see, as a part of its page."""
    case = case_of(request, pk)
    photos = photos_of(case.visit)
    kept, seen = _kept(case, photos), _seen(case, photos)
    versions = newest_versions([one.evidence for one in seen])
    shown = [
        _picture(one, one.evidence_id in kept)
        for one in seen
        if one.evidence_id in versions and versions[one.evidence_id].type in PICTURE_TYPES
    ]
    context = {"photos": shown, "hidden": len(photos) - len(seen)}
    return render(request, "learning/visits/_photos.html", context)


@require_safe
def take_photo(request: HttpRequest, pk: int, photo: int) -> HttpResponseBase:
    """One picture of a visit.

    Raises:
        PermissionDenied: the reader sees the visit, but not this.
    """
    case = case_of(request, pk)
    one = get_object_or_404(VisitPhoto.objects.select_related("evidence"), pk=photo, visit=pk)
    if not _seen(case, [one]):
        raise PermissionDenied
    version = newest_versions([one.evidence]).get(one.evidence_id)
    if version is None or not version.sha256:
        raise Http404
    page = Nearest(visit_name(case.visit), url_of(pk))
    return file_of(request, case.desk.user, version, page)


def _kept(case: Case, photos: list[VisitPhoto]) -> set[int]:
    """The keys of the evidence that the reader may see as such."""
    keys = [one.evidence_id for one in photos]
    found = evidence_of_keys(case.desk.viewer.office_sight, keys)
    return set(found.values_list("pk", flat=True))


def _seen(case: Case, photos: list[VisitPhoto]) -> list[VisitPhoto]:
    """Those of evidence that is seen, and those that are kept as widely as the visit itself."""
    kept, visit = _kept(case, photos), case.visit
    whole = case.records or case.desk.viewer.scope.may_everywhere(SEE_VISITS)

    def shown(one: Evidence) -> bool:
        untold = whole and one.owner_id == visit.lead_id
        wide = untold if visit.told_at is None else one.level != Level.PERSON
        return one.withdrawn_at is None and wide

    return [one for one in photos if one.evidence_id in kept or shown(one.evidence)]


def _picture(one: VisitPhoto, kept: bool) -> Picture:
    src = reverse("learning:visit-picture", args=[one.visit_id, one.pk])
    url = reverse("office:evidence", args=[one.evidence_id]) if kept else src
    return Picture(one.evidence.title, src, url)
