"""A line that is nothing but a sum of money, and the amounts of the lines right above it."""

from collections.abc import Callable, Sequence

from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import Quantity
from khet.rules.checking.reading.sum_words import SUM


def sum_alone(passage: Passage) -> Quantity | None:
    """The sum that a line is: "รวมเป็นเงิน 6,034 บาท"; ``None`` where it is none or says more.

    >>> from khet.rules.checking.reading.stream import Line
    >>> [passage] = Report([Line(1, "รวมเป็นเงิน 6,034 บาท")]).passages
    >>> sum_alone(passage).printed
    '6,034'
    """
    whole = passage.quantities[0] if len(passage.quantities) == 1 else None
    alone = whole and whole.unit == "บาท" and SUM.fullmatch(passage.text[: whole.start].strip())
    return whole if alone else None


def amounts_above(
    report: Report, place: int, amounts_of: Callable[[Passage], Sequence[Quantity]]
) -> list[Quantity]:
    """The amounts of the passages right above one, up to the first that has none.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["ค่าวัสดุ 400 บาท", "ค่าอาหาร 600 บาท", "รวม 1,000 บาท"]
    >>> report = Report([Line(n, text) for n, text in enumerate(texts, 1)])
    >>> [one.printed for one in amounts_above(report, 2, lambda passage: passage.quantities)]
    ['400', '600']
    """
    found: list[Quantity] = []
    first = report.passages[place].indexes[0]
    for above in reversed(report.passages[:place]):
        amounts = amounts_of(above)
        if above.indexes[-1] != first - 1 or not amounts:
            break
        found, first = [*amounts, *found], above.indexes[0]
    return found
