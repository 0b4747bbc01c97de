"""Which figure an address asks for, and the nearest ones where there is no such figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.figures.measures.catalogue import MEASURES
from khet.figures.traced import Asked
from khet.jobs.sitting_results import results_for, year_before
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.registry.queries.schools import School
from khet.rules.ability import GROUPS
from khet.rules.colours import Band, five_bands, four_bands
from khet.rules.limits import terms
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_labels
from khet.web.learning.asked import FigureLinks, address, subjects_of
from khet.web.learning.places import KINDS, SIZE, Place, places_in, sees_place
from khet.web.learning.words import group_name, sitting_title, subject_name
from khet.web.parts.tags import words
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

_SUGGESTED = 5
OF_GROUPS = "ability-count"


@dataclass(frozen=True)
class FigureAsked:
    """A figure that an address asks for: of a school, a place, or the whole area."""

    asked: Asked
    place: Place | None
    colour: Band | None


def asked_figure(
    measure: str, given: QueryDict, file: ScoreFile, viewer: Viewer, schools: Mapping[str, School]
) -> FigureAsked:
    """The figure that an address asks for.

    Raises:
        NotHereError: no such measure, subject, unit or colour; offers the nearest that are.
        PermissionDenied: it is of a school or place that the reader may not see.
    """
    sitting = file.sitting
    if measure not in MEASURES:
        raise _no_measure(measure, sitting)
    subject = _subject(measure, given, sitting, viewer)
    school = _school(measure, given, sitting, viewer, schools)
    place = None if school else _place(measure, given, file, viewer, schools)
    colour = _colour(measure, given, sitting, viewer)
    asked = Asked(
        measure,
        subject,
        school,
        colour.key if colour else "",
        place.schools if place else None,
        _group(measure, given, sitting),
    )
    if (grain := _grain(asked, place)) not in MEASURES[measure].grain:
        raise _of_no_such_unit(measure, grain, sitting)
    return FigureAsked(asked, place, colour)


def _group(measure: str, given: QueryDict, sitting: Sitting) -> str:
    """The group of pupils asked for; empty is all of them together."""
    group = given.get("group", "")
    if group and (measure != OF_GROUPS or group not in GROUPS):
        links = FigureLinks(sitting)
        near = [Nearest(group_name(g), links.to(OF_GROUPS, group=g)) for g in GROUPS]
        raise not_here(sitting, more=near)
    return group


def _grain(asked: Asked, place: Place | None) -> str:
    """What the figure is of; schools of a size are put together as those of a network."""
    of = place.kind if place else "area"
    return "school" if asked.school else "network" if of == SIZE else of


def _no_measure(measure: str, sitting: Sitting) -> NotHereError:
    near = get_close_matches(measure, MEASURES, _SUGGESTED, 0.4)
    links = FigureLinks(sitting)
    of_area = [code for code in near if "area" in MEASURES[code].grain]
    return NotHereError(
        _("ไม่มีตัวชี้วัด “%(code)s”") % {"code": measure[:40]},
        [
            *(Nearest(words(MEASURES[code].name), links.to(code, _any(code))) for code in of_area),
            Nearest(_("ตัวชี้วัดทั้งหมด"), reverse("learning:measures")),
            *_pages(sitting),
        ],
    )


def _any(code: str) -> str:
    return "" if code in ("mean", "percent-below", "mean-of-schools", OF_GROUPS) else "thai"


def _pages(sitting: Sitting) -> list[Nearest]:
    return [
        Nearest(f"{label} {sitting_title(sitting)}", address(page, sitting))
        for label, page in ((_("ภาพรวม"), "learning:overview"), (_("กลุ่มสี"), "learning:colours"))
    ]


def not_here(sitting: Sitting, message: str = "", more: Iterable[Nearest] = ()) -> NotHereError:
    """There is no such figure in the sitting; offers its pages."""
    return NotHereError(message or _("ไม่มีตัวเลขนี้ในผลการสอบนี้"), [*more, *_pages(sitting)])


def _of_no_such_unit(measure: str, grain: str, sitting: Sitting) -> NotHereError:
    units = {
        "area": _("เขต"),
        "school": _("โรงเรียน"),
        "network": _("เครือข่าย"),
        "district": _("อำเภอ"),
        "pupil": _("นักเรียน"),
    }
    known = ", ".join(units[kind] for kind in MEASURES[measure].grain if kind in units)
    told = _("ตัวชี้วัด “%(measure)s” มีเฉพาะของ %(known)s")
    about = Nearest(words(MEASURES[measure].name), reverse("learning:measure", args=[measure]))
    return not_here(
        sitting, told % {"measure": words(MEASURES[measure].name), "known": known}, [about]
    )


def _subject(measure: str, given: QueryDict, sitting: Sitting, viewer: Viewer) -> str:
    subject = given.get("subject", ALL_SUBJECTS)
    known = (ALL_SUBJECTS, *subjects_of(sitting, viewer.tables))
    if subject not in known or (measure, subject) == ("lower-limit", ALL_SUBJECTS):
        links = FigureLinks(sitting)
        near = [Nearest(subject_name(code), links.to(measure, code)) for code in known[1:]]
        told = _("ไม่มีวิชา “%(given)s” ในผลการสอบนี้") % {"given": subject[:40]}
        raise not_here(sitting, told, near if measure == "lower-limit" else ())
    if measure == OF_GROUPS and subject != ALL_SUBJECTS:
        whole = Nearest(words(MEASURES[measure].name), FigureLinks(sitting).to(measure))
        raise not_here(sitting, _("ตัวเลขนี้มีเฉพาะรวมทุกวิชา"), [whole])
    return subject


def _school(
    measure: str, given: QueryDict, sitting: Sitting, viewer: Viewer, schools: Mapping[str, School]
) -> str:
    code = given.get("school", "")
    if code and code not in schools and viewer.scope.schools is None:
        told = _("ไม่มีโรงเรียนรหัส “%(code)s”") % {"code": code[:20]}
        raise not_here(sitting, told, near_schools(code, schools, sitting, measure))
    viewer.require_school(code)
    return code


def near_schools(
    code: str, schools: Mapping[str, School], sitting: Sitting, measure: str
) -> list[Nearest]:
    """The schools whose codes are nearest to one that isn't there, each with the same figure."""
    links = FigureLinks(sitting)
    near = get_close_matches(code, schools, _SUGGESTED, 0.6)
    return [Nearest(schools[c].name, links.to(measure, ALL_SUBJECTS, school=c)) for c in near]


