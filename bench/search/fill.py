"""``python -m bench.search.fill COUNT``: so many documents into an installation, always the same.

Words are made of Thai syllables; how often each comes falls off as in any language (Zipf), so that
some are in nearly every document and some in a few. Each text has 1 to 3 kB.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from khet.jobs.installation import open_installation

COMMON, RARE = "โรงเรียน", "จิบน้ำชาเสวนา"
FIRST = ("สำ นักงานเขต", "การศึกษา", "รายงาน", COMMON, "ประชุม", "โครงการ", "ปี ๒๕๕๗", "NT", "ป.๖")
_BEGIN, _VOWEL, _END = "กขคจชดตถทนบปพมยรลวสหอ", ["า", "ิ", "ี", "ุ", "ู", "ำ", "ะ", "ื"], "กงดนมยบ"
_VOCABULARY, _BATCH = 4000, 1000
_NEWEST = date(2014, 9, 30)
_LEVELS = ("area", "office", "office", "unit")
_KINDS = ("office.evidence", "office.evidence", "office.order", "office.meeting", "office.minutes")


def main(count: int) -> None:
    """Add the documents, and let the database look at them."""
    open_installation()
    from django.db import connection, transaction

    from khet.records.office.models import Findable
    from khet.records.registry.models import Unit

    area = Unit.objects.get(kind="area")
    chance = Random(6)
    words = vocabulary()
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(words))))
    with transaction.atomic():
        for begin in range(0, count, _BATCH):
            made = _documents(range(begin, min(begin + _BATCH, count)), chance, words, weights)
            Findable.objects.bulk_create(Findable(area=area, unit=area, **one) for one in made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def vocabulary() -> list[str]:
    """The words of the documents, the commonest first."""
    chance = Random(5)

    def word() -> str:
        return "".join(
            chance.choice(_BEGIN) + chance.choice(_VOWEL) + chance.choice(_END)
            for _ in range(chance.randint(1, 4))
        )

    return [*FIRST, *(word() for _ in range(_VOCABULARY))]


def _documents(
    numbers: range, chance: Random, words: list[str], weights: list[float]
) -> Iterator[dict[str, object]]:
    from khet.rules.finding import search_text

    for number in numbers:
        title = " ".join("".join(chance.choices(words, cum_weights=weights, k=2)) for _ in range(3))
        title = f"{title} {RARE}" if number % 5000 == 0 else title
        runs = chance.randint(6, 18)
        text = " ".join(
            "".join(chance.choices(words, cum_weights=weights, k=5)) for _ in range(runs)
        )
        heading = search_text(title)
        yield {
            "kind": _KINDS[number % len(_KINDS)],
            "key": f"bench-{number}",
            "title": title,
            "heading": heading,
            "text": f"{heading} {search_text(text)}",
            "day": _NEWEST - timedelta(number % 1500),
            "level": _LEVELS[number % len(_LEVELS)],
        }


if __name__ == "__main__":
    main(int(sys.argv[1]))
