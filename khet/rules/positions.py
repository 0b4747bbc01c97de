"""Positions as personnel files write them: who heads a school, and who only acts for its head."""

import re
from dataclasses import dataclass

from khet.rules.thai import tidy

_ACTING = re.compile(r"(ผู้)?รักษา(ราช)?การ(ใน)?(ตำแหน่ง|แทน)?")
_HEADS = ("ผู้อำนวยการ", "ผอ.", "ครูใหญ่", "อาจารย์ใหญ่")


@dataclass(frozen=True)
class PositionHeld:
    """Whether a position is that of a school's head, and whether it is held for the time being."""

    heads: bool
    acting: bool


def position_held(position: str) -> PositionHeld:
    """What a position at a school is; a deputy doesn't head it, who acts for the head does.

    >>> position_held("ผู้อำนวยการสถานศึกษา")
    PositionHeld(heads=True, acting=False)
    >>> position_held("ครู รักษาการในตำแหน่งผู้อำนวยการโรงเรียน")
    PositionHeld(heads=True, acting=True)
    >>> [position_held(text).heads for text in ("รองผู้อำนวยการโรงเรียน", "รักษาการ", "ครู")]
    [False, True, False]
    """
    written = "".join(tidy(position).split())
    acting = _ACTING.search(written)
    if acting is None:
        return PositionHeld(written.startswith(_HEADS), acting=False)
    held = written[acting.end() :]
    alone = acting.start() == 0 and not held
    return PositionHeld(alone or held.startswith(_HEADS), acting=True)
