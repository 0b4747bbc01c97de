"""What a report states, against what the office's records know of the same thing and year.

Kind ``repeat``: the same quantity, here as printed and there as recorded. Only wholes ("โรงเรียนในสังกัด
117 โรงเรียน") and means of a test whose subject, grade and year the sentence names are compared.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.checking.finding import Finding, Kind, Sure
from khet.rules.checking.parsed import Report
from khet.rules.checking.passages import Passage, told_at
from khet.rules.checking.quantities import Quantity, told
from khet.rules.checking.restated import whole_of
from khet.rules.rounding import half_up_decimal

_YEAR = re.compile(r"2[456]\d\d")
_MEAN = re.compile(r"เฉลี่ย[ก-๎ ]{0,30}$|คะแนน ?(?:ร้อยละ ?)?$|ร้อยละ ?$")
_REACH = 160


@dataclass(frozen=True)
class Known:
    """A value of the records.

    ``words`` are all of those that a sentence names it by, ``unit`` that of a count ("" of a mean),
    ``year`` the academic year it is of, ``source`` where it is kept, in words, and ``address`` the
    page that shows how it came about.
    """

    words: tuple[str, ...]
    unit: str
    year: int
    value: Decimal
    source: str
    address: str


@dataclass(frozen=True)
class Differing:
    """A finding and the value of the records that it was compared with."""

    finding: Finding
    known: Known


def differing(report: Report, known: Sequence[Known], year: int) -> tuple[int, list[Differing]]:
    """How many statements were compared with the records, and which differ.

    A sentence that names no year is taken to be of ``year``, the academic year of the report.

    >>> from khet.rules.checking.stream import Line
    >>> schools = Known(("โรงเรียน", "ในสังกัด"), "โรงเรียน", 2568, Decimal(117), "ทะเบียนโรงเรียน", "")
    >>> line = Line(1, "เขตมีโรงเรียนในสังกัด จำนวน 116 โรงเรียน")
    >>> checked, found = differing(Report([line]), [schools], 2568)
    >>> checked, found[0].finding.expected
    (1, '117')
    """
    compared = [
        (passage, one, value)
        for passage in report.passages
        for one in passage.quantities
        for value in known
        if _same(passage, one, value, year)
    ]
    wrong = [found for found in compared if not _equal(found[1], found[2])]
    return len(compared), [Differing(_finding(report, *found), found[2]) for found in wrong]


def _same(passage: Passage, one: Quantity, value: Known, year: int) -> bool:
    """Whether a quantity of a sentence is the one that the records know."""
    before = passage.text[max(one.start - _REACH, 0) : one.start]
    years = {int(found) for found in _YEAR.findall(passage.text)} or {year}
    if years != {value.year}:
        return False
    if value.unit:
        whole = whole_of(passage.text[: one.start])
        return one.unit == value.unit and bool(whole) and all(w in whole for w in value.words)
    mean = one.places == 2 and bool(_MEAN.search(before))
    return mean and all(word in before for word in value.words)


def _equal(one: Quantity, value: Known) -> bool:
    return half_up_decimal(value.value, one.places) == one.value


def _finding(report: Report, passage: Passage, one: Quantity, value: Known) -> Finding:
    expected = half_up_decimal(value.value, one.places)
    message = (
        f"{value.source} ปีการศึกษา {value.year} มี {told(expected, one.places)} {value.unit} "
        f"แต่พิมพ์ไว้ {one.printed}"
    )
    return told_at(
        report.lines, passage, one, Kind.REPEAT, expected, Sure.LIKELY, " ".join(message.split())
    )
