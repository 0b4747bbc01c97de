"""The catalogue of measures: what each is, of what it is known, and its value for the area."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.figures.measures.catalogue import MEASURES
from khet.figures.trace import figure
from khet.figures.traced import Asked
from khet.records.learning.queries import main_file
from khet.records.registry.access import SEE_AREA_RESULTS
from khet.rules.ability import GROUPS
from khet.rules.colours import four_bands
from khet.rules.figures import Measure
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.thai import tidy
from khet.web.learning.figures.asked import NOT_OF_ALL, OF_A_COLOUR, OF_GROUPS, no_measure
from khet.web.learning.linked import Linked
from khet.web.learning.study import Study
from khet.web.learning.words import group_name, result_title, subject_name, unit_name
from khet.web.parts.kept import answered
from khet.web.parts.tags import words
from khet.web.parts.viewer import viewer_of


@require_safe
def show_measures(request: HttpRequest) -> HttpResponse:
    """All measures, or those that a search finds."""
    viewer_of(request).require(SEE_AREA_RESULTS)

    def page() -> HttpResponse:
        asked = tidy(request.GET.get("q", ""))[:80]
        parts = asked.lower().split()
        found = [m for m in MEASURES.values() if all(part in _text(m) for part in parts)]
        listed = [(measure, _grain(measure)) for measure in found]
        context = {"asked": asked, "measures": listed, "of": len(MEASURES)}
        return render(request, "learning/figures/measures.html", context)

    return answered(request, page)


def _text(measure: Measure) -> str:
    told = (measure.name, measure.meaning, measure.unit, measure.source)
    return " ".join([measure.code, *told, *map(words, told)]).lower()


def _grain(measure: Measure) -> str:
    """The kinds of units that a measure is known of, in words."""
    return " · ".join(map(unit_name, measure.grain))


@require_safe
def show_measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure, and its figures of the area in the year's main test.

    Raises:
        NotHereError: no such measure; offers those of a like code.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_AREA_RESULTS)
    if code not in MEASURES:
        raise no_measure(code)
    measure, file = MEASURES[code], main_file(viewer.score_files)

    def page() -> HttpResponse:
        context = {
            "measure": measure,
            "grain": _grain(measure),
            "title": result_title(file) if file else "",
            "figures": _figures(measure, Study(viewer, file)) if file else [],
        }
        return render(request, "learning/figures/measure.html", context)

    return answered(request, page)


def _figures(measure: Measure, study: Study) -> list[tuple[str, Linked]]:
    """The measure's figures of the area, with the subject, colour or group that each is of."""
    code, links = measure.code, study.links
    if "area" not in measure.grain:
        return []
    if code == "ability-moved":
        return []
    if code in OF_GROUPS:
        asked = [(group_name(g), Asked(code, group=g), links.to(code, group=g)) for g in GROUPS]
    elif code in OF_A_COLOUR:
        bands = study.bands if code == "colour-count" else four_bands(study.year, study.tables)
        asked = [
            (words(b.th), Asked(code, colour=b.key), links.to(code, colour=b.key)) for b in bands
        ]
    else:
        whole = () if code in NOT_OF_ALL else (ALL_SUBJECTS,)
        subjects = (*whole, *study.subjects)
        asked = [(subject_name(s), Asked(code, s), links.to(code, s)) for s in subjects]
    return [(name, Linked(_value(study, one), url)) for name, one, url in asked]


def _value(study: Study, asked: Asked) -> Decimal | int | None:
    try:
        return figure(study.traced, asked).value
    except KeyError:
        return None
