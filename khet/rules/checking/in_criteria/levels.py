"""Values whose level isn't that of the criteria that the report itself prints.

Kind ``band``. Of the columns before a column of levels that one is taken, and of several criteria
that one, with which most rows fit: means have levels, their deviations don't. Where no criteria are
printed nothing is said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.in_criteria.criteria import LEVELS, Criterion, criteria_in, nearest
from khet.rules.checking.in_tables import averages
from khet.rules.checking.reading.cells import cell_of, parted
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import plain

Rows = Sequence[tuple[int, Sequence[str]]]
_CELL = re.compile(rf"(?:อยู่ใน)?(?:ระดับ|ขนาด|กลุ่ม|คุณภาพ)? ?({LEVELS}|(?<!ระดับ )ระดับ \d)")
_BOTH = re.compile(rf"(\d{{1,3}}(?:\.\d{{1,2}})?) ?[(/]? ?(?:ระดับ)?({LEVELS})\)?")
_N = r"\d{1,3}(?:\.\d{1,2})?(?![\d/]|,\d|\.\d)"
_MEAN = r"(?:ค่า|คะแนน)?เฉลี่ย(?:รวม)?|[xX][\u0304\u0305]"
_WITH = rf"(?: ?คะแนน| ?%)?(?:[ ,(]{{0,3}}S\.?D\.?[ =]{{0,3}}{_N})?[ ),]{{0,3}}"
_SO = r"(?:(?:ซึ่ง|โดย|ถือว่า|จัด|แปลผล|แปลความว่า|หมายถึง)? ?(?:มี(?:ค่า|คุณภาพ|ความพึงพอใจ)?)?)"
_LEVEL = rf"ระดับ(?:คุณภาพ|ความพึงพอใจ)? ?[“\"]?(?P<{{}}>{LEVELS})"
_NO_MORE = r"(?! ?(?:ขึ้นไป|ถึง|-|หรือ|/)|และ)"
_SAID = re.compile(
    rf"(?:{_MEAN}|คะแนน|ร้อยละ)[^\d()]{{0,20}}[ (=]{{0,3}}(?<![\d.,/-])(?P<value>{_N}){_WITH}{_SO}"
    rf"(?:อยู่)?(?:ใน)? ?(?:เกณฑ์)?{_LEVEL.format('level')}{_NO_MORE}"
    rf"|{_LEVEL.format('first')}[”\"]? ?(?:\((?=\d\.\d\d\))|\(?(?:โดย)?(?:มี)?(?:{_MEAN})(?:เท่ากับ)?)"
    rf"[ =:]{{0,3}}(?P<after>{_N})"
)
_ENOUGH, _GAP, _MEANS = 3, 2, 10
_REST = re.compile(r" (เยี่ยม|เลิศ|เด่น|มาก(?!กว่า)|ที่สุด)")


@dataclass(frozen=True)
class _Rated:
    """A value of a row and the level that stands behind it."""

    at: int
    printed: str
    value: Decimal
    level: str

    def fits(self, criterion: Criterion) -> bool:
        """Whether the level is that of the value, or of what it may be rounded from."""
        places = len(self.printed.partition(".")[2])
        less = places < criterion.places
        half = Decimal(5).scaleb(-places - 1) if less else Decimal(0)
        most = half - Decimal(1).scaleb(-criterion.places) if less else half
        return any(
            self.level in criterion.levels(value)
            for value in (self.value, self.value - half, self.value + most)
        )


def check(report: Report) -> Outcome:
    """Levels of all tables and sentences of a report against its criteria.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["เกณฑ์ 3.51-5.00 ดี 2.51-3.50 พอใช้ 1.00-2.50 ปรับปรุง", "การอ่าน | 3.60 | ดี",
    ...          "การเขียน | 3.40 | ดี", "การพูด | 2.70 | พอใช้", "การฟัง | 3.80 | ดี"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings]
    [(3, 'ดี', 'พอใช้')]
    """
    criteria = criteria_in(report.lines)
    if not criteria:
        return Outcome()
    wrong = {(one.line, one.printed) for one in averages.check(report).findings}
    found = Outcome()
    for rows in _tables(report):
        for columns in _rated(rows):
            found += _of_columns(report, criteria, columns, wrong)
    return found + _of_sentences(report, criteria)


def level_of(cell: str) -> str:
    """The word of the level that a cell says; "" where it says something else.

    >>> level_of("ระดับมาก"), level_of("มากกว่า 5")
    ('มาก', '')
    """
    found = _CELL.fullmatch(cell)
    return found[1] if found else ""


def _tables(report: Report) -> Iterable[Rows]:
    """Rows of as many cells that are of one table, or stand together."""
    found: dict[tuple[int, int, int], list[tuple[int, Sequence[str]]]] = {}
    run, last = 0, 0
    for at, line in enumerate(report.lines):
        cells = [part for cell in line.cells or parted(line.text) for part in _parts(plain(cell))]
        cells = cells if len(cells) > 1 else _tail(report.texts[at])
        if len(cells) > 1:
            run += not line.table and at - last > _GAP
            found.setdefault((line.table, 0 if line.table else run, len(cells)), []).append(
                (at, cells)
            )
            last = at
    return found.values()


def _parts(cell: str) -> Sequence[str]:
    """A cell, or the value and the level that stand in one."""
    found = _BOTH.fullmatch(cell)
    return found.groups() if found else [cell]


def _tail(text: str) -> list[str]:
    if len(row := _spaced(text)) > 1:
        return row
    *words, last = text.split(" ") if text else [""]
    numbers: list[str] = []
    while len(words) > 1 and cell_of(words[-1], 0).value is not None:
        numbers.insert(0, words.pop())
    return [" ".join(words), *numbers, last] if numbers and level_of(last) else []


def _spaced(text: str) -> list[str]:
    """The cells of a row of mostly numbers, single spaces between, with a level amid them."""
    parts = text.split(" ")
    numbers = sum(cell_of(part, 0).value is not None for part in parts)
    amid = any(map(level_of, parts[1:-1])) and cell_of(parts[0], 0).value is not None
    return parts if amid and numbers >= _ENOUGH and numbers * 2 > len(parts) else []


def _rated(rows: Rows) -> Iterator[list[list[_Rated]]]:
    """For each column of levels the columns of numbers before it, the nearest first."""
    width = max((len(cells) for _at, cells in rows), default=0)
    last = 0
    for n in range(1, width):
        rated = [(at, cells) for at, cells in rows if len(cells) > n and level_of(cells[n])]
        if len(rated) >= _ENOUGH:
            yield [_column(rated, k, n) for k in range(n - 1, last - 1, -1)]
            last = n + 1


def _column(rows: Rows, k: int, n: int) -> list[_Rated]:
    read = [(at, cell_of(cells[k], at), level_of(cells[n])) for at, cells in rows]
    return [
        _Rated(at, cell.printed, cell.value, level)
        for at, cell, level in read
        if cell.value is not None
    ]


def _of_columns(
    report: Report,
    criteria: Sequence[Criterion],
    columns: Sequence[Sequence[_Rated]],
    wrong: set[tuple[int, str]],
) -> Outcome:
    """The column and the criterion that most rows fit, and the rows that don't."""
    best: tuple[int, Criterion | None, list[_Rated]] = (1, None, [])
    own = _own_lines(criteria)
    for column in ([one for one in rated if one.at not in own] for rated in columns):
        for criterion in nearest(criteria, column[0].at if column else 0):
            rows = [one for one in column if _is_of(criterion, one)]
            fits = sum(one.fits(criterion) for one in rows)
            if fits > best[0] and fits * 2 > len(rows) >= _ENOUGH:
                best = (fits, criterion, rows)
    fits, chosen, rows = best
    if not chosen:
        return Outcome()
    sure = Sure.CERTAIN if fits >= _ENOUGH and fits * 3 >= len(rows) * 2 else Sure.LIKELY
    told = [
        _finding(report, chosen, one, Sure.LOOK if any(map(one.fits, criteria)) else sure)
        for one in rows
        if not one.fits(chosen) and (report.lines[one.at].number, one.printed) not in wrong
    ]
    return Outcome(len(rows), tuple(told))


