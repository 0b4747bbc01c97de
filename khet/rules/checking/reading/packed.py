"""A report's lines as few bytes, so that its text can be kept beside what was found in it."""

import json
import zlib
from collections.abc import Iterable
from typing import Any

from khet.rules.checking.reading.stream import Line


def pack(lines: Iterable[Line]) -> bytes:
    """The lines as bytes.

    >>> lines = Line(1, "รวม | 3", cells=("รวม", "3"), table=1), Line(2, "ก ข", breaks=((2, 3, 1),))
    >>> unpack(pack(lines)) == lines
    True
    """
    rows = [list(vars(line).values()) for line in lines]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def unpack(kept: bytes) -> tuple[Line, ...]:
    """The lines of such bytes; none of no bytes."""
    rows = json.loads(zlib.decompress(kept)) if kept else ()
    return tuple(Line(*map(_kept, row)) for row in rows)


def _kept(value: Any) -> Any:
    return tuple(map(_kept, value)) if isinstance(value, list) else value
