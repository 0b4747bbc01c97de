"""What sittings and subjects are called in the words of findings."""

from collections.abc import Iterable

from khet.rules.sittings import GRADES, grade_th, known_subjects
from khet.rules.tables import SHIPPED, Tables


def sitting_th(test: str, grade: str, year: int, round_: str = "") -> str:
    """A sitting as Thai schools call it.

    >>> sitting_th("Pre O-NET", "P6", 2556, "1")
    'Pre O-NET ครั้งที่ 1 ป.6 ปีการศึกษา 2556'
    """
    held = f"{test} ครั้งที่ {round_}" if round_ else test
    return f"{held} {grade_th(grade) if grade in GRADES else grade} ปีการศึกษา {year}"


def subjects_th(codes: Iterable[str], year: int, tables: Tables = SHIPPED) -> str:
    """Subjects by their full names, in the order given.

    >>> subjects_th(("thai", "mathematics"), 2558)
    'ภาษาไทย, คณิตศาสตร์'
    """
    known = known_subjects(year, tables)
    return ", ".join(known[code].th if code in known else code for code in codes)
