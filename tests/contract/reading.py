"""What the contract accepts: the columns, the tests with their subjects, and every value.

Written from the contract alone, for the second opinion; imports nothing of `khet`.
"""

import re
from fractions import Fraction

COLUMNS = ("academic_year", "test", "round", "grade", "area", "school", "pupil", "subject", "score")
FIVE = ("thai", "mathematics", "science", "social_studies", "english")
EIGHT = (*FIVE, "health_and_physical_education", "arts", "career_and_technology")
OLD_NT = ("nt_language", "nt_numeracy", "nt_reasoning")
PRE_O_NET = (("Pre O-NET", "P6"), ("Pre O-NET", "M3"))
ABSENT, EXEMPT = "ขาดสอบ", "ยกเว้น"
NO_SCORE = {"": "blank", ABSENT: "absent", EXEMPT: "exempt"}
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

Row = dict[str, str]


def clean(text: str) -> str:
    """A value as the contract reads it: trimmed, Thai digits turned into Arabic ones."""
    return text.translate(THAI_DIGITS).strip()


def subjects_of(test: str, grade: str, year: int) -> tuple[str, ...]:
    """The subjects of a test in a grade and academic year; empty where it is not held."""
    first_grades = ("P1", "P2", "P3", "P4", "P5", "M1", "M2")
    if test in ("NT", "Pre NT") and grade == "P3":
        return OLD_NT if year <= 2561 else ("thai", "mathematics")
    if (test == "LAS" and grade in first_grades) or (test, grade) in PRE_O_NET:
        return FIVE
    if test != "O-NET" or grade not in ("P6", "M3", "M6"):
        return ()
    if year <= 2559:
        return EIGHT if year <= 2557 else FIVE
    return () if grade == "M6" else tuple(s for s in FIVE if s != "social_studies")


def is_score(text: str) -> bool:
    """0 to 100 with at most two decimals, or one of the three kinds of no score."""
    number = re.fullmatch(r"[0-9]+(\.[0-9]{1,2})?", text)
    return text in NO_SCORE or bool(number and Fraction(text) <= 100)


def faulty_columns(row: Row) -> set[str]:
    """The columns of one row that hold a value the contract does not accept."""
    value = {name: clean(text) for name, text in row.items()}
    year, grade = value["academic_year"], value["grade"]
    faults = {name for name in ("area", "school", "pupil", "subject") if not value[name]}
    if not re.fullmatch(r"25[0-9]{2}|2600", year):
        faults.add("academic_year")
    if not re.fullmatch(r"P[1-6]|M[1-6]", grade):
        faults.add("grade")
    if not re.fullmatch(r"[1-9]?", value["round"]):
        faults.add("round")
    if not is_score(value["score"]):
        faults.add("score")
    known = not faults & {"academic_year", "grade"}
    if known and value["subject"] not in subjects_of(value["test"], grade, int(year)):
        faults.add("subject")
    return faults
