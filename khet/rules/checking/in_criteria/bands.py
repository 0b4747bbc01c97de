"""Criteria whose bands leave holes, overlap, or stand upside down.

Bands with decimals step by their last decimal (59.99, 60.00), whole ones by 1. Three bands or
more that stand together and speak of levels are one criterion; where all bounds meet in the same
value (60-70, 70-80) that is a habit to look at, where only one does it is a fault.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice, pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.in_criteria.joins import Join, between, guilty
from khet.rules.checking.reading.cells import parted
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.spans import Band, bands_in
from khet.rules.checking.reading.stream import Line

_PARTED = re.compile(r"[-–—](?:\t| {3,})")
"""A dash at the end of a cell, whose number stands in the next line."""
_LEVELS = re.compile(
    r"ระดับ|เกณฑ์|คุณภาพ|ดีเยี่ยม|ดีมาก|พอใช้|ปรับปรุง|ปานกลาง|กลุ่ม|ช่วง(?:คะแนน|จำนวน|อายุ|ร้อยละ|รายได้|ราคา|วงเงิน|ค่า)|มากที่สุด|น้อยที่สุด|ขนาด|เกรด|"
    r"ความหมาย|หมายถึง|แปลผล|แปลความ|ให้คะแนน|ผ่าน|สี(?:แดง|เหลือง|เขียว|ดำ|ส้ม|ขาว|ทอง|น้ำเงิน|ฟ้า|ชมพู|ม่วง)"
)
_OTHER = re.compile(
    r"เวลา|\d ?น\.|หน้า |โทร|พ\.ศ\.|มกราคม|กุมภา|มีนาคม|เมษายน|พฤษภา|มิถุนา|กรกฎา|"
    r"สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา|[มกพสตธ]\.[คพย]\."
)
_NUMBERS_OF = re.compile(r"(?:ครั้ง|ข้อ|ตัวชี้วัด|ตัวบ่งชี้|หน้า|วัน|สัปดาห์|งวด|รุ่น)ที่ ?$|ข้อ ?$|หน้า ?$")
_DECIMAL = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}(?![\d.,])")
_HOUR = r"(?:0?[5-9]|1\d|2[0-3])\.[0-5][05]"
_HOURS = re.compile(rf"{_HOUR} ?(?:-|ถึง) ?{_HOUR}")
_MOST_TEXT, _GAP, _ENOUGH, _AROUND = 140, 2, 3, 5
_LITTLE = 2
_YEARS = range(2400, 2700)


def check(report: Report) -> Outcome:
    """Holes and overlaps between the bands of each criterion, and bands upside down.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ระดับ 4 คือ 80 ขึ้นไป", "ระดับ 3 คือ 70-79", "ระดับ 2 คือ 60-68", "ระดับ 1 ต่ำกว่า 60"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings], outcome.checked
    ([(3, '60-68', '60-69')], 3)
    """
    outcome = Outcome()
    for group in groups(report.lines):
        outcome += _of_group(report.lines, group)
    return outcome


def groups(lines: Sequence[Line]) -> Iterator[list[Band]]:
    """Bands that stand together: one a line or row, or three in one line.

    >>> line = Line(1, "80-100 ดี 60-79 ผ่าน 0-59 ตก")
    >>> [[one.printed for one in group] for group in groups([line])]
    [['80-100', '60-79', '0-59']]
    """
    runs: dict[str, list[Band]] = {}
    for at, line in enumerate(lines):
        for place, text in _texts(line):
            bands = [] if _OTHER.search(text) else _own_bands(text, at)
            if len(bands) >= _ENOUGH:
                yield bands
                continue
            bands = bands if len(bands) < 2 else _of_first_cell(line, at)
            if len(bands) == 1 and len(text) <= _MOST_TEXT:
                run = runs.setdefault(place, [])
                if run and (at - run[-1].at > _GAP + 1 or line.heading or _turns(run, bands[0])):
                    yield run
                    runs[place] = run = []
                run.append(bands[0])
    yield from runs.values()


def _own_bands(text: str, at: int) -> list[Band]:
    """The bands of a text that are no years and no numbers of times, items, weeks."""
    several = (one for one in bands_in(text, at) if _is_band(one))
    return [one for one in several if not _NUMBERS_OF.search(text[: one.start])]


def _of_first_cell(line: Line, at: int) -> list[Band]:
    """The band that is the first cell of a line drawn by gaps: what follows is of other things."""
    cells = [] if line.cells else parted(line.text)
    found = _own_bands(plain(cells[0]), at) if len(cells) > 1 else []
    return found if len(found) == 1 and found[0].start == 0 else []


def _texts(line: Line) -> Iterator[tuple[str, str]]:
    if not line.cells:
        yield "", plain(line.text)
        return
    cells = [plain(cell) for cell in line.cells]
    if sum(len(bands_in(cell)) == 1 for cell in cells) >= _ENOUGH:
        yield "", " | ".join(cells)
        return
    for column, cell in enumerate(cells):
        yield f"{line.table}.{column}", cell


def _is_band(band: Band) -> bool:
    return not any(bound is not None and int(bound) in _YEARS for bound in (band.low, band.high))


def _turns(run: Sequence[Band], band: Band) -> bool:
    """Whether a band goes back where the run came from: another criterion begins."""
    if len(run) < 2:
        return False
    rising = run[1].key > run[0].key
    far = band.key < run[0].key if rising else band.key > run[0].key
    back = (band.key < run[-1].key) == rising and band.at - run[-1].at > 1
    return far or back


def _of_group(lines: Sequence[Line], group: Sequence[Band]) -> Outcome:
    if len(group) < _ENOUGH or _are_hours(group) or not _speaks_of_levels(lines, group):
        return Outcome()
    if reversed_ := _upside_down(lines, group):
        return Outcome(len(group), (reversed_,))
    ordered = sorted(group, key=lambda one: one.key)
    if any(lower.high is None or upper.low is None for lower, upper in pairwise(ordered)):
        return Outcome()
    if any(_holds(lower, upper) for lower, upper in pairwise(ordered)):
        return Outcome()
    joins = [Join(lower, upper) for lower, upper in pairwise(ordered)]
    wrong = [join for join in joins if join.too_far and not _is_printed(lines, join)]
    if not _is_criterion(joins, wrong):
        return Outcome()
    if not wrong:
        return Outcome(len(joins), tuple(_fallen(lines, group, joins)))
    told = wrong[-1:] if all(join.meets for join in joins) else wrong
    return Outcome(len(joins), tuple(_of_join(lines, ordered, join, joins) for join in told))


def _is_printed(lines: Sequence[Line], join: Join) -> bool:
    """Whether both ends of a hole are printed in the line of a band, its dash lost: 1.502.49."""
    text = plain(lines[join.lower.at].text)
    first = (join.lower.high or 0) + join.step * join.lower.high_in
    last = (join.upper.low or 0) - join.step * join.upper.low_in
    return join.too_far > 0 and (f"{first}{last}" in text or f"{first} {last}" in text)


def _are_hours(group: Sequence[Band]) -> bool:
    """Whether all bands may be hours of a day (08.30-10.15)."""
    return all(_HOURS.fullmatch(plain(band.printed)) for band in group)


def _fallen(
    lines: Sequence[Line], group: Sequence[Band], joins: Sequence[Join]
) -> Iterator[Finding]:
    """A value with decimals printed nearby that falls between bands of whole numbers."""
    own = {band.at for band in group}
    near = range(max(0, min(own) - _AROUND), min(len(lines), max(own) + _AROUND + 1))
    for at in (at for at in near if at not in own):
        for found in _DECIMAL.findall(plain(lines[at].text)):
            value = Decimal(found)
            for join in joins:
                if join.gap and (join.lower.high or 0) < value < (join.upper.low or 0):
                    bands = f"{join.lower.printed} กับ {join.upper.printed}"
                    message = f"ค่า {value} อยู่ระหว่างเกณฑ์ {bands} จึงไม่อยู่ในช่วงใด"
                    yield found_at(lines, at, Kind.BAND, found, "", Sure.LOOK, message)


def _holds(lower: Band, upper: Band) -> bool:
    """Whether one band lies within another: then they are no bands of one criterion."""
    if upper.high is None:
        return upper.low is not None and upper.low == lower.low
    return (lower.high or upper.high) >= upper.high


def _speaks_of_levels(lines: Sequence[Line], group: Sequence[Band]) -> bool:
    first, last = group[0].at, group[-1].at
    above = (line for line in lines[max(0, first - _AROUND) : first][::-1] if line.text.strip())
    below = (line for line in lines[last + 1 : last + _AROUND] if line.text.strip())
    near = [*islice(above, 2), *lines[first : last + 1], *islice(below, 1)]
    return any(_LEVELS.search(plain(line.text)) for line in near)


def _is_criterion(joins: Sequence[Join], wrong: Sequence[Join]) -> bool:
    """Most bands join, or all miss by the same little: else they are ranges of other things."""
    little = all(abs(join.too_far) <= _LITTLE for join in wrong) and len(wrong) < len(joins)
    return len(wrong) * 2 <= len(joins) or little or all(abs(join.gap) <= 1 for join in wrong)


def _sure(joins: Sequence[Join], join: Join) -> Sure:
    if all(one.meets for one in joins) or join.too_far == join.step < 1:
        return Sure.LOOK
    return Sure.LIKELY


def _upside_down(lines: Sequence[Line], group: Sequence[Band]) -> Finding | None:
    """The one band whose upper bound is below its lower, among others that stand upright."""
    low = [one for one in group if one.low is not None and one.high is not None]
    wrong = [one for one in low if one.low and one.high is not None and one.high < one.low]
    if len(wrong) != 1 or len(low) < 2 or _PARTED.search(lines[wrong[0].at].text):
        return None
    message = f"ช่วง {wrong[0].printed} มีค่าปลายน้อยกว่าค่าต้น"
    return found_at(lines, wrong[0].at, Kind.BAND, wrong[0].printed, "", Sure.LIKELY, message)


def _of_join(
    lines: Sequence[Line], ordered: Sequence[Band], join: Join, joins: Sequence[Join]
) -> Finding:
    one = guilty(ordered, join)
    other = join.upper if one is join.lower else join.lower
    low, high = join.lower.high or Decimal(0), join.upper.low or Decimal(0)
    if one is join.lower:
        expected = _replaced(one.printed, low, high - join.right)
    else:
        expected = _replaced(one.printed, high, low + join.right)
    what = "มีช่องว่าง" if join.too_far > 0 else "ซ้อนทับกัน"
    message = f"เกณฑ์ {join.lower.printed} กับ {join.upper.printed} {what} {between(join)}"
    sure, others = _sure(joins, join), (other.at,)
    return found_at(lines, one.at, Kind.BAND, one.printed, expected, sure, message, others)


def _replaced(printed: str, wrong: Decimal, right: Decimal) -> str:
    shown = str(wrong)
    before, found, after = printed.rpartition(shown)
    return f"{before}{right}{after}" if found else ""
