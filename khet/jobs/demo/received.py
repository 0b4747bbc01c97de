"""What others told the area: its colours as printed, and invented means to compare with.

The colours are those of eight subjects of M3 by name; those of P6 are printed as counts only (4
green, 3 yellow, 1 black), so no subject is given one. No mean of the nation, of OBEC or of the
province is printed: these are invented near the area's own, and their source says so.
"""

from collections.abc import Iterator
from decimal import Decimal
from zlib import crc32

from khet.jobs.demo.area import rows
from khet.jobs.demo.sizes import YEARS
from khet.records.learning.actions import PublishedEntry
from khet.rules.rounding import half_up_decimal
from khet.rules.sittings import ALL_SUBJECTS

_DOCUMENT = "แนวปฏิบัติตามนโยบายของเขต ปีงบประมาณ 2557"
_INVENTED = "ค่าสมมติเพื่อการสาธิต ไม่ใช่ค่าที่ประกาศจริง"
_OTHERS = ("national-mean", "obec-mean", "province-mean")
_TESTS = ("O-NET", "NT")
_NEAR = 300
Means = dict[str, Decimal]


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


def invented_means() -> Iterator[PublishedEntry]:
    """Means of others for the national tests of every year, within 3 marks of the area's."""
    printed: dict[tuple[str, str], Means] = {}
    for row in rows("means"):
        if row["test"] in _TESTS:
            of_test = printed.setdefault((row["test"], row["grade"]), {})
            of_test[row["subject"]] = Decimal(row["mean"])
    for (test, grade), means in printed.items():
        for year in YEARS:
            for what in _OTHERS:
                for subject, value in _near(means, f"{year} {test} {grade} {what}").items():
                    told = (year, test, grade, "", what, subject, _INVENTED)
                    yield PublishedEntry(*told, value=value)


def _near(means: Means, label: str) -> Means:
    """Means near those, the same for the same label; of all subjects their plain mean."""
    near = {
        subject: mean + Decimal(crc32(f"{label} {subject}".encode()) % (2 * _NEAR) - _NEAR) / 100
        for subject, mean in means.items()
    }
    return {**near, ALL_SUBJECTS: half_up_decimal(sum(near.values(), Decimal(0)) / len(near), 2)}
