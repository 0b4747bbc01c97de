"""How means changed from one round of a test to the next: by subject, and by unit."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.records.learning.models import ScoreFile
from khet.records.registry.models import UnitKind
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import address
from khet.web.learning.linked import Linked
from khet.web.learning.places import Place, places_in
from khet.web.learning.rounds.origins import origins_told
from khet.web.learning.study import Study
from khet.web.learning.words import place_name, subject_name
from khet.web.public.errors import Nearest, NotHereError

PAGE = "learning:rounds"
_KINDS = (UnitKind.NETWORK, UnitKind.DISTRICT)


@dataclass(frozen=True)
class Unit:
    """The area, a place or a school: its name, its parameter and code, and its schools."""

    name: str
    kind: str = ""
    code: str = ""
    schools: Collection[str] | None = None


@dataclass(frozen=True)
class Line:
    """A subject or a unit: its mean in each round, and the change from the first to the last."""

    name: str
    url: str
    lang: str
    means: tuple[Linked, ...]
    change: Decimal | None


def rounds_of(file: ScoreFile, files: Collection[ScoreFile]) -> list[ScoreFile]:
    """The files of the same test, grade and year, the first round first."""
    here = file.sitting
    same = here.academic_year, here.test, here.grade
    of = (f for f in files if f.sitting.round)
    found = [f for f in of if (f.sitting.academic_year, f.sitting.test, f.sitting.grade) == same]
    return sorted(found, key=lambda f: f.sitting.round)


class RoundsPage:
    """The rounds of a test as one person asks for them; raises ``NotHereError`` as others do."""

    def __init__(self, study: Study, asked: QueryDict) -> None:
        self.study, self._asked = study, asked
        viewer = study.viewer
        files = rounds_of(study.file, viewer.score_files)
        self.studies = [study if f is study.file else Study(viewer, f) for f in files]

    @cached_property
    def subject(self) -> str:
        """The subject that units are compared in, or all together."""
        asked = self._asked.get("subject") or ALL_SUBJECTS
        if asked not in self._subjects:
            raise self._not_here(_("ไม่มีวิชา “%(given)s” ในผลการสอบนี้"), asked)
        return asked

    @property
    def _subjects(self) -> tuple[str, ...]:
        return (*self.study.subjects, ALL_SUBJECTS)

    @cached_property
    def unit(self) -> Unit:
        """The unit whose subjects are shown, by default the area."""
        for unit in self._units():
            if unit.kind and self._asked.get(unit.kind) == unit.code:
                return unit
        asked = next((v for kind in self._kinds if (v := self._asked.get(kind, ""))), "")
        if asked:
            self.study.viewer.require_school(self._asked.get(UnitKind.SCHOOL, ""))
            raise self._not_here(_("ไม่มีหน่วย “%(given)s” ในผลการสอบนี้"), asked)
        return Unit(_("ทั้งเขต"))

    @property
    def _kinds(self) -> tuple[str, ...]:
        return (*_KINDS, UnitKind.SCHOOL)

    def content(self) -> dict[str, Any]:
        """Context of the page's kept part."""
        study, unit = self.study, self.unit
        lines = [self._line(unit, subject, of_unit=False) for subject in self._subjects]
        return {
            "unit": unit,
            "area_url": address(PAGE, study.sitting, subject=self.subject) if unit.kind else "",
            "rounds": [f"{_('ครั้งที่')} {s.sitting.round}" for s in self.studies],
            "lines": lines,
            "subject": subject_name(self.subject),
            "subject_code": self.subject,
            "subjects": [(code, subject_name(code)) for code in self._subjects],
            "sitting": study.sitting,
            "units": [(label, list(found)) for label, found in self._listed()],
            "warning": self._warning(),
            "present": [len(s.present(unit.schools)) for s in self.studies],
        }

    def _warning(self) -> str:
        if len(self.studies) < 2:
            return ""
        first, last = self.studies[0].sitting, self.studies[-1].sitting
        return origins_told(first, last, self.study.tables)

    def _listed(self) -> Iterator[tuple[str, Iterator[Line]]]:
        """The units by kind, each in the subject asked for."""
        names = {
            UnitKind.NETWORK: _("เครือข่าย"),
            UnitKind.DISTRICT: _("อำเภอ"),
            UnitKind.SCHOOL: _("โรงเรียน"),
        }
        every = list(self._units())
        for kind, name in names.items():
            yield name, (self._line(u, self.subject, of_unit=True) for u in every if u.kind == kind)

    def _units(self) -> Iterator[Unit]:
        """The places and schools with results in any of the rounds, as far as the reader sees."""
        for kind in _KINDS:
            for place in places_in(self.study.schools, kind).values():
                if self._sees(place):
                    name = place_name(kind, place.name)
                    yield Unit(name, kind, place.code, place.schools)
        for code, school in self.study.schools.items():
            if any(code in study.visible for study in self.studies):
                yield Unit(school.name, UnitKind.SCHOOL, code, {code})

    def _sees(self, place: Place) -> bool:
        held = [study for study in self.studies if study.present(place.schools)]
        return bool(held) and all(study.sees(place) for study in held)

    def _line(self, unit: Unit, subject: str, of_unit: bool) -> Line:
        about = {unit.kind: unit.code} if unit.kind else {}
        means = tuple(
            Linked(s.mean(subject, unit.schools), s.links.to("mean", subject, **about))
            for s in self.studies
        )
        values = [None if m.value is None else Decimal(m.value) for m in means]
        change = gain(values[-1], values[0]) if len(values) > 1 else None
        if not of_unit:
            url = address(PAGE, self.study.sitting, **about, subject=subject)
            return Line(subject_name(subject), url, "", means, change)
        url = address(PAGE, self.study.sitting, **about, subject=self.subject)
        return Line(unit.name, url, "th", means, change)

    def _not_here(self, told: str, given: str) -> NotHereError:
        whole = Nearest(_("ทุกวิชาของทั้งเขต"), address(PAGE, self.study.sitting))
        return NotHereError(told % {"given": given[:40]}, [whole])
