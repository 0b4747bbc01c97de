"""Days against the fiscal or academic year that they are said to belong to.

A fiscal year is 1 October to 30 September; an academic year is taken loosely, 1 May to 30 April.
Plans, orders, results and reports rightly name days outside of the year they are for; therefore a
single day is weighed only beside an event that took place, and several days by their neighbours.
"""

import re
from collections.abc import Iterator, Sequence

from khet.rules.calendar import MONTHS
from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.days import Day, Stated
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.sequence import ascends
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.year_claims import CLAIM, TITLE, Claim, claims, is_held, outside

_TIMES = re.compile(r"ประชุม|กำหนดการ|ปฏิทิน|ครั้งที่|วันที่จัด|วันเดือนปี|วันที่|กิจกรรม|ดำเนินการ|อบรม|นิเทศ|เยี่ยม")
_HELD = re.compile(r"ประชุม|อบรม|สัมมนา|จัดกิจกรรม|จัดงาน|จัดขึ้น|ดำเนินการ|ครั้งที่|นิเทศ|ค่าย|แข่งขัน")
_OTHER = re.compile(
    r"(?<!และ)แผน|รายงาน|คำสั่ง|ประกาศ|ลงวันที่|หนังสือ|ลว\.|สัญญา|เตรียม|ภายใน|ผลการ|รับนักเรียน|สมัคร|เกิด|แต่งตั้ง|"
    r"พระราช|กฎ(?!าคม)|ระเบียบ|มติ|จัดสรร|โอน|คำขอ|ตั้งแต่|เกษียณ|บรรจุ|ย้าย|สอบ|จบ|ข้อมูล ณ|ณ วันที่|สิ้นสุด|กันเงิน|"
    r"สรุป|ส่ง(?!เสริม)|ครบกำหนด|บันทึกข้อตกลง|ปีที่ผ่านมา|ก่อน|ต่อไป|ถัดไป|ทบทวน|กำหนดทิศทาง|วิเคราะห์|จัดทำ"
)
_OF_YEAR = re.compile(r"(?<![\d/])\d{1,3}/(2[456]\d\d)(?!\d)")
_LATER = re.compile(r"จะ(?!ได้รับ)|เลื่อน|ขยาย")
_NEAR, _BESIDE, _BLOCK, _GAP, _ENOUGH, _JUST = 120, 12, 60, 4, 3, 30
_MIDDLE = 15
_MONTH = re.compile(rf"(?<!\d )(?<!\d)({'|'.join(MONTHS)}) ?(?:พ\.ศ\. ?)?(2[456]\d\d)(?!\d)")


def frames(lines: Sequence[Line], found: Sequence[Stated]) -> Iterator[Finding]:
    """Days outside of the year claimed in the same sentence, or in the heading of their block.

    >>> from khet.rules.checking.reading.days import stated_in
    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ปีงบประมาณ 2557 ประชุมครั้งที่ 1 วันที่ 6 ธันวาคม 2557"]
    >>> stream = [Line(n, text) for n, text in enumerate(texts, 1)]
    >>> [one.expected for one in frames(stream, stated_in(stream))]
    ['6 ธันวาคม 2556']
    """
    by_line: dict[int, list[Stated]] = {}
    for one in found:
        by_line.setdefault(one.at, []).append(one)
    in_block = {at: own for at, line in enumerate(lines) if (own := _of_months(line, at))}
    in_block |= by_line
    for claim in claims(lines):
        own = by_line.get(claim.at, [])
        yield from _of_whole(lines, claim, own)
        block = _block(lines, in_block, claim.at)
        if any(not is_year(one) for one in own):
            yield from _of_sentence(lines, claim, own)
        elif block and _TIMES.search(_claimed(lines, claim)):
            yield from _of_block(lines, claim, block)
        elif block:
            yield from _of_copies(lines, claim, block)


def _claimed(lines: Sequence[Line], claim: Claim) -> str:
    """The line that claims a year, in a title with the line above it."""
    first = claim.at - (0 < claim.at < TITLE)
    return plain(" ".join(line.text for line in lines[first : claim.at + 1]))


def _of_months(line: Line, at: int) -> list[Stated]:
    """The one month of a line without days, as its middle."""
    found = list(_MONTH.finditer(plain(line.text)))
    if len(found) != 1 or line.cells:
        return []
    name, year = found[0][1], int(found[0][2])
    day = Day(_MIDDLE, MONTHS.index(name) + 1, year)
    return [Stated(at, found[0].start(), found[0].end(), found[0][0], (day,))]


def _of_whole(lines: Sequence[Line], claim: Claim, own: Sequence[Stated]) -> Iterator[Finding]:
    """A fiscal year with its first and last day right after it, of another year."""
    for one in own:
        right = claim.named != "ปีงบประมาณ" or one.days[-1].year == claim.year
        beside = 0 <= one.start - claim.place <= _BESIDE
        if is_year(one) and beside and not right:
            expected = f"1 ตุลาคม {claim.year - 1} - 30 กันยายน {claim.year}"
            message = f"{claim.told} ไม่ใช่ {one.printed}"
            yield found_at(lines, one.at, Kind.DATE, one.printed, expected, Sure.LIKELY, message)


