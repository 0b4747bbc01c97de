"""A figure as its page tells it: what it is, how it came about, and the rows behind it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.figures.measures.catalogue import MEASURES
from khet.figures.trace import figure
from khet.figures.traced import Asked, Traced
from khet.records.learning.models import Sitting
from khet.records.registry.access import Scope
from khet.records.registry.queries.schools import School
from khet.rules.colours import Band, five_bands
from khet.rules.figures import Figure, FigureRow
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.tables import Tables
from khet.web.learning.asked import address, subjects_of
from khet.web.learning.words import sitting_title, subject_name
from khet.web.public.errors import Nearest, NotHereError

SIGNED = "gap-to-target"


@dataclass(frozen=True)
class NamedRow:
    """A row of the figure with its subject or school; a school not registered shows its code."""

    name: str
    row: FigureRow


@dataclass(frozen=True)
class Trace:
    """A figure with names; ``others`` rows belong to schools that the reader can't see by name."""

    figure: Figure
    signed: bool
    subject: str
    school: str
    band: Band | None
    rows: tuple[NamedRow, ...]
    others: int
    by_subject: bool


def asked_figure(measure: str, asked: QueryDict, sitting: Sitting, tables: Tables) -> Asked:
    """Which figure an address asks for.

    Raises:
        NotHereError: no such measure, subject or colour in the sitting.
    """
    subject = asked.get("subject", ALL_SUBJECTS)
    colour = asked.get("colour", "")
    known = {band.key for band in five_bands(sitting.academic_year, tables)} | {""}
    if measure not in MEASURES or subject not in (ALL_SUBJECTS, *subjects_of(sitting, tables)):
        raise _not_here(sitting)
    if colour not in known or (measure == "colour-count") != bool(colour):
        raise _not_here(sitting)
    return Asked(measure, subject, asked.get("school", ""), colour)


def _not_here(sitting: Sitting) -> NotHereError:
    places = [
        Nearest(f"{label} {sitting_title(sitting)}", address(page, sitting))
        for label, page in ((_("ภาพรวม"), "learning:overview"), (_("กลุ่มสี"), "learning:colours"))
    ]
    return NotHereError(_("ไม่มีตัวเลขนี้ในผลการสอบนี้"), places)


def trace(
    traced: Traced, asked: Asked, sitting: Sitting, schools: Mapping[str, School], scope: Scope
) -> Trace:
    """The figure asked for, its rows in the order of the schools' names.

    Raises:
        NotHereError: the results don't hold it.
    """
    try:
        found = figure(traced, asked)
    except KeyError:
        raise _not_here(sitting) from None
    seen = [row for row in found.rows if not row.school or scope.sees_school(row.school)]
    tables = traced.parameters.tables
    bands = {band.key: band for band in five_bands(sitting.academic_year, tables)}
    subjects = subjects_of(sitting, tables)
    colour = asked.colour or _colour(traced, asked)
    return Trace(
        found,
        asked.measure == SIGNED,
        subject_name(asked.subject),
        _name(schools, asked.school),
        bands.get(colour),
        tuple(NamedRow(_of(schools, row), row) for row in _ordered(seen, schools, subjects)),
        len(found.rows) - len(seen),
        any(row.subject for row in found.rows),
    )


def _colour(traced: Traced, asked: Asked) -> str:
    """The colour of a school's percent; other figures have none."""
    row = traced.rows(asked.subject).get(asked.school)
    return row.colour or "" if row and asked.measure == "percent-below" else ""


def _name(schools: Mapping[str, School], code: str) -> str:
    return schools[code].name if code in schools else code


def _of(schools: Mapping[str, School], row: FigureRow) -> str:
    return subject_name(row.subject) if row.subject else _name(schools, row.school)


def _ordered(
    rows: list[FigureRow], schools: Mapping[str, School], subjects: tuple[str, ...]
) -> list[FigureRow]:
    names = {code: school.sort_key for code, school in schools.items()}
    places = {code: place for place, code in enumerate(("", *subjects))}

    def key(row: FigureRow) -> tuple[int, str, str]:
        return places.get(row.subject, len(places)), names.get(row.school, "\uffff"), row.school

    return sorted(rows, key=key)
