"""Who may see the pupils of a school by name, what the others are told, and that it was done."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from khet.records.registry.actions.audit import record_pupils_seen
from khet.records.registry.models import Unit
from khet.records.registry.queries.schools import day_of, places_of, stands_in
from khet.web.parts.viewer import Viewer


def sees_names(viewer: Viewer, school: Unit, academic_year: int) -> bool:
    """Whether the reader may see these pupils by name: not once they are another area's."""
    return viewer.sees_names_of(school.code) and of_area(viewer, school, academic_year)


def of_area(viewer: Viewer, school: Unit, academic_year: int) -> bool:
    """Whether the school stood in the reader's area in that academic year (BE)."""
    day = day_of(academic_year, viewer.today)
    places = places_of(Unit.objects.filter(pk=school.pk), day)
    return stands_in(viewer.area, places.get(school.pk, {}))


def tell_seen(
    viewer: Viewer,
    school: str,
    academic_year: int,
    grade: str,
    pupils: Iterable[int],
    exported: bool = False,
) -> None:
    """Leave the event that pupils (their keys) were seen by name, after the page was made.

    One that the register hasn't is named without a key. ``grade`` is empty where there are several.
    """
    if viewer.user:
        record_pupils_seen(
            by=viewer.user,
            school=school,
            year=academic_year,
            grade=grade,
            pupils=pupils,
            exported=exported,
        )


def why_hidden(viewer: Viewer) -> str:
    """Why names are not shown to a reader who may not see them."""
    return viewer.names_hidden_reason or _("ท่านเห็นชื่อนักเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ")
