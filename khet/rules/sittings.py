"""Which tests there are, in which grades, and which subjects they ask in which academic year.

Source: the dated table ``tests``; an office may override it.
"""

from dataclasses import dataclass
from functools import lru_cache

from khet.rules.tables import SHIPPED, Tables

GRADES = ("P1", "P2", "P3", "P4", "P5", "P6", "M1", "M2", "M3", "M4", "M5", "M6")
YEARS = range(2500, 2601)
ALL_SUBJECTS = "ALL"


@dataclass(frozen=True)
class Subject:
    """A subject or ability: its code, names, and how score files head its column."""

    code: str
    th: str
    short_th: str
    en: str
    names: tuple[str, ...]


@lru_cache(256)
def known_subjects(academic_year: int, tables: Tables = SHIPPED) -> dict[str, Subject]:
    """The subjects and abilities of an academic year (BE) by code."""
    table = tables.of("subjects", academic_year)
    return {
        code: Subject(code, row["th"], row["short_th"], row["en"], tuple(row["names"]))
        for code, row in table.items()
        if isinstance(row, dict)
    }


SUBJECTS = known_subjects(YEARS[0])


def held_tests(academic_year: int, tables: Tables = SHIPPED) -> dict[str, tuple[str, ...]]:
    """The tests of an academic year (BE), each with its grades, in the table's order."""
    return {t["name"]: tuple(t["grades"]) for t in tables.of("tests", academic_year)["test"]}


TESTS = tuple(held_tests(YEARS[-1]))


@lru_cache(4096)
def subjects(
    test: str, grade: str, academic_year: int, tables: Tables = SHIPPED
) -> tuple[str, ...]:
    """Subject codes of a test in a grade and academic year (BE); empty where it is not held.

    >>> subjects("NT", "P3", 2562)
    ('thai', 'mathematics')
    >>> subjects("O-NET", "M6", 2561)
    ()
    """
    for row in tables.of("tests", academic_year)["test"]:
        if row["name"] == test and grade in row["grades"]:
            return tuple(row["subjects"])
    return ()


def grade_th(grade: str) -> str:
    """A grade as Thai schools write it: ``"P6"`` → ``"ป.6"``, ``"M3"`` → ``"ม.3"``."""
    return {"K": "อ.", "P": "ป.", "M": "ม."}[grade[0]] + grade[1:]
