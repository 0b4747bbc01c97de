"""What others may tell the office of a sitting, and what has to be told with it.

Limits, means and percents come from bureaus and other offices. The area's own colour in a subject
is a result that the area received, never computed by the rule for schools. Source: policy
guidelines of fiscal year 2557 (002:9, 002:82).
"""

from collections.abc import Collection
from dataclasses import dataclass

from khet.rules.sittings import ALL_SUBJECTS

LIMIT, PERCENT, COLOUR = "limit", "percent", "colour"
NATIONAL_MEAN, OBEC_MEAN, PROVINCE_MEAN = "national-mean", "obec-mean", "province-mean"
WHATS = (LIMIT, PERCENT, COLOUR, NATIONAL_MEAN, OBEC_MEAN, PROVINCE_MEAN)


@dataclass(frozen=True)
class Told:
    """What was told: which of ``WHATS``, subject, school (codes), a value as text or a colour."""

    what: str
    subject: str
    school: str = ""
    value: str = ""
    colour: str = ""


def told_faults(told: Told, asked: Collection[str]) -> dict[str, str]:
    """What doesn't go together, by the part that has to be mended.

    Args:
        asked: the subjects (codes) of the sitting. All of them together have no limit.

    >>> told_faults(Told("limit", "thai", value="46.18"), ["thai"])
    {}
    >>> told_faults(Told("percent", "arts", value="46.18"), ["thai"])
    {'subject': 'not-asked', 'school': 'school-needed'}
    >>> told_faults(Told("colour", "ALL", value="46.18"), ["thai"])
    {'value': 'value-not-wanted', 'colour': 'colour-needed'}
    """
    needs_school, needs_colour = told.what == PERCENT, told.what == COLOUR
    found = {
        "subject": _subject_fault(told, asked),
        "school": _fault("school", needs_school, told.school),
        "value": _fault("value", not needs_colour, told.value),
        "colour": _fault("colour", needs_colour, told.colour),
    }
    return {part: fault for part, fault in found.items() if fault}


def _subject_fault(told: Told, asked: Collection[str]) -> str:
    if told.subject == ALL_SUBJECTS:
        return "no-limit-of-all" if told.what == LIMIT else ""
    return "" if told.subject in asked else "not-asked"


def _fault(part: str, needed: bool, given: str) -> str:
    if needed == bool(given):
        return ""
    return f"{part}-needed" if needed else f"{part}-not-wanted"
