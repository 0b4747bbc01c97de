"""Where a test's papers come from, and whether the papers of two rounds are of one origin.

Source: the dated table ``papers``. Papers of different origin are not equally hard, so the change
from one round to the next is not progress alone.
"""

from khet.rules.tables import SHIPPED, Tables

AREA, BUREAU, UNKNOWN = "area", "bureau", "unknown"
ORIGINS = (AREA, BUREAU, UNKNOWN)


def paper_origin(
    test: str, round_: str, grade: str, academic_year: int, tables: Tables = SHIPPED
) -> str:
    """Whose bank of items a paper is from: the area's, the bureau's of OBEC, or not known.

    Args:
        round_: ``"1"``, ``"2"`` …, empty where a test has no rounds.
        academic_year: Buddhist era.

    >>> [paper_origin("Pre O-NET", round_, "P6", 2556) for round_ in ("1", "2")]
    ['area', 'bureau']
    >>> paper_origin("LAS", "", "P5", 2556), paper_origin("O-NET", "", "P6", 2556)
    ('bureau', 'unknown')
    """
    for row in tables.of("papers", academic_year)["paper"]:
        if (row["test"], row["round"]) == (test, round_) and grade in row["grades"]:
            return str(row["origin"])
    return UNKNOWN


def same_origin(first: str, second: str) -> bool | None:
    """Whether two papers come from the same place; ``None`` where that isn't known.

    >>> same_origin("area", "bureau"), same_origin("area", "area"), same_origin("area", "unknown")
    (False, True, None)
    """
    return None if UNKNOWN in (first, second) else first == second
