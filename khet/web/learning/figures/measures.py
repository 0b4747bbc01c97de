"""The catalogue of measures: what each is, of what it is known, and its value for the area."""

from dataclasses import dataclass
from difflib import get_close_matches

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.figures.measures.catalogue import MEASURES
from khet.records.learning.models import ScoreFile
from khet.records.registry.access import SEE_AREA_RESULTS
from khet.rules.ability import GROUPS
from khet.rules.figures import Measure
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.thai import tidy
from khet.web.learning.asked import FigureLinks, main_file, subjects_of
from khet.web.learning.figures.asked import OF_GROUPS
from khet.web.learning.words import group_name, result_title, subject_name
from khet.web.parts.kept import page_key, unchanged, with_key
from khet.web.parts.tags import words
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError

_SUGGESTED = 5
_NOT_OF_ALL = {"lower-limit", "sd", "highest", "lowest"}
_OF_A_COLOUR = {"colour-count", "four-colour-count"}


@dataclass(frozen=True)
class Listed:
    """A measure with the kinds of units that it is known of, in words."""

    measure: Measure
    grain: str


@require_safe
def show_measures(request: HttpRequest) -> HttpResponse:
    """All measures, or those that a search finds."""
    viewer_of(request).require(SEE_AREA_RESULTS)
    key = page_key(request)
    if (same := unchanged(request, key)) is not None:
        return same
    asked = tidy(request.GET.get("q", ""))[:80]
    parts = asked.lower().split()
    found = [m for m in MEASURES.values() if all(part in _text(m) for part in parts)]
    context = {"asked": asked, "measures": [listed(m) for m in found], "of": len(MEASURES)}
    return with_key(render(request, "learning/figures/measures.html", context), key)


def _text(measure: Measure) -> str:
    told = (measure.name, measure.meaning, measure.unit, measure.source)
    return " ".join([measure.code, *told, *map(words, told)]).lower()


def listed(measure: Measure) -> Listed:
    """A measure as the catalogue lists it."""
    names = {
        "area": _("เขต"),
        "network": _("เครือข่าย"),
        "district": _("อำเภอ"),
        "school": _("โรงเรียน"),
        "pupil": _("นักเรียน"),
    }
    return Listed(measure, " · ".join(names[kind] for kind in measure.grain))


@require_safe
def show_measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure, and its figures of the area in the year's main test.

    Raises:
        NotHereError: no such measure; offers those of a like name.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    if code not in MEASURES:
        near = get_close_matches(code, MEASURES, _SUGGESTED, 0.4)
        raise NotHereError(
            _("ไม่มีตัวชี้วัด “%(code)s”") % {"code": code[:40]},
            [
                *(
                    Nearest(words(MEASURES[c].name), reverse("learning:measure", args=[c]))
                    for c in near
                ),
                Nearest(_("ตัวชี้วัดทั้งหมด"), reverse("learning:measures")),
            ],
        )
    file = main_file(viewer.score_files)
    context = {
        "listed": listed(MEASURES[code]),
        "title": result_title(file) if file else "",
        "figures": _figures(MEASURES[code], file, viewer) if file else [],
    }
    return with_key(render(request, "learning/figures/measure.html", context), page_key(request))


def _figures(measure: Measure, file: ScoreFile, viewer: Viewer) -> list[tuple[str, str]]:
    """The measure's figures of the area by subject: names with addresses."""
    if "area" not in measure.grain or measure.code in _OF_A_COLOUR:
        return []
    if measure.code == OF_GROUPS:
        of_sitting = FigureLinks(file.sitting)
        return [(group_name(g), of_sitting.to(measure.code, group=g)) for g in GROUPS]
    links, subjects = FigureLinks(file.sitting), subjects_of(file.sitting, viewer.tables)
    whole = () if measure.code in _NOT_OF_ALL else (ALL_SUBJECTS,)
    return [(subject_name(code), links.to(measure.code, code)) for code in (*whole, *subjects)]
