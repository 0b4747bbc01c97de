"""Amounts of sentences that make a whole: the parts of a whole stated first or last.

Kind ``total``. "117 โรงเรียน แบ่งเป็น ขนาดเล็ก 73 …", "… รวม 8,600 บาท".
Percentages between the parts are of other checks.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from khet.rules.checking.findings.explaining import explanation, one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_sentences.amounts_above import amounts_above, sum_alone
from khet.rules.checking.in_sentences.parting_words import (
    PARTS,
    are_some,
    goes_on_below,
    is_ended,
    split,
)
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, quantities, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.sum_words import (
    EACH,
    IS_AMOUNT,
    SUM,
    counts_others,
    includes_more,
    is_factor,
    is_multiplied,
)

_TAKEN = re.compile(r"หัก|ส่วนลด|ลดราคา|สุทธิ")
"""Where something is taken off before it is summed."""
_ABOUT = re.compile(r"(?:ประมาณ|ราว|เกือบ|ไม่เกิน|กว่า|ไม่น้อยกว่า) ?$")
"""Before a whole that is only about what its parts make."""
_ENDS = re.compile(r" ?(?:\d{1,2} ?[ก-๎]{2,12})? ?(?:ดังนี้|คือ|ได้แก่)?[ :]*")
_BRACKET = re.compile(r"\([^()]*\) ?")
_WITHIN = re.compile(r"ใน ?(?:จำนวน)? ?(?:นี้|นั้น)")
"""Before some of those said before."""
_NEAR, _LARGE = 70, 1000


def check(report: Report) -> Outcome:
    """Wholes in the sentences of a report."""
    lines = report.lines
    pairs = range(len(report.passages) - 1)
    found = sum((_bracketed(report, place) for place in pairs), Outcome())
    for place, passage in enumerate(report.passages):
        found += _lines_above(report, place)
        for n in range(len(passage.quantities)):
            found += _whole_first(lines, passage, n)
            found += _whole_of_list(report, passage, n)
            found += _whole_last(lines, passage, n)
    return found


def _whole_first(lines: Sequence[Line], passage: Passage, n: int) -> Outcome:
    whole = passage.quantities[n]
    cue = PARTS.match(passage.text, whole.end) or split(passage, whole)
    if not cue or whole.unit in ("", PERCENT):
        return Outcome()
    parts = _following(passage, n)
    added = list(accumulate(part.value for part in parts))
    if len(parts) < 2 or parts[0].value > whole.value or are_some(passage, whole, parts[-1]):
        return Outcome()
    ended = is_ended(passage, cue[0], parts)
    if whole.value in (added[-1:] if ended else added[1:]):
        return Outcome(1)
    if goes_on_below(lines, passage, parts[-1]):
        return Outcome()
    if not ended and _add_up(whole, passage.quantities[n + 1 :]):
        return Outcome(1)
    return _finding(lines, passage, whole, parts)


def _add_up(whole: Quantity, others: Sequence[Quantity]) -> bool:
    """Whether what follows in the unit of a whole adds up to it, other numbers between left out."""
    alike = [one.value for one in others if one.unit == whole.unit]
    return whole.value in list(accumulate(alike))[1:]


def _whole_of_list(report: Report, passage: Passage, n: int) -> Outcome:
    """A whole at the end of a sentence against the list or table below, an amount an item."""
    whole = passage.quantities[n]
    cue = PARTS.match(passage.text, whole.end)
    if not cue or whole.unit in ("", PERCENT) or not _ENDS.fullmatch(passage.text[cue.end() :]):
        return Outcome()
    last = passage.indexes[-1]
    parts = _listed(report, last, whole.unit) or _rows(report, last, whole.unit)
    if len(parts) < 2:
        return Outcome()
    if sum(part.value for part in parts) == whole.value:
        return Outcome(1)
    return _finding(report.lines, passage, whole, parts)


def _listed(report: Report, last: int, unit: str) -> list[Quantity]:
    """The one amount of that unit that each item of the list below has."""
    listing = next((one for one in report.lists if last < one.first <= last + 2), None)
    items = [
        [q for q in quantities(item.text) if q.unit == unit]
        for item in (listing.items if listing else ())
    ]
    return [several[0] for several in items] if all(len(one) == 1 for one in items) else []


def _rows(report: Report, last: int, unit: str) -> list[Quantity]:
    """The amounts of that unit that the lines below end with, which begin alike if they go on."""
    parts: list[Quantity] = []
    mark = report.texts[last + 1][:1] if last + 1 < len(report.texts) else ""
    for passage in report.passages:
        if passage.indexes[0] != last + 1 + len(parts):
            continue
        end = [*passage.starts, len(passage.text)][1]
        own = [one for one in passage.quantities if one.unit == unit and one.end <= end]
        goes_on = end < len(passage.text) and passage.text[:1] != mark
        if goes_on or len(own) != 1 or own[0].end < len(passage.text[:end].rstrip()):
            break
        parts.append(own[0])
    return parts


def _bracketed(report: Report, place: int) -> Outcome:
    """A whole that ends a line against its parts, which fill the bracket of the next line."""
    passage, below = report.passages[place : place + 2]
    inside = _BRACKET.fullmatch(below.text)
    whole = passage.quantities[-1] if passage.quantities else None
    if not inside or not whole or whole.end < len(passage.text.rstrip()) or not whole.unit:
        return Outcome()
    parts = [one for one in below.quantities if one.unit == whole.unit]
    if len(parts) < 2 or len(parts) < len(below.quantities) or "ฯลฯ" in below.text:
        return Outcome()
    if sum(part.value for part in parts) == whole.value:
        return Outcome(1)
    return _finding(report.lines, passage, whole, parts)


def _lines_above(report: Report, place: int) -> Outcome:
    """A line "รวมเป็นเงิน 6,034 บาท" against the amounts ("เป็นเงิน …") of the lines right above."""
    passage = report.passages[place]
    whole = sum_alone(passage)
    parts = amounts_above(report, place, _amounts) if whole else []
    if not whole or len(parts) < 2 or _is_of_table(report, passage):
        return Outcome()
    if sum(part.value for part in parts) == whole.value:
        return Outcome(1)
    return _finding(report.lines, passage, whole, parts)


def _amounts(passage: Passage) -> list[Quantity]:
    """What something comes to, of money: "= 6,600 กล่อง x 7 บาท" isn't."""
    money = (q for q in passage.quantities if q.unit in ("", "บาท") and not is_factor(passage, q))
    return [one for one in money if IS_AMOUNT.search(passage.text[: one.start])]


