"""A file of text as lines, numbered as an editor does."""

import re
from collections.abc import Iterator

from khet.documents.report_reader.refused import UnreadableReportError
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import as_seen, decoded

_ENDS = re.compile("\r\n|\r|\n")
_STRANGE = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_MOST_STRANGE = 50
"""One letter in so many may be none that a text has."""


def read_plain(content: bytes) -> Iterator[Line]:
    """The lines of a text in UTF-8, UTF-16 or Windows-874, blank ones too.

    Raises:
        UnreadableReportError: it isn't text.
    """
    text = decoded(content).replace("\x00", "")
    if len(_STRANGE.findall(text)) * _MOST_STRANGE > len(text):
        raise UnreadableReportError("text")
    lines = _ENDS.split(text)
    if not lines[-1]:
        lines.pop()
    for number, line in enumerate(lines, 1):
        yield Line(number, as_seen(line))