def _own_lines(criteria: Sequence[Criterion]) -> set[int]:
    """The lines that criteria stand in."""
    return {band.at for criterion in criteria for band, _word in criterion.bands}


def _is_of(criterion: Criterion, one: _Rated) -> bool:
    """Whether a criterion says something of a value and of its level."""
    return one.level in criterion.words and bool(criterion.levels(one.value))


def _of_sentences(report: Report, criteria: Sequence[Criterion]) -> Outcome:
    """Values of sentences with their level; one criterion that fits is enough.

    Percentages with a level may be shares of people: they are told where more others fit.
    """
    right, wrong, own = 0, [], _own_lines(criteria)
    several = [one for passage in report.passages for one in _said(passage)]
    for one in (one for one in several if one.at not in own):
        those = [c for c in nearest(criteria, one.at) if _is_of(c, one) and c.scales(one.value)]
        if any(map(one.fits, those)):
            right += 1
        elif those:
            wrong.append((those[0], one))
    sure = right > len(wrong)
    told = [(criterion, one) for criterion, one in wrong if sure or one.value < _MEANS]
    made = (_finding(report, criterion, one, Sure.LIKELY) for criterion, one in told)
    return Outcome(right + len(told), tuple(made))


def _said(passage: Passage) -> Iterator[_Rated]:
    for match in _SAID.finditer(passage.text):
        printed, level = match["value"] or match["after"], match["level"] or match["first"]
        level += _broken_off(passage, match.end()) if match["level"] else ""
        one = _Rated(passage.at(match.end() - 1), printed, Decimal(printed), level)
        if one.value >= _MEANS or "ร้อยละ" not in match[0]:
            yield one


def _broken_off(passage: Passage, end: int) -> str:
    """The rest of a level whose word is broken over two lines: "ดี" and "เยี่ยม" below."""
    rest = _REST.match(passage.text, end) if end + 1 in passage.starts else None
    return rest[1] if rest else ""


def _finding(report: Report, criterion: Criterion, one: _Rated, sure: Sure) -> Finding:
    expected = criterion.levels(one.value)[0]
    band = next(band for band, word in criterion.bands if word == expected)
    message = f"{one.printed} อยู่ในช่วง {band.printed} คือ {expected} แต่พิมพ์ไว้ {one.level}"
    return found_at(report.lines, one.at, Kind.BAND, one.level, expected, sure, message, (band.at,))
