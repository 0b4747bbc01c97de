"""A first look into a file: what its columns seem to hold, and which sitting it seems to be of."""

import re
from collections import Counter
from dataclasses import dataclass

from khet.figures.intake.fields import ROUND, SITTING
from khet.figures.intake.given import sitting_field
from khet.figures.intake.headings import THIRTEEN, known_name
from khet.figures.intake.score_file import Opened
from khet.rules.sittings import GRADES, TESTS, YEARS
from khet.rules.thai import arabic_digits

_EXAMPLES = 3
_MOST_TOLD = 20
_YEAR = re.compile(r"(?<!\d)25\d\d(?!\d)")
_GRADE = re.compile(r"(?<![a-z\u0e00-\u0e7f])(p|m|ป|ม)\.? ?([1-6])(?!\d)", re.IGNORECASE)
_LEVELS = {"p": "P", "ป": "P", "m": "M", "ม": "M"}
_ROUND = re.compile(r"(?:ครั้งที่|รอบที่|รอบ|round|(?<![a-z])r) ?([1-9])(?!\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """A column: its place from 0, heading, first filled cells, and what it seems to hold.

    ``name`` is empty where nobody knows; ``sure`` where it is known and no other column claims it.
    """

    place: int
    heading: str
    examples: tuple[str, ...]
    name: str
    sure: bool


def columns_of(opened: Opened) -> list[Column]:
    """All columns, left to right; empty ones without a heading are left out.

    Names of people are no examples.
    """
    names = _names(opened)
    often = Counter(names)
    first = opened.headings.first if opened.headings else 2
    found = []
    for place, heading in enumerate(opened.sheet.first_row()):
        cells = opened.sheet.columns[place].slice(first - 1, 200).to_pylist()
        examples = tuple(dict.fromkeys(text for text in cells if text))[:_EXAMPLES]
        name = names[place]
        shown = name if first == 1 else heading
        if name == "name":
            examples = ()
        if shown or examples:
            found.append(Column(place, shown, examples, name, often[name] == 1 and bool(name)))
    return found


def _names(opened: Opened) -> list[str]:
    first_row = opened.sheet.first_row()
    if opened.headings and opened.headings.layout == THIRTEEN:
        by_place = {place: name for name, place in opened.headings.places.items()}
        return [by_place.get(place, "") for place in range(len(first_row))]
    return [known_name(heading, opened.tables) for heading in first_row]


def told_sitting(opened: Opened) -> dict[str, list[str]]:
    """The parts of the sitting that have a column of their own, with the values that stand there.

    Refused values are left out: checking names them.
    """
    rows = opened.rows
    if rows is None:
        return {}
    told = {}
    for field in SITTING:
        if field.name in rows.cells:
            parsed = rows.parsed(sitting_field(field, rows.layout))
            told[field.name] = sorted({str(value) for value in parsed.sound()})[:_MOST_TOLD]
    return told


def guessed_sitting(name: str) -> dict[str, str]:
    """The parts of a sitting that a file's name tells, as the fields of score files write them.

    >>> guessed_sitting("ผลสอบ Pre O-NET ป.๖ ปี ๒๕๕๖ ครั้งที่ 2.xlsx")
    {'academic_year': '2556', 'test': 'Pre O-NET', 'grade': 'P6', 'round': '2'}
    """
    text = arabic_digits(name)
    year, grade, round_ = _YEAR.search(text), _GRADE.search(text), _ROUND.search(text)
    guess = {
        "academic_year": year[0] if year and int(year[0]) in YEARS else "",
        "test": _test(text),
        "grade": f"{_LEVELS[grade[1].lower()]}{grade[2]}" if grade else "",
        ROUND.name: round_[1] if round_ else "",
    }
    if guess["grade"] not in GRADES:
        guess["grade"] = ""
    return {part: value for part, value in guess.items() if value}


def _test(text: str) -> str:
    """The longest name of a test that stands in the text, hyphens and spaces aside."""
    letters = re.sub(r"[^a-z]", "", text.lower().replace("โอเน็ต", "onet"))
    plain = {test: re.sub(r"[^a-z]", "", test.lower()) for test in TESTS}
    found = [test for test, word in plain.items() if word in letters]
    return max(found, key=len, default="")
