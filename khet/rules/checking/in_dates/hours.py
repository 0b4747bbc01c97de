"""Hours that end before they begin: เวลา 13.00 - 12.30 น."""

import re
from collections.abc import Iterator

from khet.rules.checking.findings.finding import Finding, Kind, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.parsed import Report

_SPAN = re.compile(
    r"(?<![\d.,:/])(\d{1,2})([.:])(\d{2}) ?(?:น\. ?)?(?:-|ถึง) ?(\d{1,2})\2(\d{2}) ?(?:น\.|นาฬิกา)"
)
_NIGHT, _DAY = 15, 9


def hours(report: Report) -> Iterator[Finding]:
    """Spans of hours whose end is before their beginning, but for those over night.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["เวลา 13.00 - 12.30 น. อภิปราย", "เวลา 20.00 - 06.00 น. อยู่เวร"]
    >>> [one.line for one in hours(Report([Line(n, text) for n, text in enumerate(texts, 1)]))]
    [1]
    """
    for at, text in enumerate(report.texts):
        for found in _SPAN.finditer(text):
            first, last = int(found[1]), int(found[4])
            known = first < 25 and last < 25 and int(found[3]) < 60 and int(found[5]) < 60
            night = first >= _NIGHT and last <= _DAY
            if known and not night and (last, found[5]) < (first, found[3]):
                begun, ended = f"{found[1]}.{found[3]}", f"{found[4]}.{found[5]}"
                message = f"เวลาสิ้นสุด ({ended} น.) อยู่ก่อนเวลาเริ่ม ({begun} น.)"
                sure = Sure.LIKELY
                yield found_at(report.lines, at, Kind.DATE, found[0], "", sure, message)
