"""What a report states, against what the office's records know of the same thing and year.

Kind ``repeat``: the same quantity, here as printed and there as recorded. Compared are wholes
("โรงเรียนในสังกัด 117 โรงเรียน") and means of a test whose subject, grade and year the sentence names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.placing import placed
from khet.rules.checking.in_sentences.restated import whole_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import Quantity, told
from khet.rules.rounding import half_up_decimal

_YEAR = re.compile(r"2[456]\d\d")
_MEAN = re.compile(r"เฉลี่ย[ก-๎ ]{0,30}$|คะแนน ?(?:ร้อยละ ?)?$|ร้อยละ ?$")
_REACH = 160


@dataclass(frozen=True)
class Known:
    """A value of the records.

    ``words`` are those that a sentence names it by, of each group any; ``unit`` is that of a count,
    "" of a mean; ``year`` is the academic year it is of, ``source`` where it is kept, in words, and
    ``address`` the page that shows how it came about.
    """

    words: tuple[tuple[str, ...], ...]
    unit: str
    year: int
    value: Decimal
    source: str
    address: str


def against(report: Report, known: Sequence[Known], year: int | None) -> Outcome:
    """Statements of a report that the records know otherwise.

    A sentence that names no year is taken to be of ``year``, the academic year of the report; where
    that isn't known, it is left alone.

    >>> from khet.rules.checking.reading.stream import Line
    >>> named = (("โรงเรียน",), ("ในสังกัด",))
    >>> schools = Known(named, "โรงเรียน", 2568, Decimal(117), "ทะเบียนโรงเรียน", "/schools")
    >>> line = Line(1, "เขตมีโรงเรียนในสังกัด จำนวน 116 โรงเรียน")
    >>> found = against(Report([line]), [schools], 2568)
    >>> found.checked, found.findings[0].expected, found.findings[0].figure
    (1, '117', '/schools')
    """
    compared = [
        (passage, one, value)
        for passage in report.passages
        for one in passage.quantities
        for value in _nearest(
            passage, one, [value for value in known if _same(passage, one, value, year)]
        )
    ]
    wrong = [found for found in compared if not _equal(found[1], found[2])]
    told = (_finding(report, *found) for found in wrong)
    return Outcome(len(compared), tuple(placed(report.lines, told)))


def _nearest(passage: Passage, one: Quantity, several: Sequence[Known]) -> Sequence[Known]:
    """Of values whose words stand before a quantity those whose last word stands nearest."""
    before = passage.text[: one.start]
    places = [max(before.rfind(word) for word in value.words[-1]) for value in several]
    return [value for value, place in zip(several, places, strict=True) if place == max(places)]


def _same(passage: Passage, one: Quantity, value: Known, year: int | None) -> bool:
    """Whether a quantity of a sentence is the one that the records know."""
    before = passage.text[max(one.start - _REACH, 0) : one.start]
    years: set[int | None] = {int(found) for found in _YEAR.findall(passage.text)}
    years = years or {year}
    if years != {value.year}:
        return False
    if value.unit:
        whole = whole_of(passage.text[: one.start])
        return one.unit == value.unit and bool(whole) and _named(whole, value)
    return one.places == 2 and bool(_MEAN.search(before)) and _named(before, value)


def _named(text: str, value: Known) -> bool:
    return all(any(word in text for word in group) for group in value.words)


def _equal(one: Quantity, value: Known) -> bool:
    return half_up_decimal(value.value, one.places) == one.value


def _finding(report: Report, passage: Passage, one: Quantity, value: Known) -> Finding:
    expected = half_up_decimal(value.value, one.places)
    message = (
        f"{value.source} ปีการศึกษา {value.year} มี {told(expected, one.places)} {value.unit} "
        f"แต่พิมพ์ไว้ {one.printed}"
    )
    found = told_at(
        report.lines, passage, one, Kind.REPEAT, expected, Sure.LIKELY, " ".join(message.split())
    )
    return replace(found, figure=value.address)
