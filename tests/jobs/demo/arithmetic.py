"""A second, slow and plain way, in Decimals, to the figures that the drawn scores promise."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

WORDS = ("ขาดสอบ", "ยกเว้น", "")
BANDS = {
    "blue": ("0.00", "29.99"),
    "green": ("30.00", "42.99"),
    "yellow": ("43.00", "55.99"),
    "orange": ("56.00", "69.99"),
    "red": ("70.00", "100.00"),
}


def half_up(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def scored(rows: Iterable[dict[str, str]]) -> list[tuple[str, str, Decimal]]:
    """School, subject and score of the rows that have one."""
    return [
        (row["school"], row["subject"], Decimal(row["score"]))
        for row in rows
        if row["score"] not in WORDS
    ]


def by_subject(rows: Iterable[dict[str, str]]) -> dict[str, list[Decimal]]:
    scores = defaultdict(list)
    for _, subject, score in scored(rows):
        scores[subject].append(score)
    return scores


def mean(scores: list[Decimal]) -> Decimal:
    return sum(scores, Decimal(0)) / len(scores)


def sd(scores: list[Decimal]) -> Decimal:
    middle = mean(scores)
    return (sum((s - middle) ** 2 for s in scores) / Decimal(len(scores) - 1)).sqrt()


def limit(scores: list[Decimal]) -> Decimal:
    return half_up(mean(scores) - Decimal("2.58") * sd(scores) / Decimal(len(scores)).sqrt())


def colours(rows: list[dict[str, str]]) -> Counter[str]:
    """Schools per overall colour: all pupils and subjects of a school taken together."""
    limits = {subject: limit(scores) for subject, scores in by_subject(rows).items()}
    n, failing = Counter[str](), Counter[str]()
    for school, subject, score in scored(rows):
        n[school] += 1
        failing[school] += score <= limits[subject]
    return Counter(colour(half_up(Decimal(100 * failing[s]) / n[s])) for s in n)


def colour(percent: Decimal) -> str:
    (found,) = (k for k, (low, high) in BANDS.items() if Decimal(low) <= percent <= Decimal(high))
    return found
