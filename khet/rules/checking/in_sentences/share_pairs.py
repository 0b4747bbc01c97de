"""Counts of sentences with the percentage that follows them as their own."""

import re

from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.quantities import PERCENT, Quantity

_IS = re.compile(
    r"^[ ,(]*(?:ขึ้นไป ?)?(?:คิด|ซึ่ง|หรือ|เป็น|ได้|แล้ว|อัตรา|สัดส่วน|เฉลี่ย|ประมาณ|ราว|เพียง|ถึง|รวม|จำนวน| )*$"
)

_IN_ORDER = re.compile(r"(?:(?:,| |และ|ร้อยละ|%|[0-9.]){1,60})ตามลำดับ")
"""Percentages of several parts after all of them: the last part isn't that of the first."""
_AGED = re.compile(r"(?:อายุ|ประสบการณ์|การทำงาน|การสอน|รับราชการ)[ก-๎ ]{0,20}(?:\d{1,2} ?[-–] ?)?$")
_WORD = re.compile(r"(?:^|[^ก-๎])([ก-๎]{2,12}) ?$")


def with_percentages(passage: Passage) -> list[tuple[Quantity, Quantity]]:
    """The counts of a passage that their percentage follows.

    >>> from khet.rules.checking.reading.passages import passages_of
    >>> from khet.rules.checking.reading.stream import Line
    >>> [one] = passages_of([Line(1, "ผ่าน 9 คน ร้อยละ 90 ไตรมาส 1 ร้อยละ 32 ไตรมาส 2 ร้อยละ 55")])
    >>> [(part.printed, percent.printed) for part, percent in with_percentages(one)]
    [('9', '90')]
    """
    several = passage.quantities
    return [
        (several[place - 1], several[place])
        for place in range(1, len(several))
        if several[place].unit == PERCENT and is_joined(passage, place)
    ]


def is_joined(passage: Passage, place: int) -> bool:
    """Whether a percentage is, by the words between, that of the count right before it."""
    part, percent = passage.quantities[place - 1 : place + 1]
    between = passage.text[part.end : percent.start].replace("ร้อยละ", "")
    if part.unit == PERCENT or part.places or not _IS.match(between):
        return False
    in_order = _IN_ORDER.match(passage.text, percent.end)
    return not (in_order or _is_age(passage, part) or _is_turn(passage, part))


def _is_age(passage: Passage, part: Quantity) -> bool:
    """Whether a number is an age or a length of service that people have: "อายุ 51 ปีขึ้นไป"."""
    return part.unit == "ปี" and bool(_AGED.search(passage.text[: part.start]))


def _is_turn(passage: Passage, part: Quantity) -> bool:
    """Whether a number only tells apart several of a name: "ไตรมาส 1 … ไตรมาส 2 …"."""
    word = _WORD.search(passage.text[: part.start])
    if part.unit or not word:
        return False
    named = re.findall(rf"{word[1]} ?(\d{{1,2}})(?![\d.,])", passage.text)
    return any(abs(int(number) - part.value) == 1 for number in named)