def is_year(one: Stated) -> bool:
    """Whether a span is from the first day of a fiscal year to the last of one.

    >>> is_year(Stated(0, 0, 0, "", (Day(1, 10, 2562), Day(30, 9, 2563)), True))
    True
    """
    return one.span and [(day.day, day.month) for day in one.days] == [(1, 10), (30, 9)]


def _of_sentence(lines: Sequence[Line], claim: Claim, own: Sequence[Stated]) -> Iterator[Finding]:
    text = plain(lines[claim.at].text)
    for one in own:
        day = one.days[0]
        if is_held(claim, day) or not day.date or not 0 <= one.start - claim.place <= _NEAR:
            continue
        if _OTHER.search(text) or not _HELD.search(text):
            continue
        fitting = _fitting(claim, one)
        doubtful = claim.named != "ปีงบประมาณ" or _is_later(claim, text, own, one)
        plainly = one.sure and fitting and not doubtful and not _borne_out(claim, one, 0)
        yield outside(lines, claim, one, fitting, Sure.LIKELY if plainly else Sure.LOOK)


def _is_later(claim: Claim, text: str, own: Sequence[Stated], one: Stated) -> bool:
    """Whether a day rightly comes after the year: the sentence says so, or the day before it."""
    before = [other for other in own if other.start < one.start][-1:]
    if not before or not (last := before[0].days[-1].date):
        return False
    earlier = [day.date for day in one.days[0].beside if is_held(claim, day)]
    backwards = any(day and day < last <= (one.days[0].date or day) for day in earlier)
    return backwards or bool(_LATER.search(text[before[0].end : one.start]))


def _borne_out(claim: Claim, one: Stated, inside: int) -> bool:
    """Whether a day's own weekday bears out its year.

    Only the calendar of a fiscal year, with many days within it, weighs more than a weekday.
    """
    day = one.days[0]
    strict = claim.at < TITLE and claim.named == "ปีงบประมาณ" and inside >= 2 * _ENOUGH
    return day.date is not None and day.date.weekday() == day.weekday and not strict


def _block(lines: Sequence[Line], by_line: dict[int, list[Stated]], claimed: int) -> list[Stated]:
    """The days of the lines below a claim, up to a heading, another claim or a gap of words."""
    block: list[Stated] = []
    gap = 0
    for at in range(claimed + 1, min(len(lines), claimed + _BLOCK)):
        line = lines[at]
        gap += bool(line.text.strip())
        if line.heading or gap > _GAP or CLAIM.search(plain(line.text)):
            break
        if at in by_line:
            block += [one for one in by_line[at] if one.sure and one.days[0].date]
        if at in by_line or line.cells:
            gap = 0
    return block


def _of_block(lines: Sequence[Line], claim: Claim, block: Sequence[Stated]) -> Iterator[Finding]:
    """The one day in four or more that lies outside while all others lie within."""
    strangers = [one for one in block if not is_held(claim, one.days[0])]
    inside = len(block) - len(strangers)
    if len(strangers) != 1 or inside < _ENOUGH - 1:
        return
    one = strangers[0]
    years = _OF_YEAR.findall(plain(lines[one.at].text))
    if any(int(year) != claim.year for year in years) or _borne_out(claim, one, inside):
        return
    fitting = _fitting(claim, one)
    before = plain(lines[one.at].text)[max(0, one.start - _JUST) : one.start]
    if _orders(claim, block, one) and not _OTHER.search(before):
        yield outside(lines, claim, one, fitting, Sure.LIKELY)
        return
    text = plain(f"{lines[claim.at].text} {lines[one.at].text}")
    few = inside < _ENOUGH and not _HELD.search(text)
    doubtful = (
        few
        or not fitting
        or _MONTH.fullmatch(one.printed)
        or _OTHER.search(text if few else plain(lines[one.at].text))
    )
    sure = Sure.LOOK if doubtful else Sure.LIKELY
    yield outside(lines, claim, one, fitting, sure)


def _orders(claim: Claim, block: Sequence[Stated], one: Stated) -> bool:
    """Whether the days are in no order, but are with the year that the claim asks for."""
    days = [other.days[0].date for other in block]
    right = [day for day in one.days[0].beside if is_held(claim, day)]
    place = next(n for n, other in enumerate(block) if other is one)
    mended = [[*days[:place], day.date, *days[place + 1 :]] for day in right]
    return len(days) > _ENOUGH and not ascends(days) and any(map(ascends, mended))


def _of_copies(lines: Sequence[Line], claim: Claim, block: Sequence[Stated]) -> Iterator[Finding]:
    """The one day of a table outside of the claim, where the others are that day a year within."""
    strangers = [one for one in block if not is_held(claim, one.days[0])]
    if len(strangers) != 1 or not lines[strangers[0].at].cells:
        return
    one, day = strangers[0], strangers[0].days[0]
    twins = [
        other.days[0]
        for other in block
        if (other.days[0].day, other.days[0].month) == (day.day, day.month) and other is not one
    ]
    if len(twins) > 1 and len({twin.year for twin in twins}) == 1:
        heads = " ".join(plain(line.text) for line in lines[claim.at : one.at])
        sure = Sure.LOOK if _OTHER.search(heads) else Sure.LIKELY
        yield outside(lines, claim, one, one.moved(twins[0]), sure)


def _fitting(claim: Claim, one: Stated) -> str:
    """What is printed with the year beside that would lie within the claim, if one does."""
    return next((one.moved(day) for day in one.days[0].beside if is_held(claim, day)), "")
