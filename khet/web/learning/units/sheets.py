"""What the sheet of a school tells, for many schools of a sitting at once."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from urllib.parse import urljoin

from django.urls import reverse

from khet.documents.school_sheets import Overall, SchoolSheet, Year
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.register import Registered, register_of
from khet.records.registry.queries.sheets import heads_of, programmes_in, pupils_by_grade
from khet.rules.levels import level_name, levels_name
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_labels
from khet.web.learning.paper_lines import (
    most_pupils,
    paper_colour,
    paper_lines,
    paper_pooled,
    paper_title,
)
from khet.web.learning.study import Study
from khet.web.learning.tabs import sitting_place
from khet.web.learning.words import sitting_name
from khet.web.registry.units.words import code_name, sector_names

_NONE = "ไม่มีข้อมูล"


class Sheets:
    """The sheets of schools, read together; ``site`` is the address that QR codes lead to."""

    def __init__(self, study: Study, codes: Sequence[str], site: str) -> None:
        self.study, self._site = study, site
        viewer = study.viewer
        register = register_of(viewer.area, study.year, viewer.today, study.tables)
        known = {school.code: school for school in register}
        self._schools = [known[code] for code in codes if code in known]
        self._keys = [school.pk for school in self._schools]

    @cached_property
    def _grades(self) -> dict[int, dict[str, int]]:
        return pupils_by_grade(self._keys, self.study.year)

    @cached_property
    def _heads(self) -> dict[int, list[str]]:
        return heads_of(self._keys, self.study.viewer.today)

    @cached_property
    def _programmes(self) -> dict[int, list[str]]:
        return programmes_in(self._keys, self.study.year)

    @cached_property
    def _of_year(self) -> list[Study]:
        """Every sitting of the year, in the order of the tabs."""
        study = self.study
        files = [f for f in study.viewer.score_files if f.sitting.academic_year == study.year]
        files.sort(key=lambda file: sitting_place(file.sitting))
        return [study if f is study.file else Study(study.viewer, f) for f in files]

    def all(self) -> list[SchoolSheet]:
        """A sheet for each school."""
        return [self._sheet(school) for school in self._schools]

    def _sheet(self, school: Registered) -> SchoolSheet:
        study, code = self.study, school.code
        grades = self._grades.get(school.pk, {}).items()
        there = study.row(ALL_SUBJECTS, code) is not None
        return SchoolSheet(
            school.name,
            tuple(self._facts(school)),
            study.year,
            tuple((level_name(grade), n) for grade, n in grades),
            tuple(self._programmes.get(school.pk, ())),
            tuple(self._overall(code)),
            paper_title(study),
            paper_lines(study, code) if there else (),
            there and most_pupils(study, code) < study.small,
            tuple(self._years(code)),
            urljoin(self._site, reverse("learning:school", args=[code])),
            paper_pooled(study, code),
        )

    def _facts(self, school: Registered) -> Iterator[tuple[str, str]]:
        codes = [f"{code_name(scheme)} {code}" for scheme, code in school.codes.items()]
        yield "รหัส", " · ".join([school.code, *codes])
        places = (("อำเภอ", UnitKind.DISTRICT), ("เครือข่ายโรงเรียน", UnitKind.NETWORK))
        for label, kind in places:
            place = school.at(kind)
            yield label, place.name if place else _NONE
        yield "สังกัด", sector_names()[school.sector]
        yield "ระดับชั้นที่เปิดสอน", levels_name(school.lowest, school.highest) or _NONE
        sizes = size_labels(self.study.year, self.study.tables)
        yield "ขนาดโรงเรียน", sizes.get(school.size, _NONE)
        yield "ผู้อำนวยการโรงเรียน", ", ".join(self._heads.get(school.pk, ())) or _NONE

    def _overall(self, code: str) -> Iterator[Overall]:
        for study in self._of_year:
            if row := study.row(ALL_SUBJECTS, code):
                colour = paper_colour(study, ALL_SUBJECTS, code)
                few = study.few if study.hides(ALL_SUBJECTS, [code]) else 0
                yield Overall(sitting_name(study.sitting), row.percent_below, colour, few)

    def _years(self, code: str) -> Iterator[Year]:
        for study in self.study.years:
            row = study.row(ALL_SUBJECTS, code)
            yield Year(study.year, row.mean if row else None, study.mean(ALL_SUBJECTS))
