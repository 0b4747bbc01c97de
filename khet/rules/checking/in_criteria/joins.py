"""Two bands next to each other: what lies between, what should, and which of them is wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from khet.rules.checking.reading.spans import Band

_ROUND, _HALF = 5, Decimal("0.5")


@dataclass(frozen=True)
class Join:
    """Two bands next to each other by value, what lies between, and what should.

    >>> from khet.rules.checking.reading.spans import bands_in
    >>> join = Join(*bands_in("60-68 และ 70-79"))
    >>> str(join.gap), str(join.right), between(join)
    ('2', '1', 'ค่า 69 ไม่อยู่ในช่วงใด')
    >>> guilty([join.lower, join.upper], join).printed
    '60-68'
    """

    lower: Band
    upper: Band

    @property
    def step(self) -> Decimal:
        """The last decimal that either is printed with; a half where grades are in halves."""
        bounds = (self.lower.low, self.lower.high, self.upper.low, self.upper.high)
        if max(self.lower.places, self.upper.places) == 1 and _are_halves(bounds):
            return _HALF
        return Decimal(1).scaleb(-max(self.lower.places, self.upper.places))

    @property
    def gap(self) -> Decimal:
        """From the end of the lower to the beginning of the upper."""
        return (self.upper.low or Decimal(0)) - (self.lower.high or Decimal(0))

    @property
    def right(self) -> Decimal:
        """The gap that leaves no value out and none twice."""
        closed = self.lower.high_in + self.upper.low_in
        return self.step if closed == 2 else Decimal(0) if closed else -self.step

    @property
    def too_far(self) -> Decimal:
        """By how much the gap is too wide; below 0 the bands overlap."""
        return self.gap - self.right

    @property
    def meets(self) -> bool:
        """Both bands have the very value where they meet."""
        return self.gap == 0 and self.too_far < 0


def _are_halves(bounds: Sequence[Decimal | None]) -> bool:
    """Whether all bounds are whole or a half: grades "1.5 - 2", "2.5 - 3.5"."""
    return all(not one or one % _HALF == 0 for one in bounds)


def between(join: Join) -> str:
    """In words which values belong to none, or to both."""
    low, high = join.lower.high or Decimal(0), join.upper.low or Decimal(0)
    if join.too_far < 0:
        return f"ที่ค่า {low}" if low == high else f"ระหว่าง {high} กับ {low}"
    first = low + join.step if join.lower.high_in else low
    last = high - join.step if join.upper.low_in else high
    return f"ค่า {first} ไม่อยู่ในช่วงใด" if first == last else f"ค่า {first} ถึง {last} ไม่อยู่ในช่วงใด"


def guilty(ordered: Sequence[Band], join: Join) -> Band:
    """The band of which a changed bound leaves the most bands alike; else that with the odder one.

    Bands begin at round values (60) and end before one, or end at round values (40) and begin
    after one: what the others do is right.
    """
    high = (join.upper.low or Decimal(0)) - join.right
    low = (join.lower.high or Decimal(0)) + join.right
    others = [band for band in ordered if band is not join.lower and band is not join.upper]
    by_lower, by_upper = (
        sum(_past_five(one.high, join) == _past_five(ends, join) for one in (*others, join.upper))
        + sum(
            _past_five(one.low, join) == _past_five(begins, join) for one in (*others, join.lower)
        )
        for ends, begins in ((high, join.upper.low), (join.lower.high, low))
    )
    if by_lower != by_upper:
        return join.lower if by_lower > by_upper else join.upper
    by_lower = _alike(ordered, join.lower, replace(join.lower, high=high))
    by_upper = _alike(ordered, join.upper, replace(join.upper, low=low))
    if by_lower != by_upper:
        return join.lower if by_lower > by_upper else join.upper
    if (join.upper.low or Decimal(0)) % _ROUND == 0:
        return join.lower
    return max(join.lower, join.upper, key=lambda one: (one.at, one.start))


def _past_five(bound: Decimal | None, join: Join) -> Decimal | None:
    """How far a bound is past a multiple of five, counted in steps of the join."""
    return None if bound is None else bound / join.step % _ROUND


def _alike(ordered: Sequence[Band], old: Band, new: Band) -> int:
    """How many bands would be of the same width with one changed."""
    widths = Counter(_width(new if one is old else one) for one in ordered)
    del widths[None]
    return max(widths.values(), default=0)


def _width(band: Band) -> Decimal | None:
    return None if band.low is None or band.high is None else band.high - band.low
