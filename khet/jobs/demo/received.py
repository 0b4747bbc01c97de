"""The colours that the area received, as printed: eight subjects of M3 by name.

Those of P6 are printed as counts only (4 green, 3 yellow, 1 black), so no subject is given one.
"""

from collections.abc import Iterator

from khet.jobs.demo.area import rows
from khet.records.learning.actions import PublishedEntry

_DOCUMENT = "แนวปฏิบัติตามนโยบายของเขต ปีงบประมาณ 2557"


def received_colours() -> Iterator[PublishedEntry]:
    """The area's own colour in each subject that is printed with one."""
    for row in rows("received_colours"):
        yield PublishedEntry(
            int(row["academic_year"]),
            row["test"],
            row["grade"],
            "",
            "colour",
            row["subject"],
            f"{_DOCUMENT} ({row['source']})",
            colour=row["colour"],
        )
