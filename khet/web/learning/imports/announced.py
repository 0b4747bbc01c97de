"""What a version of results was announced by, in words; and what differs by now."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from khet.figures.parameters import TABLES, Parameters, Told
from khet.figures.results import LimitRow, Results
from khet.jobs.sitting_results import parameters_for, parameters_now, results_by, tables_for
from khet.records.learning.models import ScoreFile
from khet.rules.colours import Band, five_bands
from khet.rules.published import LIMIT, PERCENT
from khet.rules.rounding import shown
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.tables import Tables
from khet.web.learning.asked import subjects_of
from khet.web.learning.words import subject_name

_SOURCES = 3


@dataclass(frozen=True)
class Limit:
    """A subject's pupils, mean and limit; ``source`` where somebody else published the limit."""

    subject: str
    row: LimitRow
    source: str


class Made:
    """How a version's results are made: as it was announced, or as they would be now."""

    def __init__(self, file: ScoreFile, tables: Tables) -> None:
        self.file, self._tables = file, tables

    @property
    def of_pupils(self) -> bool:
        """Whether it has single scores, which limits and colours are made of."""
        return self.file.content == ScoreFile.Content.PUPILS

    @property
    def is_frozen(self) -> bool:
        """Whether what it was announced by is known."""
        return self.file.state == ScoreFile.State.ANNOUNCED and self.file.parameters is not None

    @cached_property
    def parameters(self) -> Parameters:
        """The parameters."""
        return parameters_for(self.file, self._tables)

    @cached_property
    def results(self) -> Results:
        """The results."""
        return results_by(self.file, self.parameters)

    @property
    def terms(self) -> list[tuple[str, str]]:
        """The terms with their names."""
        return list(terms_in_words(self.parameters).items())

    @property
    def limits(self) -> list[Limit]:
        """The limits by subject."""
        told = {one.subject: one.source for one in self.parameters.told if one.what == LIMIT}
        rows, tables = self.results.limits, tables_for(self.file, self._tables)
        asked = subjects_of(self.file.sitting, tables)
        return [Limit(subject_name(s), rows[s], told.get(s, "")) for s in asked if s in rows]

    @property
    def schools(self) -> int:
        """How many schools have a result in it."""
        return len({code for code, _subject in self.results.schools})

    @property
    def colours(self) -> list[tuple[Band, int]]:
        """How many schools have each colour over all subjects."""
        counts = Counter(row.colour for row in self.results.of_subject(ALL_SUBJECTS).values())
        year = self.file.sitting.academic_year
        bands = five_bands(year, tables_for(self.file, self._tables))
        return [(band, counts[band.key]) for band in bands]

    @property
    def percents(self) -> tuple[int, list[str]]:
        """How many published percents of schools are used, and from where."""
        told = [one for one in self.parameters.told if one.what == PERCENT]
        return len(told), list(dict.fromkeys(one.source for one in told))[:_SOURCES]

    @cached_property
    def differs_now(self) -> list[str]:
        """What would be otherwise if the results were made now, in words."""
        now = parameters_now(self.file.sitting, self._tables)
        return list(differences(self.parameters, now))


def terms_in_words(parameters: Parameters) -> dict[str, str]:
    """The terms of a set of parameters by their names."""
    base = {"area": _("นักเรียนทั้งเขต"), "nation": _("นักเรียนทั้งประเทศ")}
    overall = {"pooled": _("รวมคะแนนทุกวิชาแล้วคิดร้อยละ"), "mean": _("เฉลี่ยร้อยละรายวิชา")}
    return {
        "z": f"{parameters.z:f}",
        _("ฐานคำนวณ"): base[parameters.base],
        _("ร้อยละรวมทุกวิชา"): overall[parameters.overall],
        _("เป้าหมายคะแนนเฉลี่ย"): str(parameters.target),
        _("ไม่แสดงค่าแก่ผู้อื่นเมื่อนักเรียนน้อยกว่า (คน)"): str(parameters.few),
        _("เตือนเมื่อนักเรียนน้อยกว่า (คน)"): str(parameters.small),
    }


def differences(before: Parameters, after: Parameters) -> Iterator[str]:
    """What differs between two sets of parameters, in words: ``z 2.58 → 1.96``."""
    now = terms_in_words(after)
    for name, value in terms_in_words(before).items():
        if value != now[name]:
            yield f"{name} {value} → {now[name]}"
    names = {
        "ability": _("เกณฑ์กลุ่ม A B C"),
        "colours": _("เกณฑ์สี"),
        "tests": _("วิชาของการสอบ"),
    }
    for table in TABLES:
        if _own(before, table) != _own(after, table):
            yield _("%(table)s เปลี่ยน") % {"table": names[table]}
    yield from _published(before, after)


def _own(parameters: Parameters, table: str) -> set[str | None]:
    return {edition.text for edition in parameters.tables.own if edition.name == table}


def _published(before: Parameters, after: Parameters) -> Iterator[str]:
    """Limits one by one; percents of schools are only counted."""
    was, now = _by_place(before), _by_place(after)
    moved = [key for key in dict.fromkeys([*was, *now]) if was.get(key) != now.get(key)]
    for key in moved:
        if key[0] == LIMIT:
            told = _mark(was.get(key)), _mark(now.get(key))
            named = {"subject": subject_name(key[1]), "before": told[0], "after": told[1]}
            yield _("ขีดจำกัดล่างที่เผยแพร่ %(subject)s %(before)s → %(after)s") % named
    if percents := sum(key[0] == PERCENT for key in moved):
        yield _("ร้อยละที่เผยแพร่เปลี่ยน %(n)s ค่า") % {"n": percents}


def _by_place(parameters: Parameters) -> dict[tuple[str, str, str], Told]:
    return {(told.what, told.subject, told.school): told for told in parameters.told}


def _mark(told: Told | None) -> str:
    return _("ไม่มี") if told is None else str(shown(told.value, 2))
