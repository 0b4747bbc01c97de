"""Days that a report prints, in every Thai form, one by one or from one to another.

Source of the names: the calendar's. A year of two digits is of the Buddhist era (57 is 2557); one
that isn't printed is that of the next day in the sentence.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khet.rules.calendar import BUDDHIST_ERA, MONTHS, SHORT_MONTHS
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_WEEKDAY = r"(?:วัน)? ?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัสฯ?|ศุกร์|เสาร์|อาทิตย์)"
_SHORT = [re.escape(name).replace(r"\.", r"\.? ?", 1).rstrip() for name in SHORT_MONTHS]
_MONTH = "|".join([*MONTHS, *(re.sub(r"\\\.$", r"\\.", name) for name in _SHORT)])
_TO = r"-|ถึง|จนถึง"
_AND = r",|และ|กับ"
_YEAR = r"(?:พ\.? ?ศ\.? ?|ปี ?)?(\d{4}|\d{2}(?![\d.:,]| ?(?:คน|โรง|แห่ง|ครั้ง|ราย|รูป|บาท|%|น\.)))(?!\d)"
_MORE = rf" ?(?:{_TO}|{_AND}) ?(?:{_WEEKDAY})? ?(?:วัน)?(?:ที่)? ?"
_GROUP = re.compile(
    rf"(?:({_WEEKDAY}(?: ?(?:{_TO}|{_AND}) ?{_WEEKDAY})*) ?(?:ที่)? ?)?"
    rf"(?<![\d.,/:])(\d{{1,2}}(?:{_MORE}\d{{1,2}}){{0,9}})"
    rf" ?(?:เดือน ?)?({_MONTH})(?![\u0e01-\u0e2e]) ?(?:{_YEAR})?"
    rf"(?: ?(?:\(|(?:ซึ่ง)?ตรงกับ) ?({_WEEKDAY})(?! ?ที่ ?\d)\)?)?"
)
_SLASHES = re.compile(
    rf"(?:({_WEEKDAY}) ?(?:ที่)? ?)?(?<![\d/.-])(\d{{1,2}})([/.-])(\d{{1,2}})\3(\d{{4}})(?![\d/])"
)
_PIECE = re.compile(rf"({_TO}|{_AND})? ?({_WEEKDAY})? ?(?:วัน)?(?:ที่)? ?(\d{{1,2}})")
_JOINT = re.compile(
    rf" ?(?:{_TO}|(?:และ|, ?)?(?:เดินทาง)?กลับ) ?(?:{_WEEKDAY} ?ที่|วันที่|ใน)? ?(?:วันที่ ?)?"
)
_UNFINISHED = re.compile(
    rf"(?:{_MONTH}|{_TO}|วันที่ ?\d{{0,2}}|{_WEEKDAY}(?: ?ที่ ?\d{{0,2}})?|(?:ถึง|ระหว่าง)วัน|พ\.ศ\."
    rf"|(?:{_TO}) ?\d{{1,2}})$"
)
_FAR = re.compile(rf"((?:{_MONTH})(?: {{3,}}|\t))([\d๐-๙]{{2}})(?![\d๐-๙])")
"""A number of two digits in the column after a month, which is no year."""
_HINT = re.compile(r"[คพย]\.|คม|ยน|พันธ์|\d[/.-]\d")
_NAMED = {
    name.replace(".", ""): number
    for names in (MONTHS, SHORT_MONTHS)
    for number, name in enumerate(names, 1)
}
_APART = {",", "และ", "กับ"}
_NEXT_YEAR_WITHIN, _YEARS = 30, range(2400, 2700)


@dataclass(frozen=True)
class Day:
    """A printed day: ``year`` of the Buddhist era, None where neither printed nor to be inferred.

    ``weekday`` as printed (0 Monday). The day may not exist.
    """

    day: int
    month: int
    year: int | None
    weekday: int | None = None

    @property
    def exists(self) -> bool:
        """Whether the calendar has it; 29 February of an unknown year counts as there.

        >>> Day(31, 4, 2557).exists, Day(29, 2, None).exists, Day(29, 2, 2557).exists
        (False, True, False)
        """
        year = self.year - BUDDHIST_ERA if self.year else 2000
        return 1 <= self.day <= monthrange(year, self.month)[1]

    @property
    def date(self) -> date | None:
        """The day of the calendar, where it and its year are known."""
        if self.year is None or not self.exists:
            return None
        return date(self.year - BUDDHIST_ERA, self.month, self.day)

    @property
    def beside(self) -> "list[Day]":
        """The same day a year before and a year after.

        >>> [day.year for day in Day(6, 12, 2557).beside]
        [2556, 2558]
        """
        return [replace(self, year=self.year + step) for step in (-1, 1)] if self.year else []


@dataclass(frozen=True)
class Stated:
    """Days printed together: ``at`` index of the line, ``start``/``end`` in the plain line.

    ``span``: from the first to the last. ``sure``: every year was printed with its day or month,
    none inferred from the next.
    """

    at: int
    start: int
    end: int
    printed: str
    days: tuple[Day, ...]
    span: bool = False
    sure: bool = True

    def moved(self, day: Day) -> str:
        """What is printed, with the year of another day in place of its own.

        >>> Stated(0, 0, 0, "6 ธ.ค. 57", (Day(6, 12, 2557),)).moved(Day(6, 12, 2556))
        '6 ธ.ค. 56'
        """
        own, other = str(self.days[0].year), str(day.year)
        if own in self.printed:
            return self.printed.replace(own, other)
        return re.sub(rf"{own[2:]}$", other[2:], self.printed)


def stated_in(lines: Sequence[Line]) -> list[Stated]:
    """Every day and range of days of a report.

    >>> from khet.rules.checking.reading.stream import Line
    >>> found = stated_in([Line(1, "ระหว่างวันที่ 30 ธ.ค. ๒๕๕๖ – 3 ม.ค. 2557 และ 16/5/2557")])
    >>> [(one.printed, [day.date.isoformat() for day in one.days]) for one in found]
    [('30 ธ.ค. 2556 - 3 ม.ค. 2557', ['2013-12-30', '2014-01-03']), ('16/5/2557', ['2014-05-16'])]
    """
    found: list[Stated] = []
    taken = 0
    for at, line in enumerate(lines):
        text = plain(_FAR.sub(r"\1##", line.text))
        own = len(text)
        if not line.cells and at + 1 < len(lines) and _UNFINISHED.search(text):
            text = f"{text} {plain(lines[at + 1].text)}"
        in_line = [one for one in stated(text, at) if taken <= one.start < own]
        found += in_line
        taken = max((one.end - own - 1 for one in in_line), default=0)
    return found


def stated(text: str, at: int = 0) -> list[Stated]:
    """The days of one plain text.

    >>> [one.printed for one in stated("20-21 ก.ย. 2556 และ 5 ต.ค. ๒๕๕๖".replace("๒๕๕๖", "2556"))]
    ['20-21 ก.ย. 2556', '5 ต.ค. 2556']
    """
    if not _HINT.search(text):
        return []
    groups = [_of_words(text, at, found) for found in _GROUP.finditer(text)]
    slashes = [_of_slashes(at, found) for found in _SLASHES.finditer(text)]
    whole = sorted([*groups, *(one for one in slashes if one)], key=lambda one: one.start)
    return list(_spans(text, _with_years(whole)))


def _of_words(text: str, at: int, found: re.Match[str]) -> Stated:
    month = _NAMED[re.sub(r"[. ]", "", found[3])]
    year = _year(found[4])
    pieces = list(_PIECE.finditer(found[2]))
    joints = {piece[1] for piece in pieces if piece[1]}
    named = _named(found[1] or found[5] or "", len(pieces))
    span = len(pieces) == 2 and bool(joints) and not joints & _APART
    days = tuple(
        Day(number, month, year, _weekday(piece[2]) if piece[2] else weekday)
        for piece, weekday in zip(pieces, named, strict=True)
        for number in _numbers(pieces, piece, span)
    )
    start = found.start(2) if found[1] is None else found.start()
    printed = found[0][start - found.start() :].strip()
    return Stated(at, start, found.end(), printed, days, span)


def _numbers(pieces: Sequence[re.Match[str]], piece: re.Match[str], span: bool) -> range:
    """The days that a piece adds: itself, and those before it in a range among others."""
    last = int(piece[3])
    place = pieces.index(piece)
    within = place > 0 and not span and piece[1] not in _APART
    first = int(pieces[place - 1][3]) + 1 if within else last
    return range(first, last + 1) if first <= last else range(last, last + 1)


def _named(words: str, count: int) -> list[int | None]:
    """The weekdays printed before so many days: one for each, or one for the first."""
    named: list[int | None] = [_weekday(name) for name in re.findall(_WEEKDAY, words)]
    if len(named) == count:
        return named
    return [named[0] if len(named) == 1 else None, *([None] * (count - 1))]


def _of_slashes(at: int, found: re.Match[str]) -> Stated | None:
    month, year = int(found[4]), _year(found[5])
    if not 1 <= month <= 12 or year is None:
        return None
    weekday = _weekday(found[1]) if found[1] else None
    days = (Day(int(found[2]), month, year, weekday),)
    return Stated(at, found.start(), found.end(), found[0].strip(), days)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    year = int(text) + 2500 if len(text) == 2 else int(text)
    if year in range(1900, 2100):
        year += BUDDHIST_ERA
    return year if year in _YEARS else None


def _weekday(name: str) -> int:
    bare = name.replace("วัน", "").strip()
    return next(n for n, full in enumerate(WEEKDAYS) if full.startswith(bare[:4]))


def _with_years(found: Sequence[Stated]) -> list[Stated]:
    """Days without a year take that of the next in the sentence, or the year before it."""
    done: list[Stated] = []
    for one in reversed(found):
        after = done[-1] if done else None
        if one.days[0].year is None and after and after.start - one.end <= _NEXT_YEAR_WITHIN:
            one = _inferred(one, after.days[0])
        done.append(one)
    return done[::-1]


def _inferred(one: Stated, after: Day) -> Stated:
    if after.year is None:
        return one
    year = after.year if one.days[0].month <= after.month else after.year - 1
    return replace(one, days=tuple(replace(day, year=year) for day in one.days), sure=False)


def _spans(text: str, found: Sequence[Stated]) -> Iterator[Stated]:
    """Two days with "-" or ถึง between are one range."""
    waiting: Stated | None = None
    for one in found:
        if waiting and _JOINT.fullmatch(text[waiting.end : one.start]) and _single(waiting, one):
            printed = text[waiting.start : one.end].strip()
            days = (*waiting.days, *one.days)
            whole = Stated(one.at, waiting.start, one.end, printed, days, True, waiting.sure)
            yield replace(whole, sure=one.sure and waiting.sure)
            waiting = None
            continue
        if waiting:
            yield waiting
        waiting = one
    if waiting:
        yield waiting


def _single(first: Stated, last: Stated) -> bool:
    return len(first.days) == len(last.days) == 1