def _is_of_table(report: Report, passage: Passage) -> bool:
    """Whether a line is a row of a list, whose sums are of the check of tables."""
    several = (grid for grid in report.grids if len(grid.rows) > 2)
    return passage.indexes[0] in {row.at for grid in several for row in grid.rows}


def _following(passage: Passage, n: int) -> list[Quantity]:
    """The quantities after a whole that have its unit, each near the one before."""
    whole = passage.quantities[n]
    parts: list[Quantity] = []
    end = whole.end
    for one in passage.quantities[n + 1 :]:
        if one.start - end > _NEAR or _WITHIN.search(passage.text[end : one.start]):
            break
        end = one.end
        if one.unit == whole.unit:
            parts.append(one)
        elif one.unit != PERCENT:
            break
    return parts


def _whole_last(lines: Sequence[Line], passage: Passage, n: int) -> Outcome:
    whole = passage.quantities[n]
    if n < 2 or whole.unit in ("", PERCENT) or not SUM.search(passage.text[: whole.start]):
        return Outcome()
    parts = _preceding(passage, n)
    added = list(accumulate(part.value for part in reversed(parts)))
    if len(parts) < 2 or _is_said_before(passage, n):
        return Outcome()
    if whole.value in added[1:] or _add_up(whole, passage.quantities[:n][::-1]):
        return Outcome(1)
    before = passage.text[parts[0].start : whole.start]
    if (
        _TAKEN.search(before)
        or _ABOUT.search(before)
        or (whole.value > added[-1] and includes_more(passage, whole))
    ):
        return Outcome()
    return _finding(lines, passage, whole, parts)


def _is_said_before(passage: Passage, n: int) -> bool:
    """Whether a whole was said already: what stands between tells more of it, and no parts."""
    whole = passage.quantities[n]
    same = (one.unit == whole.unit and one.value == whole.value for one in passage.quantities[:n])
    return whole.value >= _LARGE and any(same)


def _preceding(passage: Passage, n: int) -> list[Quantity]:
    parts: list[Quantity] = []
    start = passage.quantities[n].start
    for one in reversed(passage.quantities[:n]):
        summed = bool(SUM.search(passage.text[: one.start]))
        whole = passage.quantities[n]
        if is_factor(passage, one):
            continue
        if one.unit == whole.unit and EACH.search(passage.text[: one.start]):
            if is_multiplied(passage, one, parts[-1] if parts else whole):
                continue
            return []
        if start - one.end > _NEAR or one.unit != whole.unit or summed or one.value == whole.value:
            break
        parts.append(one)
        start = one.start
    return parts[::-1]


def _finding(
    lines: Sequence[Line], passage: Passage, whole: Quantity, parts: Sequence[Quantity]
) -> Outcome:
    added = sum((part.value for part in parts), Decimal(0))
    if any(one.value == added for one in passage.quantities if one not in parts):
        return Outcome(1)
    off = abs(added - whole.value)
    if off * 3 > whole.value or counts_others(passage, whole, whole.value - added):
        return Outcome()
    words = explanation([("", part.value) for part in parts], whole.value)
    slip = bool(words) or one_digit(added, whole.value)
    sure = Sure.CERTAIN if slip and off * 5 <= whole.value else Sure.LIKELY
    listed = " + ".join(told(part.value) for part in parts)
    message = (
        f"{listed} = {told(added)} {whole.unit} แต่พิมพ์ไว้ {told(whole.value, whole.places)} {words}"
    )
    made = told_at(lines, passage, whole, Kind.TOTAL, added, sure, message.strip())
    return Outcome(1, (made,))
