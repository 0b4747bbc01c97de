"""A report's lines as few bytes, so that its text can be kept beside what was found in it."""

import json
import zlib
from collections.abc import Iterable

from khet.rules.checking.stream import Line


def pack(lines: Iterable[Line]) -> bytes:
    """The lines as bytes.

    >>> unpack(pack([Line(1, "รวม | 3", cells=("รวม", "3"), table=1)]))
    (Line(number=1, text='รวม | 3', page=None, cells=('รวม', '3'), table=1, heading=0, item=''),)
    """
    rows = [list(vars(line).values()) for line in lines]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(kept: bytes) -> tuple[Line, ...]:
    """The lines of such bytes; none of no bytes."""
    rows = json.loads(zlib.decompress(kept)) if kept else ()
    return tuple(
        Line(number, text, page, tuple(cells), *more) for number, text, page, cells, *more in rows
    )
