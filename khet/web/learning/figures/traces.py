"""A figure as its page tells it: what it is, how it came about, and the rows behind it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from khet.figures.measures.catalogue import MEASURES
from khet.figures.measures.pooled import POOLED
from khet.figures.trace import figure
from khet.figures.traced import Asked
from khet.rules.colours import Band
from khet.rules.figures import Figure, FigureRow
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.figures.asked import OF_A_COLOUR, OF_GROUPS, FigureAsked, not_here
from khet.web.learning.places import SIZE
from khet.web.learning.small import Small, small_of
from khet.web.learning.study import Study
from khet.web.learning.words import group_name, subject_name
from khet.web.parts.tags import why_few

_WITH_PUPILS = {
    *("mean", "scored", "sd", "highest", "lowest", "percent-below", "to-next-colour"),
}


@dataclass(frozen=True)
class NamedRow:
    """A row of the figure with its subject or school, and the figure of that row alone.

    A school that is not registered shows its code. ``few`` is set where the values are kept from
    the reader: they rest on fewer pupils than this.
    """

    name: str
    row: FigureRow
    url: str
    few: int = 0


@dataclass(frozen=True)
class Trace:
    """A figure with names; ``others`` rows belong to schools that the reader can't see by name.

    Where schools of a colour are counted, these of few pupils are among the others too.

    ``unit`` is the school or place that it is of, empty for the area; ``of_all`` is whether pupils
    are counted once a subject, ``by_year`` whether the rows are years.
    """

    figure: Figure
    subject: str
    unit: str
    unit_url: str
    of_all: bool
    band: Band | None
    rows: tuple[NamedRow, ...]
    others: int
    group: str
    by_subject: bool
    of_pupils: bool
    small: Small | None
    by_year: bool


def trace(study: Study, wanted: FigureAsked) -> Trace:
    """The figure asked for, its rows in the order of the schools' names.

    Raises:
        NotHereError: the results don't hold it.
    """
    asked, names = wanted.asked, _Rows(study, wanted)
    try:
        found = figure(study.traced, asked)
    except KeyError:
        raise not_here(study.sitting) from None
    _require_shown(study, asked, found)
    seen = [row for row in found.rows if names.sees(row)]
    return Trace(
        found,
        subject_name(asked.subject),
        wanted.place.name if wanted.place else _name(study, asked.school),
        _unit_url(study, wanted),
        asked.subject == ALL_SUBJECTS,
        wanted.colour or _band(study, asked),
        tuple(names.of(row) for row in _ordered(seen, study)),
        len(found.rows) - len(seen),
        _group(asked),
        any(row.subject for row in found.rows),
        _has_pupils(study, asked),
        small_of(study, asked.subject, asked.school) if asked.school else None,
        asked.measure == POOLED,
    )


def _group(asked: Asked) -> str:
    """The group asked for, or from which group to which; empty where none is."""
    if not asked.came:
        return group_name(asked.group) if asked.group else ""
    to = group_name(asked.group) if asked.group else _("ทุกกลุ่ม")
    return f"{group_name(asked.came)} → {to}"


def _has_pupils(study: Study, asked: Asked) -> bool:
    """Whether single scores stand behind the figure: of one school and subject."""
    of_one = bool(asked.school) and asked.subject != ALL_SUBJECTS
    return of_one and asked.measure in _WITH_PUPILS and study.results.of_pupils


def _require_shown(study: Study, asked: Asked, found: Figure) -> None:
    """Raise ``PermissionDenied`` where fewer pupils were grouped than a reader may be told of."""
    of_one = asked.measure in OF_GROUPS and asked.school
    if of_one and study.kept_back(asked.school, found.denominator or 0):
        raise PermissionDenied(why_few(study.few))


class _Rows:
    """Rows of a figure as its reader sees them, with the figures of single ones.

    That is the same measure of a school, or of a subject.
    """

    def __init__(self, study: Study, wanted: FigureAsked) -> None:
        self._study, self._wanted, self._links = study, wanted, study.links

    def sees(self, row: FigureRow) -> bool:
        """Whether a row is shown by name; a colour tells of its school."""
        if not row.school:
            return True
        hidden = self._wanted.asked.measure in OF_A_COLOUR and self._hides(row)
        return not hidden and self._study.viewer.scope.sees_school(row.school)

    def _hides(self, row: FigureRow) -> bool:
        study, asked = self._study, self._wanted.asked
        if not row.school:
            return False
        n = row.values[0]
        if asked.measure in OF_GROUPS:
            return isinstance(n, int) and bool(study.kept_back(row.school, n))
        return study.hides(row.subject or asked.subject, [row.school], asked.measure)

    def of(self, row: FigureRow) -> NamedRow:
        """A row that the reader sees."""
        name = _of(self._study, row)
        if self._hides(row):
            return NamedRow(name, row, "", self._study.few)
        return NamedRow(name, row, self._url(row))

    def _url(self, row: FigureRow) -> str:
        """The figure of the row, or nothing where it would be the same or there is none."""
        asked, place = self._wanted.asked, self._wanted.place
        measure = _OF_ROWS.get(asked.measure, asked.measure)
        subject, school = row.subject or asked.subject, row.school or asked.school
        if (subject, school) == (asked.subject, asked.school):
            return ""
        if school:
            known = "school" in MEASURES[measure].grain
            about = {"school": school, "group": asked.group, "came": asked.came}
            return self._links.to(measure, subject, **about) if known else ""
        return self._links.of_place(measure, subject, place)


_OF_ROWS = {
    "mean-of-schools": "mean",
    "colour-count": "percent-below",
    "four-colour-count": "rank",
    "lower-limit": "mean",
}


def _band(study: Study, asked: Asked) -> Band | None:
    """The colour of a school's percent, or of its place; other figures have none."""
    if not asked.school or asked.measure not in ("percent-below", "rank"):
        return None
    cell = study.cell(asked.subject, asked.school, both=True)
    return cell.other if asked.measure == "rank" else cell.band


def _unit_url(study: Study, wanted: FigureAsked) -> str:
    """The page of the school or place, where it has one."""
    if wanted.asked.school:
        return study.school_url(wanted.asked.school)
    place = wanted.place
    return study.place_url(place) if place and place.kind != SIZE else ""


def _name(study: Study, code: str) -> str:
    return study.schools[code].name if code in study.schools else code


def _of(study: Study, row: FigureRow) -> str:
    return subject_name(row.subject) if row.subject else _name(study, row.school)


def _ordered(rows: list[FigureRow], study: Study) -> list[FigureRow]:
    names = {code: school.sort_key for code, school in study.schools.items()}
    places = {code: place for place, code in enumerate(("", *study.subjects))}

    def key(row: FigureRow) -> tuple[int, str, str]:
        return places.get(row.subject, len(places)), names.get(row.school, "\uffff"), row.school

    return sorted(rows, key=key)
