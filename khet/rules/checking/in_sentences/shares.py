"""Percentages that sentences state, against the counts and the whole that stand beside them.

Kind ``percent``. The whole is said outright ("92 จาก 99 โรงเรียน"), or is the one that most shares
of the sentence are of, or is named nearby as a whole ("โรงเรียนทั้งหมด 99 โรงเรียน").
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from khet.rules.checking.findings.explaining import one_digit, swaps
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_sentences.change_sizes import DOWNWARD
from khet.rules.checking.in_sentences.share_pairs import is_joined, with_percentages
from khet.rules.checking.in_tables.differences import DOWN, UP
from khet.rules.checking.in_tables.percents import fits, percent_of, share_told
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import PERCENT, Quantity, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import is_total
from khet.rules.checking.reading.wholes import is_near, is_out_of, may_be_whole, with_share
from khet.rules.rounding import half_up_decimal

_HUNDRED, _TENTH = Decimal(100), Decimal(10)
_ABOVE, _SLIP = 8, 10
_CHANGED = re.compile(rf"({UP}|{DOWN}|ประหยัด)[^0-9]{{0,50}}$")
_OF_ALL = re.compile(r" ?ของ[ก-๎]{2,30}ทั้งหมด")
"""Of which whole a percentage is, where that is said after it."""
_NOT = re.compile(r"ไม่(?:ได้|ผ่าน|เข้า|บรรลุ|มา|ส่ง)[ก-๎ ]{0,30}$")


def check(report: Report) -> Outcome:
    """Percentages of all sentences of a report."""
    lines, passages = report.lines, report.passages
    totals = _totals(report)
    return sum((_of_passage(lines, passages, n, totals) for n in range(len(passages))), Outcome())


def _totals(report: Report) -> list[tuple[int, Decimal]]:
    """The whole numbers that are totals of tables, with the index of their line."""
    return [
        (row.at, cell.value)
        for grid in report.grids
        for row in grid.rows
        for cell in row.cells
        if is_total(row.label) and cell.value is not None and not cell.places
    ]


def _of_passage(
    lines: Sequence[Line],
    passages: Sequence[Passage],
    n: int,
    totals: Sequence[tuple[int, Decimal]],
) -> Outcome:
    """Counts with their percentage against a whole stated nearby."""
    passage = passages[n]
    before = [one for p in passages[max(n - 3, 0) : n] for one in p.quantities]
    first = passage.indexes[0]
    above = [value for at, value in totals if 0 < first - at <= _ABOVE]
    if common := _common(passage, before, above):
        return _of_common(lines, passage, common)
    implied = _implied(passage)
    found = Outcome(len(implied))
    for place, percent in enumerate(passage.quantities):
        fitting = percent in implied
        if place and percent.unit == PERCENT and not fitting and is_joined(passage, place):
            found += _told(lines, passage, place, before, above)
    return found


def _common(
    passage: Passage, before: Sequence[Quantity], above: Sequence[Decimal]
) -> Decimal | None:
    """The whole that most of three or more shares of a passage are of."""
    pairs = with_percentages(passage)
    wholes = {one.value for one in (*passage.quantities, *before) if one.unit != PERCENT}
    wholes |= set(above)
    fitting = {
        whole: sum(fits(part.value, whole, one.value, one.places) for part, one in pairs)
        for whole in wholes
    }
    most = max(fitting.values(), default=0)
    if len(pairs) < 3 or most < 2 or most * 3 < len(pairs) * 2:
        return None
    return max(whole for whole, count in fitting.items() if count == most)


def _implied(passage: Passage) -> list[Quantity]:
    """The percentages of three or more parts that are all of one whole, though it isn't stated."""
    pairs = [(part, one) for part, one in with_percentages(passage) if one.places and one.value]
    wholes = {half_up_decimal(part.value * _HUNDRED / one.value, 0) for part, one in pairs}
    fitting = ([q for p, q in pairs if fits(p.value, of, q.value, q.places)] for of in wholes)
    return [one for several in fitting if len(several) > 2 for one in several]


def _of_common(lines: Sequence[Line], passage: Passage, whole: Decimal) -> Outcome:
    """The shares of a passage against their common whole, or one of its own that fits."""
    pairs = with_percentages(passage)
    own = {one.value for one in passage.quantities if one.unit != PERCENT}
    wrong = [
        (part, one)
        for part, one in pairs
        if not any(
            fits(part.value, of, one.value, one.places)
            or fits(of, part.value, one.value, one.places)
            for of in (whole, *own)
        )
    ]
    found = tuple(_finding(lines, passage, *pair, whole, Sure.LIKELY) for pair in wrong)
    return Outcome(len(pairs), found)


def _finding(
    lines: Sequence[Line],
    passage: Passage,
    part: Quantity,
    percent: Quantity,
    whole: Decimal,
    sure: Sure,
) -> Finding:
    expected = percent_of(part.value, whole, percent.places)
    printed = percent.value, percent.places
    message = share_told(part.value, whole, expected, *printed, part.unit)
    return told_at(lines, passage, percent, Kind.PERCENT, expected, sure, message)


