"""Which schools are asked for the results of a grade that they report themselves.

Source: the office's report of fiscal year 2557 (000): every pupil of every school sits the test of
the grade; a school may lack the grade. By which of two lists a school is said to have it is ours.
"""

from collections.abc import Mapping
from enum import StrEnum

from khet.rules.levels import level_order


class Basis(StrEnum):
    """By what a school is asked: its pupils of the year, its levels, or nothing that is known."""

    ENROLMENT = "enrolment"
    LEVELS = "levels"
    UNKNOWN = "unknown"


def asked_by(
    grade: str, enrolled: Mapping[str, int], lowest: str = "", highest: str = ""
) -> Basis | None:
    """By what a school is asked for the results of a grade; ``None`` where it doesn't have it.

    The pupils of the year decide; where none of any grade are counted, the levels that the school
    teaches. Where neither is known, the school is asked, so that nobody is kept from sending.

    Args:
        grade: the grade, as ``P5``.
        enrolled: pupils of the academic year by grade; empty where not known.
        lowest: the first level that the school teaches, ``highest`` the last; empty if not known.

    >>> asked_by("P5", {"P4": 9, "P5": 1}, "K1", "P6"), asked_by("P5", {"P4": 9, "P5": 0})
    (<Basis.ENROLMENT: 'enrolment'>, None)
    >>> asked_by("M1", {}, "K1", "P6"), asked_by("M1", {}, "K1", "M3"), asked_by("M1", {})
    (None, <Basis.LEVELS: 'levels'>, <Basis.UNKNOWN: 'unknown'>)
    """
    if enrolled:
        return Basis.ENROLMENT if enrolled.get(grade) else None
    if not (lowest and highest):
        return Basis.UNKNOWN
    within = level_order(lowest) <= level_order(grade) <= level_order(highest)
    return Basis.LEVELS if within else None
