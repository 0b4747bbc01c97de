"""Products of sentences: "30 คน x 120 บาท = 3,600 บาท", "2 รุ่น รุ่นละ 50 คน รวม 100 คน".

Kind ``total``.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from math import prod

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import Quantity, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.sum_words import SUM, includes_more

_TIMES = re.compile(r"^[ก-๎ .()/]{0,25}[x×X*@][ก-๎ .()]{0,15}$")
_COUNTED = re.compile(r"จำนวน ?$")
_APART = re.compile(r"[ก-๎]{6}")
_COMES_TO = re.compile(r" ?(?:รวม)?เป็นเงิน(?:ทั้งสิ้น|จำนวน)? ?")
_NEAR, _MORE = 70, 2
_BRACKET = re.compile(r" ?\( ?")
_EQUALS = re.compile(r"^[ก-๎ .()]{0,25}(?:=|เป็นเงิน|รวมเป็นเงิน)[ก-๎ .()]{0,15}$")


def check(report: Report) -> Outcome:
    """Products in all sentences of a report.

    >>> found = check(Report([Line(1, "ค่าอาหาร 30 คน x 120 บาท = 3,500 บาท")])).findings
    >>> [(one.printed, one.expected) for one in found]
    [('3,500', '3,600')]
    """
    found = Outcome()
    for passage in report.passages:
        for n in range(len(passage.quantities)):
            found += _product(report.lines, passage, n)
    return found


def _product(lines: Sequence[Line], passage: Passage, n: int) -> Outcome:
    """The printed product of the factors before it."""
    result = passage.quantities[n]
    if n > 1 and _lone_price(passage, n):
        return _of_price(lines, passage, n)
    if n > 1 and _each(passage, n):
        return _against(lines, passage, result, passage.quantities[n - 2 : n])
    added = passage.text[result.end :].lstrip().startswith("+")
    if n < 2 or added or not _EQUALS.match(_between(passage, n - 1)):
        return Outcome()
    factors = [passage.quantities[n - 1]]
    while n > len(factors) and _TIMES.match(_between(passage, n - 1 - len(factors))):
        factors.insert(0, passage.quantities[n - 1 - len(factors)])
    if len(factors) < 2 or ")" in passage.text[factors[0].end : factors[1].start]:
        return Outcome()
    if _is_added(passage, n - len(factors)):
        return Outcome()
    if n > len(factors) and _BRACKET.fullmatch(_between(passage, n - 1 - len(factors))):
        factors.insert(0, passage.quantities[n - 1 - len(factors)])
    return _against(lines, passage, result, factors)


def _is_added(passage: Passage, first: int) -> bool:
    """Whether something is added to a product: "(a x b) + (c x d) = …"."""
    before = passage.quantities[first - 1].end if first else 0
    return "+" in passage.text[before : passage.quantities[first].start]


def _each(passage: Passage, n: int) -> bool:
    """Whether a sentence says "2 รุ่น รุ่นละ 50 คน รวม 100 คน" with the third of its numbers."""
    times, each, whole = passage.quantities[n - 2 : n + 1]
    between = passage.text[times.end : each.start].strip(" ๆ")
    named = bool(times.unit) and between == f"{_printed_unit(passage, times)}ละ"
    summed = SUM.fullmatch(_between(passage, n - 1).strip())
    before = passage.quantities[n - 3] if n > 2 else None
    follows = before and before.unit == whole.unit and times.start - before.end <= _NEAR
    product = times.value * each.value
    of_more = whole.value > product and includes_more(passage, whole)
    of_more = of_more or bool(follows and whole.value > product * _MORE)
    return named and each.unit == whole.unit and bool(summed) and not of_more


def _lone_price(passage: Passage, n: int) -> bool:
    """Whether a sentence says "จำนวน 8 ทุน ทุนละ 2,000 บาท เป็นเงิน 14,000 บาท" and no more factors."""
    times, each, result = passage.quantities[n - 2 : n + 1]
    named = bool(times.unit) and _between(passage, n - 2).strip(" ๆ") == (
        f"{_printed_unit(passage, times)}ละ"
    )
    before = passage.text[passage.quantities[n - 3].end if n > 2 else 0 : times.start]
    alone = _COUNTED.search(before) and (n == 2 or _APART.search(before))
    money = each.unit == result.unit == "บาท"
    return named and money and bool(alone and _COMES_TO.fullmatch(_between(passage, n - 1)))


def _of_price(lines: Sequence[Line], passage: Passage, n: int) -> Outcome:
    """A sum of money against its count and price, told where one of them is a slip away."""
    times, each, result = passage.quantities[n - 2 : n + 1]
    meant = result.value / each.value if each.value else times.value
    slip = one_digit(times.value, meant) or one_digit(result.value, times.value * each.value)
    product = times.value * each.value
    more = product and (not result.value % product or "(" in passage.text[result.end :][:2])
    if product != result.value and (not slip or more):
        return Outcome()
    return _against(lines, passage, result, (times, each))


def _printed_unit(passage: Passage, one: Quantity) -> str:
    """The unit of a quantity as the sentence has it."""
    return passage.text[one.start + len(one.printed) : one.end].strip()


def _against(
    lines: Sequence[Line], passage: Passage, result: Quantity, factors: Sequence[Quantity]
) -> Outcome:
    product = prod((factor.value for factor in factors), start=Decimal(1))
    before = (one.value for one in passage.quantities if one.end <= factors[0].start)
    if result.value in (product, *(product + one for one in before)):
        return Outcome(1)
    listed = " × ".join(told(factor.value) for factor in factors)
    message = f"{listed} = {told(product)} แต่พิมพ์ไว้ {told(result.value)}"
    made = told_at(lines, passage, result, Kind.TOTAL, product, Sure.CERTAIN, message)
    return Outcome(1, (made,))


def _between(passage: Passage, n: int) -> str:
    """The text between a quantity and the next."""
    return passage.text[passage.quantities[n].end : passage.quantities[n + 1].start]
