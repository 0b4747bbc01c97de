"""The page of a subject: every school's figures, how the area spreads, who gained most."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.figures.spreads import NOTHING, together
from khet.figures.sums import mean_of_schools, rows_within, sd, sums_of
from khet.records.registry.access import EXPORT_RESULTS
from khet.records.registry.queries.schools import School
from khet.rules.colours import Band
from khet.web.learning.asked import address
from khet.web.learning.board import visible
from khet.web.learning.forms import SubjectFilters
from khet.web.learning.linked import Cell, Linked
from khet.web.learning.spread_bars import spread_bars
from khet.web.learning.study import Study
from khet.web.learning.words import sitting_title, subject_name, unannounced
from khet.web.parts.filters import BY_NAME
from khet.web.parts.tags import words
from khet.web.public.errors import Nearest, NotHereError

_MOST = 5


@dataclass(frozen=True)
class SchoolLine:
    """A school's figures of the subject; ``lowest`` and ``highest`` are of single scores."""

    school: School
    url: str
    n: Linked
    mean: Linked
    gain: Linked
    rank: Linked
    sd: Linked
    lowest: Linked
    highest: Linked
    cell: Cell


class SubjectPage:
    """What a page says of a subject in a sitting, as one person asks for it.

    Every property raises ``NotHereError`` where a filter names what the sitting hasn't.
    """

    def __init__(self, study: Study, subject: str, asked: QueryDict) -> None:
        self.study, self.subject, self._asked = study, subject, asked
        self._here = address("learning:subject", study.sitting, subject)

    @cached_property
    def _schools(self) -> dict[str, School]:
        study = self.study
        return visible(study.schools, study.traced.results, study.viewer.scope)

    @cached_property
    def _form(self) -> SubjectFilters:
        study = self.study
        form = SubjectFilters(
            self._asked.dict(), study.sitting, self._schools.values(), study.tables
        )
        if not form.is_valid():
            whole = Nearest(f"{self.name} {sitting_title(study.sitting)}", self._here)
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในวิชาของการสอบนี้"), [whole])
        return form

    @property
    def name(self) -> str:
        """The subject's name."""
        return subject_name(self.subject)

    @cached_property
    def lines(self) -> list[SchoolLine]:
        """The schools' lines, filtered and sorted."""
        asked = self._form.cleaned_data
        lines = [self._line(s) for s in self._schools.values() if _passes(s, asked)]
        return _in_order(lines, asked["sort"])

    def content(self) -> dict[str, Any]:
        """Context of the page's kept part."""
        study = self.study
        every = [self._line(school) for school in self._schools.values()]
        known = [line for line in every if line.gain.value is not None]
        by_gain = sorted(known, key=lambda line: -(line.gain.value or 0))
        query = self._form.query
        export = address("learning:subject-xlsx", study.sitting, self.subject)
        return {
            "lines": self.lines,
            "of": len(self._schools),
            "area": self._area(),
            "gained": [line for line in by_gain[:_MOST] if (line.gain.value or 0) > 0],
            "fell": [line for line in by_gain[::-1][:_MOST] if (line.gain.value or 0) < 0],
            "spread": spread_bars(study, self.subject, self.name, None),
            "years": [self._year(one) for one in study.years],
            "bands": study.bands,
            "of_pupils": study.traced.results.of_pupils,
            "all_seen": study.viewer.scope.schools is None,
            "xlsx": f"{export}&{query}".rstrip("&"),
            "may_export": study.viewer.scope.may(EXPORT_RESULTS),
        }

    def filters(self) -> dict[str, Any]:
        """Context of the filters' part."""
        return {
            "form": self._form,
            "here": self._here,
            "action": self._here.split("?")[0],
            "many": len(self._schools) > 1,
        }

    def _line(self, school: School) -> SchoolLine:
        study, code = self.study, school.code
        row = study.row(self.subject, code)
        rows = rows_within(study.traced.results, self.subject, [code])
        spread = study.spreads.get((code, self.subject), NOTHING)
        seen = bool(row and (row.n or 0) >= study.few)

        def linked(measure: str, value: Decimal | int | None) -> Linked:
            return Linked(value, study.links.to(measure, self.subject, school=code))

        return SchoolLine(
            school,
            study.school_url(code),
            linked("scored", row.n if row else None),
            linked("mean", row.mean if row else None),
            linked("gain", study.gain(self.subject, [code])),
            linked("rank", row.rank if row else None),
            linked("sd", sd(sums_of(rows)) if seen else None),
            linked("lowest", spread.lowest if seen else None),
            linked("highest", spread.highest if seen else None),
            study.cell(self.subject, code, both=True),
        )

    def _area(self) -> dict[str, Linked]:
        """The area's own figures, by measure."""
        study, subject = self.study, self.subject
        rows = rows_within(study.traced.results, subject, None)
        sums, whole = (
            sums_of(rows),
            together(study.spreads.get((c, subject), NOTHING) for c in rows),
        )
        limit = study.traced.results.limits.get(subject)
        values: Mapping[str, Decimal | int | None] = {
            "scored": sums.n,
            "mean": study.mean(subject),
            "mean-of-schools": mean_of_schools(rows),
            "gain": study.gain(subject),
            "sd": sd(sums),
            "lowest": whole.lowest,
            "highest": whole.highest,
            "lower-limit": limit.limit if limit else None,
            "percent-below": study.percent(subject),
        }
        return {
            code.replace("-", "_"): Linked(value, study.links.to(code, subject))
            for code, value in values.items()
        }

    def _year(self, study: Study) -> tuple[int, Linked, Linked]:
        to = study.links.to
        return (
            study.year,
            Linked(study.mean(self.subject), to("mean", self.subject)),
            Linked(study.gain(self.subject), to("gain", self.subject)),
        )

    def sheet(self) -> Sheet:
        """The schools as they are seen, as a sheet."""
        study = self.study
        title = f"{self.name} {sitting_title(study.sitting)}"
        base = _("ข้อมูลจากไฟล์ %(file)s ฉบับที่ %(version)s")
        source = study.traced.source
        applied = " · ".join(self._form.told) or _("ไม่มี")
        return Sheet(
            f"{self.subject} {study.sitting.grade} {study.year}",
            [
                f"{title} {study.viewer.area}",
                base % {"file": source.name, "version": source.version},
                _("ตัวกรองที่ใช้: %(filters)s") % {"filters": applied},
                *filter(None, [unannounced(study.file)]),
            ],
            [
                *(_("รหัสโรงเรียน"), _("โรงเรียน"), _("อำเภอ"), _("เครือข่าย"), _("ผู้มีคะแนน (คน)")),
                *(_("คะแนนเฉลี่ย"), _("เปลี่ยนจากปีก่อน"), _("ลำดับในเขต"), _("ส่วนเบี่ยงเบนมาตรฐาน")),
                *(_("คะแนนต่ำสุด"), _("คะแนนสูงสุด"), _("ร้อยละไม่ผ่าน"), _("5 สี"), _("4 สี")),
            ],
            [self._cells(line) for line in self.lines],
            [_("ช่องว่าง: ไม่มีข้อมูล")],
            frozen=2,
        )

    @staticmethod
    def _cells(line: SchoolLine) -> list[Value]:
        school, cell = line.school, line.cell
        return [
            *(school.code, school.name, school.district, school.network, line.n.value),
            *(line.mean.value, line.gain.value, line.rank.value, line.sd.value),
            *(line.lowest.value, line.highest.value, cell.percent.value),
            *(_word(cell.band), _word(cell.other)),
        ]


def _word(band: Band | None) -> str | None:
    return words(band.th) if band else None


def _passes(school: School, asked: Mapping[str, str]) -> bool:
    return all(
        asked[name] in ("", getattr(school, name)) for name in ("network", "district", "size")
    )


def _in_order(lines: list[SchoolLine], sort: str) -> list[SchoolLine]:
    """By name in dictionary order, or by a value; schools without it come last."""
    if sort == BY_NAME:
        return lines
    key, turned = sort.removeprefix("-"), sort.startswith("-")
    values = {line.school.code: _value(line, key) for line in lines}
    known = [line for line in lines if values[line.school.code] is not None]
    unknown = [line for line in lines if values[line.school.code] is None]
    return sorted(known, key=lambda line: values[line.school.code] or 0, reverse=turned) + unknown


def _value(line: SchoolLine, key: str) -> Decimal | int | None:
    linked = line.cell.percent if key == "percent" else getattr(line, key)
    value: Decimal | int | None = linked.value
    return value
