"""What an address of the comparison chooses: a test, years, a subject, measures and units."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.figures.measures.catalogue import MEASURES
from khet.jobs.draw_trends import same_test
from khet.jobs.sitting_results import parameters_for, results_for, tables_for
from khet.records.learning.models import Published, ScoreFile, Sitting
from khet.records.learning.queries import told_of_test
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.thai import arabic_digits, tidy
from khet.web.learning.asked import asked_file, sitting_query, subjects_of
from khet.web.learning.compare.nearest import not_chosen
from khet.web.learning.compare.units import AREA, PUBLISHED, SCHOOL, Compared, Units
from khet.web.learning.words import subject_name
from khet.web.parts.tags import words
from khet.web.parts.viewer import Viewer

PAGE = "learning:compare"
COMPARABLE = (
    *(
        "mean",
        "mean-of-schools",
        "gap-to-target",
        "schools-on-target",
        "gain",
        "percent-below",
        "rank",
        "scored",
    ),
    *("sd", "highest", "lowest", "lower-limit", "to-next-colour"),
)
UNITS, YEARS, MEASURES_ASKED = "units", "years", "measures"
MOST = {UNITS: 12, YEARS: 5, MEASURES_ASKED: 4}
_FEW_OWN = 2


class Choice:
    """What one person chose to compare.

    Every property raises ``NotHereError`` where the address names what isn't there, and offers the
    nearest; ``units`` raises ``PermissionDenied`` for one that the person may not see.
    """

    def __init__(self, viewer: Viewer, given: QueryDict) -> None:
        self.viewer, self.given = viewer, given

    @cached_property
    def sitting(self) -> Sitting:
        """The test, grade and round; its year is the newest by default."""
        given = self.given.copy()
        if given.get(YEARS) and given.get("test"):
            given.pop("year", None)
        return asked_file(self.viewer.score_files, given, PAGE).sitting

    @cached_property
    def held(self) -> dict[int, ScoreFile]:
        """The files of the test by academic year (BE), newest first."""
        same = same_test(self.viewer.score_files, self.sitting)
        return {file.sitting.academic_year: file for file in same}

    @cached_property
    def told(self) -> dict[tuple[int, str, str], Published]:
        """What others told of the test by academic year (BE), matter and subject."""
        return told_of_test(self.sitting)

    @property
    def possible_years(self) -> list[int]:
        """The academic years (BE) with results or a published mean of the test, newest first."""
        found = {file.sitting.academic_year for file in self.viewer.score_files}
        told = {year for year, what, _subject in self.told if what in PUBLISHED.values()}
        return sorted(found | told, reverse=True)

    @cached_property
    def years(self) -> list[int]:
        """The years chosen, oldest first; by default the newest of the test."""
        known = {str(year): year for year in self.possible_years}
        given = self._given(YEARS)
        for year in given:
            if arabic_digits(year) not in known:
                near = sorted(known, key=lambda one: abs(known[one] - _number(year)))
                told, names = _("ไม่มีผลสอบของปีการศึกษา “%(given)s”"), {one: one for one in near}
                raise not_chosen(self.given, YEARS, year, told, names, all_fit=True)
        chosen = dict.fromkeys(known[arabic_digits(year)] for year in given)
        usual = (year for year in self.held if year <= self.sitting.academic_year)
        return sorted(list(chosen or usual)[: MOST[YEARS]])

    @cached_property
    def subjects(self) -> list[str]:
        """The subjects of the test in the years chosen, all together first."""
        years = (*reversed(self.years), self.sitting.academic_year)
        files, tables = [self.held[year] for year in years if year in self.held], self.viewer.tables
        asked = (subjects_of(file.sitting, tables_for(file, tables)) for file in files)
        return list(dict.fromkeys([ALL_SUBJECTS, *(code for codes in asked for code in codes)]))

    @cached_property
    def subject(self) -> str:
        """The subject, or all together."""
        subject = self.given.get("subject") or ALL_SUBJECTS
        if subject not in self.subjects:
            told = _("ไม่มีวิชา “%(given)s” ในผลการสอบนี้")
            names = {code: subject_name(code) for code in self.subjects}
            raise not_chosen(self.given, "subject", subject, told, names)
        return subject

    @cached_property
    def measures(self) -> list[str]:
        """The codes of the measures; by default the mean."""
        given = self._given(MEASURES_ASKED)
        for code in given:
            if code not in COMPARABLE:
                told = _("ไม่มีตัวชี้วัด “%(given)s” ที่เปรียบเทียบได้")
                names = {code: words(MEASURES[code].name) for code in COMPARABLE}
                raise not_chosen(self.given, MEASURES_ASKED, code, told, names)
        return given[: MOST[MEASURES_ASKED]] or ["mean"]

    @cached_property
    def register(self) -> Units:
        """The units of the years chosen, with the results of these and of the years before."""
        tables, wanted = self.viewer.tables, {*self.years, *(year - 1 for year in self.years)}
        held = {year: file for year, file in self.held.items() if year in wanted}
        present = {y: results_for(f, tables).of_subject(ALL_SUBJECTS) for y, f in held.items()}
        few = {year: parameters_for(file, tables).few for year, file in held.items()}
        return Units(self.viewer, self.years, present, few)

    @cached_property
    def units(self) -> list[Compared]:
        """The units; by default the area, and a school for who is at one."""
        given = self._given(UNITS)
        return [self._unit(key) for key in given][: MOST[UNITS]] or self._usual_units

    @property
    def _usual_units(self) -> list[Compared]:
        own = sorted(self.viewer.scope.schools or ())
        keys = [f"{SCHOOL}-{code}" for code in own] if len(own) <= _FEW_OWN else []
        return [self.register.seen[key] for key in (*keys, AREA) if key in self.register.seen]

    def _unit(self, key: str) -> Compared:
        found = self.register.known.get(key)
        if found is None:
            if key.startswith(f"{SCHOOL}-"):
                self.viewer.require_school(key)
            told = _("ไม่มีหน่วย “%(given)s” ในทะเบียนของปีที่เลือก")
            names = {key: unit.name for key, unit in self.register.seen.items()}
            raise not_chosen(self.given, UNITS, key, told, names)
        for code in sorted(self.register.hidden_schools(found)):
            self.viewer.require_school(code)
        return found

    def added(self, text: str) -> Compared | None:
        """The school of a code or name that somebody typed, ``None`` where nothing was typed."""
        if not tidy(text):
            return None
        found = self.register.called(text)
        if len(found) == 1:
            return found[0]
        told = _("ไม่พบโรงเรียน “%(given)s”")
        if found:
            told = _("มีหลายโรงเรียนที่ตรงกับ “%(given)s” เลือกแห่งที่ต้องการ")
        listed = found or self.register.seen_of(SCHOOL)
        names = {unit.key: f"{unit.name} ({unit.code})" for unit in listed}
        raise not_chosen(self.given, UNITS, text, told, names, all_fit=bool(found))

    def _given(self, name: str) -> list[str]:
        """What was given under a name that may be repeated, each once."""
        return list(dict.fromkeys(filter(None, map(tidy, self.given.getlist(name)))))

    @property
    def over(self) -> dict[str, int]:
        """What was given more often than is shown: its name, and how many are."""
        return {name: most for name, most in MOST.items() if len(self._given(name)) > most}

    @property
    def file(self) -> ScoreFile:
        """The newest file of the test."""
        return self.held[self.sitting.academic_year]

    def address(self, page: str = PAGE, units: Sequence[Compared] | None = None) -> str:
        """The address that names all that was chosen, with other units where given."""
        test = {name: v for name, v in sitting_query(self.sitting).items() if name != "year"}
        parts: Mapping[str, Iterable[object]] = {
            **{name: [value] for name, value in test.items()},
            "subject": [self.subject],
            YEARS: self.years,
            MEASURES_ASKED: self.measures,
            UNITS: [unit.key for unit in (self.units if units is None else units)],
        }
        return f"{reverse(page)}?{urlencode(parts, doseq=True)}"


def _number(text: str) -> int:
    plain = arabic_digits(text)
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 6 else 0
