"""Factors that a sentence or a line of costs names one after another, before what they come to.

"17 คน x 4 วัน x 180 บาท", "12 คัน คันละ 400 บาท x 5 วัน", "138 คน คนละ 80 บาท 2 คืน".
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from math import prod

from khet.rules.checking.findings.explaining import one_digit
from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import Quantity
from khet.rules.checking.reading.stream import Line

TIMES = re.compile(r"^[ก-๎ .()/]{0,25}[x×X*@][ก-๎ .()]{0,15}$")
"""What stands between two factors with a sign."""
_EACH = re.compile(r" ?(?:[ก-๎]{1,12} )?([ก-๎]{2,12}?)ละ ?")
_TURNS = re.compile(r" ?(?:วัน|คืน|มื้อ|ครั้ง|เดือน|คน|รุ่น|ชั่วโมง|สัปดาห์)(?![ก-๎])")
_GAP = re.compile(r"(?: {2,}|\t|\.{4,} ?)[\d๐-๙,.]+ ?(?:บาท|\.-)?\s*$")
_MORE = (1, 2)


def chain(passage: Passage, last: int) -> Sequence[Quantity]:
    """The factors that end with the quantity of that place; one alone is none.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> [passage] = Report([Line(1, "รถ 12 คัน คันละ 400 บาท x 5 วัน เป็นเงิน 24,000 บาท")]).passages
    >>> [str(one.value) for one in chain(passage, 2)]
    ['12', '400', '5']
    """
    first = last
    while first and _are_joined(passage, first - 1):
        first -= 1
    return passage.quantities[first : last + 1]


def _are_joined(passage: Passage, n: int) -> bool:
    """Whether a quantity is multiplied by the next."""
    one, other = passage.quantities[n : n + 2]
    between = passage.text[one.end : other.start]
    if each := _EACH.fullmatch(between.replace("ๆ", "")):
        named = passage.text[max(one.start - 1, 0) :]
        return bool(re.search(rf"\d ?{each[1]}(?!ละ)", named))
    turns = one.unit == "บาท" and not between.strip() and _TURNS.match(_after(passage, other))
    return bool(TIMES.match(between) or turns)


def _after(passage: Passage, one: Quantity) -> str:
    """The text right after the digits of a quantity."""
    return passage.text[one.start + len(one.printed) :]


def stands_apart(lines: Sequence[Line], passage: Passage, result: Quantity) -> bool:
    """Whether an amount stands in a column of its own at the end of its line.

    >>> from khet.rules.checking.reading.parsed import Report
    >>> report = Report([Line(1, "- อาหาร 17 คน x 4 วัน x 180 บาท        12,420 บาท")])
    >>> stands_apart(report.lines, report.passages[0], report.passages[0].quantities[-1])
    True
    """
    at = passage.at(result.start)
    later = [one for one in passage.quantities if one.start > result.start]
    ends = not later or passage.at(later[0].start) != at
    return ends and bool(_GAP.search(lines[at].text))


def is_slip(factors: Sequence[Quantity], result: Decimal) -> bool:
    """Whether a slip of the finger in one number would explain a wrong product.

    What holds the product a whole number of times, or that and a half, has more factors than these.

    >>> from khet.rules.checking.reading.quantities import quantities
    >>> factors = quantities("17 คน x 4 วัน x 180 บาท")
    >>> [is_slip(factors, Decimal(value)) for value in (12420, 24480, 13000)]
    [True, False, False]
    """
    product = prod((factor.value for factor in factors), start=Decimal(1))
    if not product or not result or any(not result * times % product for times in _MORE):
        return False
    meant = ((one.value, one.value * result / product) for one in factors)
    whole = ((one, value) for one, value in meant if value == value.to_integral_value())
    others = any(one_digit(one, value.quantize(one)) for one, value in whole)
    return one_digit(product, result) or others
