"""Lines below each other that each have a count and its percentage, or a percentage and its amount.

Kind ``percent``.
"ผ่านครบ 9 ฐาน 142 คน คิดเป็นร้อยละ 70.65", and "งวดที่ 2 ร้อยละ 30 เป็นเงิน 195,200 บาท". Told is the
one line that doesn't fit the whole of all the others.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.in_tables.percents import fits, percent_of
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import PERCENT, Quantity, as_printed, quantities, told
from khet.rules.checking.reading.stream import Line
from khet.rules.rounding import half_up_decimal
from khet.rules.thai import thai_digits

_IS = re.compile(r" ?[ก-๎.]{0,12}[ (]*(?:คิดเป็น|หรือ|เป็น)? ?(?:ร้อยละ)? ?")
_MAKES = re.compile(r" ?(?:คิด)?เป็นเงิน(?:จำนวน)? ?")
_ENDS = re.compile(r" ?(?:บาท)?[ )]*$")
_FEWEST, _ENOUGH, _HUNDRED = 3, 4, Decimal(100)
_Share = tuple[int, Quantity, Quantity]
"""The index of a line, a number and its percentage."""


def check(report: Report) -> Outcome:
    """Such lines of a report.

    >>> texts = ["ผ่าน 142 คน คิดเป็นร้อยละ 70.65", "รอ 47 คน คิดเป็นร้อยละ 21.96",
    ...          "ไม่ผ่าน 12 คน คิดเป็นร้อยละ 5.97"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.expected) for one in outcome.findings]
    [(2, '23.38')]
    """
    found = Outcome()
    for run in _runs(report):
        found += _of_sum(report, run)
    return found + _of_amounts(report)


def _runs(report: Report) -> Iterator[list[_Share]]:
    """Lines right below each other that each end with a count and its percentage."""
    run: list[_Share] = []
    for at, text in enumerate(report.texts):
        share = None if report.lines[at].table else _counted(at, text)
        if share:
            run.append(share)
        elif run:
            yield run
            run = []
    yield run


def _counted(at: int, text: str) -> _Share | None:
    several = quantities(text)
    if len(several) < 2 or several[-1].unit != PERCENT or not several[-1].places:
        return None
    part, percent = several[-2:]
    joined = _IS.fullmatch(text[part.end : percent.start])
    ends = _ENDS.fullmatch(text, percent.end)
    return (at, part, percent) if joined and ends and part.unit != PERCENT else None


def _of_sum(report: Report, run: Sequence[_Share]) -> Outcome:
    """The one of three or more lines whose percentage isn't that of the sum of them all."""
    whole = sum((part.value for _at, part, _percent in run), Decimal(0))
    if len(run) < _FEWEST or len({part.unit for _at, part, _percent in run}) > 1:
        return Outcome()
    wrong = _unfit(run, whole)
    if len(wrong) > 1 and (others := _common(run)):
        whole, wrong = others, _unfit(run, others)
    if len(wrong) != 1:
        return Outcome(len(run) if not wrong else 0)
    [(at, part, percent)] = wrong
    expected = percent_of(part.value, whole, percent.places)
    if abs(expected - percent.value) <= percent.step * len(run):
        return Outcome(len(run))
    message = (
        f"{part.printed} จาก {told(whole)} คิดเป็นร้อยละ {told(expected)} แต่พิมพ์ไว้ {percent.printed}"
    )
    return Outcome(len(run), (_finding(report.lines[at], percent, expected, message),))


def _unfit(run: Sequence[_Share], whole: Decimal) -> list[_Share]:
    """The lines whose percentage isn't of a whole."""
    return [one for one in run if not fits(one[1].value, whole, one[2].value, one[2].places)]


def _common(run: Sequence[_Share]) -> Decimal | None:
    """The whole that all of four or more percentages but one are of, where they don't make 100."""
    shares = [(part, percent) for _at, part, percent in run if percent.value and percent.places > 1]
    wholes = {half_up_decimal(part.value * _HUNDRED / one.value, 0) for part, one in shares}
    return next((one for one in wholes if len(run) - len(_unfit(run, one)) >= _ENOUGH), None)


def _of_amounts(report: Report) -> Outcome:
    """The one instalment that isn't its percentage of the whole that all the others are of."""
    groups: dict[str, list[_Share]] = {}
    for at, text in enumerate(report.texts):
        if share := _amount(at, text):
            name = text[: share[2].start].strip()[:_FEWEST]
            groups.setdefault(name, []).append(share)
    return sum((_parted(report, group) for group in groups.values()), Outcome())


def _amount(at: int, text: str) -> _Share | None:
    several = quantities(text)
    if len(several) < 2 or several[-2].unit != PERCENT:
        return None
    percent, amount = several[-2:]
    makes = _MAKES.fullmatch(text[percent.end : amount.start])
    return (at, amount, percent) if makes and _ENDS.fullmatch(text, amount.end) else None


def _parted(report: Report, group: Sequence[_Share]) -> Outcome:
    """Amounts whose percentages make 100, of the whole that all but one of them are of."""
    if len(group) < _FEWEST or sum(percent.value for _at, _one, percent in group) != _HUNDRED:
        return Outcome()
    wholes = {amount.value * _HUNDRED / percent.value for _at, amount, percent in group}
    for whole in wholes:
        wrong = [share for share in group if share[1].value * _HUNDRED != whole * share[2].value]
        if len(wrong) == 1:
            [(at, amount, percent)] = wrong
            expected = whole * percent.value / _HUNDRED
            of = f"ร้อยละ {percent.printed} ของ {told(whole)} คือ {told(expected)}"
            message = f"{of} แต่พิมพ์ไว้ {amount.printed}"
            return Outcome(len(group), (_finding(report.lines[at], amount, expected, message),))
    return Outcome(len(group) if len(wholes) == 1 else 0)


def _finding(line: Line, one: Quantity, expected: Decimal, message: str) -> Finding:
    printed, should = as_printed(line.text, one.printed), told(expected, one.places)
    should = should if printed == one.printed else thai_digits(should)
    return Finding(
        line.number, line.text, Kind.PERCENT, printed, should, Sure.LIKELY, message, line.page
    )
