"""The numbers that Word puts before paragraphs, counted as Word does.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (formats). Lists of one kind go on counting
together until one of them says where it starts; a number resets those of the levels below it.
"""

import re
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khet.documents.report_reader.word_text import on, value
from khet.rules.thai import thai_digits

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_PLACE = re.compile("%([1-9])")
_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    """How numbers of one level look; ``after`` is the level that lets them start again."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    after: int = _LEVELS
    style: str = ""


@dataclass
class _List:
    """A list: its levels, the family that it counts with, and where it itself starts."""

    family: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The numbers of one document; ``item`` is asked in reading order."""

    def __init__(self, numbering: BaseOxmlElement | None) -> None:
        self._lists = {} if numbering is None else _lists(numbering)
        self._counted: dict[str, dict[int, int]] = {}

    def level_of_style(self, list_id: str, style: str) -> int | None:
        """The level of a list that paragraphs of a style have."""
        known = self._lists.get(list_id)
        levels = known.levels.items() if known else ()
        return next((depth for depth, level in levels if style and level.style == style), None)

    def item(self, list_id: str, depth: int) -> str:
        """What is printed before the next paragraph of a list, at a level from 0; no bullets."""
        known = self._lists.get(list_id)
        if known is None:
            return ""
        level = known.levels.get(depth, _Level())
        counted = self._counted.setdefault(known.family, {})
        self._count(known, counted, depth)
        return "" if level.format == "bullet" else _shown(known, counted, level)

    def _count(self, known: _List, counted: dict[int, int], depth: int) -> None:
        level = known.levels.get(depth, _Level())
        if depth in known.starts:
            counted[depth] = known.starts.pop(depth)
        else:
            counted[depth] = counted[depth] + 1 if depth in counted else level.start
        for below in [low for low in counted if low > depth]:
            if depth < known.levels.get(below, _Level()).after:
                del counted[below]


def _shown(known: _List, counted: dict[int, int], level: _Level) -> str:
    def number(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        of = known.levels.get(depth, _Level())
        return _written(counted.get(depth, of.start), "decimal" if level.legal else of.format)

    return _PLACE.sub(number, level.text).strip()


def _written(number: int, how: str) -> str:
    """A number in one of Word's formats; a format that isn't known is written in figures."""
    match how:
        case "none":
            return ""
        case "thaiNumbers" | "thaiCounting":
            return thai_digits(str(number))
        case "thaiLetters":
            return _letters(number, _THAI_LETTERS)
        case "lowerLetter" | "upperLetter":
            told = _letters(number, _LATIN_LETTERS)
        case "lowerRoman" | "upperRoman":
            told = _roman(number)
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)
    return told.upper() if how.startswith("upper") else told


def _letters(number: int, letters: str) -> str:
    """The letters over and over: after the last comes the first, twice."""
    if number < 1:
        return ""
    times, place = divmod(number - 1, len(letters))
    return letters[place] * (times + 1)


def _roman(number: int) -> str:
    told = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        told += letters * times
    return told


def _lists(numbering: BaseOxmlElement) -> dict[str, _List]:
    kinds = {
        _id(one, "w:abstractNumId"): one for one in numbering.iterchildren(qn("w:abstractNum"))
    }
    styled = {linked: key for key, one in kinds.items() if (linked := value(one, "w:styleLink"))}
    found = {}
    for one in numbering.iterchildren(qn("w:num")):
        family = value(one, "w:abstractNumId") or ""
        link = value(kinds.get(family), "w:numStyleLink")
        family = styled.get(link or "", family)
        if family in kinds:
            found[_id(one, "w:numId")] = _list(one, family, kinds[family])
    return found


def _list(one: BaseOxmlElement, family: str, kind: BaseOxmlElement) -> _List:
    made = _List(family, dict(map(_level, kind.iterchildren(qn("w:lvl")))))
    for change in one.iterchildren(qn("w:lvlOverride")):
        depth = _whole(_id(change, "w:ilvl"))
        made.levels.update(map(_level, change.iterchildren(qn("w:lvl"))))
        if start := value(change, "w:startOverride"):
            made.starts[depth] = _whole(start)
    return made


def _level(one: BaseOxmlElement) -> tuple[int, _Level]:
    legal, depth = one.find(qn("w:isLgl")), _whole(_id(one, "w:ilvl"))
    restart = value(one, "w:lvlRestart")
    return depth, _Level(
        start=_whole(value(one, "w:start") or "0"),
        format=value(one, "w:numFmt") or "decimal",
        text=value(one, "w:lvlText") or "",
        legal=legal is not None and on(legal),
        after=_LEVELS if restart is None else _whole(restart),
        style=value(one, "w:pStyle") or "",
    )


def _id(one: BaseOxmlElement, name: str) -> str:
    return one.get(qn(name)) or ""


def _whole(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < _LEVELS else 0
