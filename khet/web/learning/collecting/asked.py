"""For which school and collection a person sends results."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.jobs.check_part import Sender
from khet.jobs.take_in_part import sender
from khet.records.learning.models import Collection
from khet.records.learning.queries import parts_of_school
from khet.records.registry.access import SEND_SCORES
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.entries import units_of
from khet.records.registry.queries.grades import grades_asked
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError


def send_url(to: Sender, page: str = "learning:send") -> str:
    """The address of a school's page of a collection."""
    query = urlencode({"school": to.school.code})
    return f"{reverse(page, args=[to.collection.pk])}?{query}"


def sending_schools(viewer: Viewer) -> list[Unit]:
    """The schools that the person sends results for, in Thai order."""
    reach = viewer.scope.reach.get(SEND_SCORES, frozenset())
    found = units_of(viewer.area, UnitKind.SCHOOL)
    return list(found if reach is None else found.filter(code__in=reach))


def asked_of(school: Unit, collections: Iterable[Collection]) -> list[Collection]:
    """Those collections whose grade the school has in the year."""
    held = list(collections)
    known = grades_asked(school, {one.sitting.academic_year for one in held})
    return [one for one in held if known.has(one.sitting.academic_year, one.sitting.grade)]


def asked_sender(request: HttpRequest, pk: int) -> Sender:
    """The person's school in the collection of that key; by default the person's first school.

    Raises:
        PermissionDenied: the person doesn't send results for the school.
        NotHereError: no such collection, or the school neither has its grade nor sent before.
    """
    viewer = viewer_of(request)
    viewer.require(SEND_SCORES)
    code = request.GET.get("school") or next((s.code for s in sending_schools(viewer)), "")
    viewer.require_at(SEND_SCORES, code)
    found = sender(viewer.area, pk, code)
    near = [Nearest(_("ส่งผลสอบให้เขต"), reverse("learning:sending"))]
    if found is None:
        raise NotHereError(_("ไม่มีรายการนี้"), near)
    held = found.collection
    if not asked_of(found.school, [held]) and not parts_of_school(code, held):
        raise NotHereError(_("โรงเรียนไม่มีนักเรียนชั้นนี้ในปีการศึกษานั้น จึงไม่ต้องส่ง"), near)
    return found
