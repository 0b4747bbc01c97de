"""Products of sentences: "30 คน x 120 บาท = 3,600 บาท", "2 รุ่น รุ่นละ 50 คน รวม 100 คน".

Kind ``total``. Factors without a sign between them ("60 ชุด ชุดละ 350 บาท"), and those whose product
stands in a column of its own, may be less than all that were meant: told where a slip explains it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import prod

from khet.rules.checking.findings.finding import Kind, Outcome, Sure
from khet.rules.checking.in_sentences.factor_chains import TIMES, chain, is_slip, stands_apart
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage, told_at
from khet.rules.checking.reading.quantities import Quantity, told
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.sum_words import SUM, includes_more

_COMES_TO = re.compile(r" ?(?:=|(?:รวม)?เป็น(?:จำนวน)?เงิน(?:ทั้งสิ้น|จำนวน)?) ?")
_WITH_COST = re.compile(r"(?:รวม|และ)(?:กับ)?ค่า")
"""Before a sum that has another cost in it."""
_NOTHING = ("", "คืน", "นาย", "คน)", "วัน)", "มื้อ)", "บาท)", ")")
"""What may stand between the last factor and a column: what it counts."""
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
    if n > 1 and _each(passage, n):
        return _against(lines, passage, result, passage.quantities[n - 2 : n])
    factors = chain(passage, n - 1) if n > 1 else ()
    if len(factors) > 1 and not _is_signed(passage, factors, result):
        return _of_chain(lines, passage, result, factors)
    added = passage.text[result.end :].lstrip().startswith("+")
    if n < 2 or added or not _EQUALS.match(_between(passage, n - 1)):
        return Outcome()
    factors = list(factors)
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
    of_more = of_more or bool(_WITH_COST.search(_between(passage, n - 1)))
    of_more = of_more or bool(follows and whole.value > product * _MORE)
    return named and each.unit == whole.unit and bool(summed) and not of_more


def _is_signed(passage: Passage, factors: Sequence[Quantity], result: Quantity) -> bool:
    """Whether signs stand between all factors, and words or a sign before what they come to."""
    joints = (passage.text[one.end : other.start] for one, other in pairwise(factors))
    equals = _EQUALS.match(passage.text[factors[-1].end : result.start])
    return bool(equals) and all(TIMES.match(joint) for joint in joints)


def _of_chain(
    lines: Sequence[Line], passage: Passage, result: Quantity, factors: Sequence[Quantity]
) -> Outcome:
    """A sum of money against factors that may not be all, told where one is a slip away."""
    between = passage.text[factors[-1].end : result.start]
    apart = between.strip() in _NOTHING and stands_apart(lines, passage, result)
    money = result.unit == "บาท" or (apart and not result.unit)
    priced = any(factor.unit == "บาท" for factor in factors)
    if not (money and priced and (apart or _COMES_TO.fullmatch(between))):
        return Outcome()
    before = passage.text[: factors[0].start].rstrip()
    if before.endswith(("+", "x", "X", "×", "*")) or "(" in passage.text[result.end :][:2]:
        return Outcome()
    product = prod((factor.value for factor in factors), start=Decimal(1))
    if product != result.value and not is_slip(factors, result.value):
        return Outcome()
    return _against(lines, passage, result, factors)


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