def _told(
    lines: Sequence[Line],
    passage: Passage,
    place: int,
    before: Sequence[Quantity],
    above: Sequence[Decimal],
) -> Outcome:
    part, percent = passage.quantities[place - 1 : place + 1]
    if place > 1 and is_out_of(passage, passage.quantities[place - 2], part):
        return _against(lines, passage, passage.quantities[place - 2], percent, [part.value])
    own = [one for one in passage.quantities if one.end <= part.start or one.start >= percent.end]
    wholes = [one for one in (*own, *before) if may_be_whole(one, part)]
    if _is_rest(passage, part) and (of := _made_up(passage, part)):
        return _against(lines, passage, part, percent, of)
    known = [*(one.value for one in wholes), *(above if percent.places else ())]
    right = any(fits(part.value, of, percent.value, percent.places) for of in known)
    if right or _of_another(passage, part, percent) or _is_less(passage, part, percent, wholes):
        return Outcome(1)
    slips = [one for one in wholes if _is_slip(part, one, percent)]
    beside = [one for one in slips if one in (*own, *before[-2:]) or _is_used(passage, one)]
    by_slip = [slips[0].value] if len(slips) == len(beside) == 1 else []
    if of := _made_up(passage, part) or by_slip:
        return _against(lines, passage, part, percent, of)
    near = [one.value for one in own if is_near(passage, one, part)]
    used = [one.value for one in wholes if _is_used(passage, one)]
    used += above if percent.value >= _TENTH else []
    slipped = _slipped(lines, passage, part, percent, used)
    return slipped or _against(lines, passage, part, percent, near)


def _is_less(
    passage: Passage, part: Quantity, percent: Quantity, wholes: Sequence[Quantity]
) -> bool:
    """Whether a percentage is of what a change came from: "603,700 บาท ต่ำกว่าวงเงิน 19,800 บาท"."""
    cue = _CHANGED.search(passage.text[: part.start])
    if not cue:
        return False
    if _OF_ALL.match(passage.text, percent.end):
        return True
    change = part.value if DOWNWARD.match(cue[1]) or cue[1] == "ประหยัด" else -part.value
    from_ = (one.value + change for one in wholes)
    return any(fits(part.value, of, percent.value, percent.places) for of in from_ if of > 0)


def _is_rest(passage: Passage, part: Quantity) -> bool:
    """Whether a part is those who are not what the part before it is."""
    return bool(_NOT.search(passage.text[: part.start]))


def _made_up(passage: Passage, part: Quantity) -> list[Decimal]:
    """The whole that the parts with a percentage make up, stated or borne out by one of them."""
    parts = [one.value for one in with_share(passage) if one.unit == part.unit]
    added = sum(parts, Decimal(0))
    stated = any(one.value == added and may_be_whole(one, part) for one in passage.quantities)
    borne_out = any(fits(p.value, added, q.value, q.places) for p, q in with_percentages(passage))
    return [added] if len(parts) > 1 and (stated or borne_out) else []


def _slipped(
    lines: Sequence[Line],
    passage: Passage,
    part: Quantity,
    percent: Quantity,
    wholes: Sequence[Decimal],
) -> Outcome | None:
    """A part that is a slip of the finger from the one whose percentage is printed."""
    if any(fits(part.value, whole, percent.value, percent.places) for whole in wholes):
        return Outcome(1)
    for whole in (one for one in wholes if one and percent.places):
        meant = half_up_decimal(percent.value * whole / _HUNDRED, 0)
        fitting = fits(meant, whole, percent.value, percent.places)
        if fitting and meant != part.value and one_digit(meant, part.value):
            of = f"ร้อยละ {percent.printed} ของ {told(whole)} คือ {told(meant)}"
            message = f"{of} แต่พิมพ์ไว้ {part.printed}"
            made = told_at(lines, passage, part, Kind.PERCENT, meant, Sure.LIKELY, message)
            return Outcome(1, (made,))
    return None


def _is_used(passage: Passage, whole: Quantity) -> bool:
    """Whether another percentage of the sentence is of that whole."""
    return any(fits(p.value, whole.value, q.value, q.places) for p, q in with_percentages(passage))


def _of_another(passage: Passage, part: Quantity, percent: Quantity) -> bool:
    """Whether a percentage is that of an earlier part, of a whole of the same sentence."""
    same = [one for one in passage.quantities if one.unit == part.unit and not one.places]
    earlier = [one for one in same if one.end <= part.start]
    return any(
        fits(one.value, whole.value, percent.value, percent.places)
        for one in earlier
        for whole in same
        if whole.value > one.value and percent.places
    )


def _is_slip(part: Quantity, whole: Quantity, percent: Quantity) -> bool:
    """Whether a printed percentage is a slip of the finger beside that of the whole."""
    if not whole.value:
        return False
    expected = percent_of(part.value, whole.value, percent.places)
    near = abs(percent.value - expected) < _SLIP
    turned = percent.places > 1 and percent.value in swaps(expected)
    return turned or (near and one_digit(percent.value, expected))


def _against(
    lines: Sequence[Line],
    passage: Passage,
    part: Quantity,
    percent: Quantity,
    wholes: Sequence[Decimal],
) -> Outcome:
    """A part and its percentage against the last of the wholes that the sentence states."""
    if not wholes or percent.value > _HUNDRED or not wholes[-1]:
        return Outcome()
    whole = wholes[-1]
    turned = fits(whole, part.value, percent.value, percent.places)
    if turned or fits(part.value, whole, percent.value, percent.places):
        return Outcome(1)
    sure = Sure.CERTAIN if len(set(wholes)) == 1 else Sure.LIKELY
    return Outcome(1, (_finding(lines, passage, part, percent, whole, sure),))
