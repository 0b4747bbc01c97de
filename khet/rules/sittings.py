"""Which tests there are, in which grades, and which subjects they ask in which academic year.

Source: the dated table ``tests``; an office may override it.
"""

from dataclasses import dataclass
from functools import lru_cache

from khet.rules.tables import SHIPPED, Tables
from khet.rules.thai import tidy

GRADES = ("P1", "P2", "P3", "P4", "P5", "P6", "M1", "M2", "M3", "M4", "M5", "M6")
YEARS = range(2500, 2601)
ALL_SUBJECTS = "ALL"
_ALL_NAMES = ("รวมทุกวิชา", "ทุกวิชา", "เฉลี่ยรวม", "รวม", ALL_SUBJECTS)


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


def subject_named(text: str, academic_year: int, tables: Tables = SHIPPED) -> str:
    """The code of the subject that a text names in any way, ``ALL`` for all of them together.

    Empty where it names none.

    >>> [subject_named(text, 2556) for text in ("วิชาภาษาไทย", "รวมทุกวิชา", "ดนตรี")]
    ['thai', 'ALL', '']
    """
    return _subject_names(academic_year, tables).get(_plain(text), "")


@lru_cache(256)
def _subject_names(academic_year: int, tables: Tables) -> dict[str, str]:
    names = {_plain(name): ALL_SUBJECTS for name in _ALL_NAMES}
    for subject in known_subjects(academic_year, tables).values():
        told = (subject.code, subject.th, subject.short_th, subject.en, *subject.names)
        names |= {_plain(name): subject.code for name in told}
    return names


def _plain(text: str) -> str:
    return tidy(text).lower().replace(" ", "")


def held_tests(academic_year: int, tables: Tables = SHIPPED) -> dict[str, tuple[str, ...]]:
    """The tests of an academic year (BE), each with its grades, in the table's order."""
    return {t["name"]: tuple(t["grades"]) for t in tables.of("tests", academic_year)["test"]}


def held_rounds(test: str, academic_year: int, tables: Tables = SHIPPED) -> tuple[str, ...]:
    """The rounds of a test in an academic year (BE); one without a number where it has none.

    >>> held_rounds("Pre O-NET", 2556), held_rounds("O-NET", 2556)
    (('1', '2'), ('',))
    """
    rows = tables.of("tests", academic_year)["test"]
    rounds = next((row.get("rounds") for row in rows if row["name"] == test), None)
    return tuple(rounds or ("",))


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
