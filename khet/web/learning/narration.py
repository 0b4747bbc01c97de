"""What a page says in sentences of a unit in a sitting: the area, a place or a school."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from khet.figures.sums import rows_within
from khet.rules.published import NATIONAL_MEAN, OBEC_MEAN, PROVINCE_MEAN
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.linked import Linked
from khet.web.learning.narrated import (
    Group,
    beside_told,
    group_told,
    mean_told,
    risen_told,
    target_told,
)
from khet.web.learning.published.words import what_names
from khet.web.learning.study import Study
from khet.web.learning.words import grade_name, subject_name

AREA = "area"
_UNITS = {NATIONAL_MEAN: "nation", OBEC_MEAN: "obec", PROVINCE_MEAN: "province"}


@dataclass(frozen=True)
class Told:
    """Whose means are told: ``key`` is the unit's in comparisons, ``url`` its figures' address.

    ``schools`` are those of the unit, ``None`` for the whole area; ``with_change`` whether the
    reader may see the year before as well.
    """

    key: str
    url: Callable[[str, str], str]
    schools: Collection[str] | None = None
    with_change: bool = True


@dataclass(frozen=True)
class Narration:
    """Sentences of all subjects together, and of each subject."""

    whole: tuple[SafeString, ...]
    subjects: tuple[tuple[SafeString, ...], ...]


def narration(study: Study, unit: Told) -> Narration:
    """What is said of all subjects together, and of each."""
    pairs = [
        (study.mean(subject, unit.schools), _before(study, unit, subject))
        for subject in study.subjects
    ]
    return Narration(
        (
            *_of(study, unit, ALL_SUBJECTS),
            *risen_told(pairs, study.year),
            *_groups(study, unit),
        ),
        tuple(said for s in study.subjects if (said := tuple(_of(study, unit, s)))),
    )


def _groups(study: Study, unit: Told) -> list[SafeString]:
    """What is said of the schools and pupils of the year and of the one before; not of one school.

    Nothing where the pupils of one of the years are not known.
    """
    one_school = unit.schools is not None and len(unit.schools) < 2
    if study.before is None or not unit.with_change or one_school:
        return []
    now, before = _group(study, unit), _group(study.before, unit)
    return group_told(now, before) if now.pupils and before.pupils else []


def _group(study: Study, unit: Told) -> Group:
    """The schools with results, and the pupils of the subject with the most."""
    results = study.results
    pupils = (
        sum(row.n or 0 for row in rows_within(results, subject, unit.schools).values())
        for subject in study.subjects
    )
    return Group(len(study.present(unit.schools)), max(pupils, default=0))


def _before(study: Study, unit: Told, subject: str) -> Decimal | None:
    if study.before is None or not unit.with_change:
        return None
    return study.before.mean(subject, unit.schools)


def _of(study: Study, unit: Told, subject: str) -> Iterator[SafeString]:
    """What is said of one subject."""
    mean = study.mean(subject, unit.schools)
    linked = Linked(mean, unit.url("mean", subject))
    before, gained = _before(study, unit, subject), unit.url("gain", subject)
    yield from mean_told(_what(study, subject), study.year, linked, before, gained)
    for what, told in study.references(subject):
        url = study.compare_url(unit.key, _UNITS[what], subject=subject)
        yield from beside_told(mean, what_names()[what], told.value, url)
    target = study.traced.parameters.target
    yield from target_told(mean, target, unit.url("gap-to-target", subject))


def _what(study: Study, subject: str) -> str:
    named = {"subject": subject_name(subject), "grade": grade_name(study.sitting.grade)}
    if subject == ALL_SUBJECTS:
        return f"{named['subject']} {named['grade']}"
    return _("วิชา%(subject)s %(grade)s") % named