def _place(
    measure: str, given: QueryDict, file: ScoreFile, viewer: Viewer, schools: Mapping[str, School]
) -> Place | None:
    kind = next((kind for kind in KINDS if given.get(kind)), None)
    if kind is None:
        return None
    code = given.get(kind, "")
    sizes = size_labels(file.sitting.academic_year, viewer.tables)
    found = places_in(schools, kind, sizes).get(code)
    if found is None:
        told = _("ไม่มี “%(code)s” ในทะเบียน") % {"code": code[:40]}
        raise not_here(file.sitting, told)
    before = year_before(file, viewer.score_files) if measure == "gain" else None
    if not all(_sees(viewer, found, one) for one in (file, before) if one):
        raise PermissionDenied(_("ท่านเห็นผลรายโรงเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ"))
    return found


def _sees(viewer: Viewer, place: Place, file: ScoreFile) -> bool:
    """Whether the reader may see what the place's schools come to in a file."""
    few = terms(file.sitting.academic_year, viewer.tables).few
    present = results_for(file, viewer.tables).of_subject(ALL_SUBJECTS)
    return sees_place(viewer.scope, place.schools, present, few)


def _colour(measure: str, given: QueryDict, sitting: Sitting, viewer: Viewer) -> Band | None:
    asked = given.get("colour", "")
    year, tables = sitting.academic_year, viewer.tables
    bands: tuple[Band, ...] = ()
    if measure == "colour-count":
        bands = five_bands(year, tables)
    elif measure == "four-colour-count":
        bands = four_bands(year, tables)
    found = next((band for band in bands if band.key == asked), None)
    if bool(asked or bands) != bool(found):
        raise not_here(sitting)
    return found
