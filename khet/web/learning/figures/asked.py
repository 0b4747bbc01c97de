"""Which figure an address asks for, and the nearest ones where there is no such figure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.figures.measures.catalogue import MEASURES
from khet.figures.traced import Asked
from khet.records.learning.models import Sitting
from khet.rules.ability import GROUPS
from khet.rules.colours import Band, four_bands
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_labels
from khet.web.learning.asked import address, near_codes
from khet.web.learning.places import KINDS, SIZE, Place, places_in
from khet.web.learning.study import Study
from khet.web.learning.words import group_name, sitting_title, subject_name, unit_name
from khet.web.parts.tags import words
from khet.web.public.errors import Nearest, NotHereError

_SUGGESTED = 5
OF_GROUPS = {"ability-count", "ability-moved"}
OF_A_COLOUR = {"colour-count", "four-colour-count"}
NOT_OF_ALL = {"lower-limit", "sd", "highest", "lowest"}


@dataclass(frozen=True)
class FigureAsked:
    """A figure that an address asks for: of a school, a place, or the whole area."""

    asked: Asked
    place: Place | None
    colour: Band | None


def asked_figure(measure: str, given: QueryDict, study: Study) -> FigureAsked:
    """The figure that an address asks for.

    Raises:
        NotHereError: no such measure, subject, unit or colour; offers the nearest that are.
        PermissionDenied: it is of a school or place that the reader may not see.
    """
    if measure not in MEASURES:
        raise no_measure(measure, study, given.get("subject", ""))
    subject = _subject(measure, given, study)
    school = _school(measure, given, study)
    place = None if school else _place(measure, given, study)
    colour = _colour(measure, given, study)
    asked = Asked(
        measure,
        subject,
        school,
        colour.key if colour else "",
        place.schools if place else None,
        _group(measure, given, study),
        _came(measure, given, study),
    )
    if _grain(asked, place) not in MEASURES[measure].grain:
        raise _of_no_such_unit(measure, study)
    return FigureAsked(asked, place, colour)


def _group(measure: str, given: QueryDict, study: Study) -> str:
    """The group of pupils asked for; empty is all of them together."""
    group = given.get("group", "")
    if group and (measure not in OF_GROUPS or group not in GROUPS):
        near = [Nearest(group_name(g), study.links.to("ability-count", group=g)) for g in GROUPS]
        raise not_here(study.sitting, more=near)
    return group


def _came(measure: str, given: QueryDict, study: Study) -> str:
    """The group of the round before that is asked for; empty is any."""
    came = given.get("came", "")
    if came and (measure != "ability-moved" or came not in GROUPS):
        raise not_here(study.sitting)
    return came


def _grain(asked: Asked, place: Place | None) -> str:
    """What the figure is of; schools of a size are put together as those of a network."""
    of = place.kind if place else "area"
    return "school" if asked.school else "network" if of == SIZE else of


def no_measure(measure: str, study: Study | None = None, subject: str = "") -> NotHereError:
    """There is no such measure; offers those of a like code, as figures of a sitting if told."""
    near = get_close_matches(measure, MEASURES, _SUGGESTED, 0.4)
    if study is None:
        urls = {code: reverse("learning:measure", args=[code]) for code in near}
    else:
        of_area = [c for c in near if "area" in MEASURES[c].grain and c not in OF_A_COLOUR]
        first = dict.fromkeys(NOT_OF_ALL, study.subjects[0])
        kept = subject if subject in study.subjects else ""
        urls = {code: study.links.to(code, kept or first.get(code, "")) for code in of_area}
    return NotHereError(
        _("ไม่มีตัวชี้วัด “%(code)s”") % {"code": measure[:40]},
        [
            *(Nearest(words(MEASURES[code].name), url) for code, url in urls.items()),
            Nearest(_("ตัวชี้วัดทั้งหมด"), reverse("learning:measures")),
            *(_pages(study.sitting) if study else ()),
        ],
    )


def _pages(sitting: Sitting) -> list[Nearest]:
    return [
        Nearest(f"{label} {sitting_title(sitting)}", address(page, sitting))
        for label, page in ((_("ภาพรวม"), "learning:overview"), (_("กลุ่มสี"), "learning:colours"))
    ]


def not_here(sitting: Sitting, message: str = "", more: Iterable[Nearest] = ()) -> NotHereError:
    """There is no such figure in the sitting; offers its pages."""
    return NotHereError(message or _("ไม่มีตัวเลขนี้ในผลการสอบนี้"), [*more, *_pages(sitting)])


def _of_no_such_unit(measure: str, study: Study) -> NotHereError:
    about = MEASURES[measure]
    told = _("ตัวชี้วัด “%(measure)s” มีเฉพาะของ %(known)s")
    known = ", ".join(map(unit_name, about.grain))
    page = Nearest(words(about.name), reverse("learning:measure", args=[measure]))
    return not_here(study.sitting, told % {"measure": words(about.name), "known": known}, [page])


def _subject(measure: str, given: QueryDict, study: Study) -> str:
    subject, links = given.get("subject", ALL_SUBJECTS), study.links
    no_limit = (measure, subject) == ("lower-limit", ALL_SUBJECTS)
    if no_limit or subject not in (ALL_SUBJECTS, *study.subjects):
        near = [Nearest(subject_name(code), links.to(measure, code)) for code in study.subjects]
        told = _("ไม่มีวิชา “%(given)s” ในผลการสอบนี้") % {"given": subject[:40]}
        raise not_here(study.sitting, told, near if measure == "lower-limit" else ())
    if measure in OF_GROUPS and subject != ALL_SUBJECTS:
        whole = Nearest(words(MEASURES[measure].name), links.to(measure))
        raise not_here(study.sitting, _("ตัวเลขนี้มีเฉพาะรวมทุกวิชา"), [whole])
    return subject


def _school(measure: str, given: QueryDict, study: Study) -> str:
    code, schools = given.get("school", ""), study.schools
    subject = ALL_SUBJECTS if measure in OF_GROUPS else given.get("subject", ALL_SUBJECTS)
    if code and code not in schools and study.viewer.scope.schools is None:
        told = _("ไม่มีโรงเรียนรหัส “%(code)s”") % {"code": code[:20]}
        near = [
            Nearest(schools[c].name, study.links.to(measure, school=c))
            for c in near_codes(code, schools)
            if not study.hides(subject, [c], measure)
        ]
        raise not_here(study.sitting, told, near)
    study.viewer.require_school(code)
    if code:
        study.require_shown(subject, [code], measure)
    return code


def _place(measure: str, given: QueryDict, study: Study) -> Place | None:
    kind = next((kind for kind in KINDS if given.get(kind)), None)
    if kind is None:
        return None
    code = given.get(kind, "")
    places = places_in(study.schools, kind, size_labels(study.year, study.tables))
    found = places.get(code)
    if found is None:
        told = _("ไม่มี “%(code)s” ในทะเบียน") % {"code": code[:40]}
        subject = given.get("subject", ALL_SUBJECTS)
        seen = [place for place in places.values() if study.sees(place, measure)]
        urls = [study.links.of_place(measure, subject, place) for place in seen]
        near = [Nearest(p.name, url) for p, url in zip(seen, urls, strict=True)]
        known = kind in MEASURES[measure].grain or kind == SIZE
        raise not_here(study.sitting, told, near if known else ())
    study.require_place(found, measure)
    study.require_shown(given.get("subject", ALL_SUBJECTS), found.schools, measure)
    return found


def _colour(measure: str, given: QueryDict, study: Study) -> Band | None:
    asked = given.get("colour", "")
    bands: tuple[Band, ...] = ()
    if measure == "colour-count":
        bands = study.bands
    elif measure == "four-colour-count":
        bands = four_bands(study.year, study.tables)
    found = next((band for band in bands if band.key == asked), None)
    if bool(asked or bands) != bool(found):
        raise not_here(study.sitting)
    return found
