"""Which layout a score file has, and which column is which."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from khet.figures.intake.problems import Problem, error
from khet.figures.intake.sheets import Sheet
from khet.rules.sittings import SUBJECTS, YEARS, known_subjects
from khet.rules.tables import SHIPPED, Tables, dated_table
from khet.rules.thai import arabic_digits, tidy

LONG, WIDE, SUMMARY, THIRTEEN = "long", "wide", "summary", "thirteen-column"
_NEEDED = {
    LONG: ("school", "pupil", "subject", "score"),
    WIDE: ("school", "pupil"),
    SUMMARY: ("school", "examinees"),
    THIRTEEN: (),
}


@dataclass(frozen=True)
class Headings:
    """A recognised layout: each known column's place and its heading as the file has it.

    ``first`` is the row number of the first data row; ``problems`` name missing and doubled
    columns.
    """

    layout: str
    places: dict[str, int]
    headings: dict[str, str]
    first: int
    problems: tuple[Problem, ...]

    def subjects(self) -> list[str]:
        """The subjects that have a column, left to right."""
        return sorted((n for n in self.places if n in SUBJECTS), key=self.places.__getitem__)


@lru_cache(64)
def _names(tables: Tables) -> dict[str, str]:
    """Every heading that the newest tables know; files of older years may bear it as well."""
    table = tables.of("headers", YEARS[-1])["columns"]
    names = {_plain(text): name for name, texts in table.items() for text in texts}
    for subject in known_subjects(YEARS[-1], tables).values():
        names |= {_plain(text): subject.code for text in (subject.code, *subject.names)}
    return names


def _plain(text: str) -> str:
    return tidy(text).lower().replace(" ", "")


def recognise(
    sheet: Sheet, chosen: Mapping[int, str] | None = None, tables: Tables = SHIPPED
) -> Headings | None:
    """The sheet's layout and columns; ``None`` where it has none of the four layouts.

    Args:
        chosen: what columns hold by their place, whatever their headings say; empty for nothing.
        tables: the headings that are known.
    """
    first = sheet.first_row()
    if not chosen and len(first) == len(_thirteen()) and all(map(_numeric, first[:4])):
        places = {name: place for place, name in enumerate(_thirteen())}
        return Headings(THIRTEEN, places, {name: name for name in places}, 1, ())
    said = chosen or {}
    found = [(said.get(at, known_name(text, tables)), at) for at, text in enumerate(first)]
    known = {name for name, _ in found if name}
    layout = _layout(known)
    if layout is None:
        return None
    return _headings(layout, [(n, p) for n, p in found if n], first)


def known_name(heading: str, tables: Tables = SHIPPED) -> str:
    """The column that a heading names in any of its spellings; empty where it names none."""
    return _names(tables).get(_plain(heading), "")


def _thirteen() -> list[str]:
    order: list[str] = dated_table("headers", YEARS[0])["thirteen_column"]["order"]
    return order


def _numeric(text: str) -> bool:
    plain = arabic_digits(text)
    return plain.isascii() and plain.isdigit()


def _layout(known: set[str]) -> str | None:
    subjects = known & set(SUBJECTS)
    if {"subject", "score"} & known and not subjects:
        return LONG
    if subjects and "pupil" in known:
        return WIDE
    if subjects and {"school", "examinees", "average"} & known:
        return SUMMARY
    return None


def _headings(layout: str, found: list[tuple[str, int]], first: tuple[str, ...]) -> Headings:
    places: dict[str, int] = {}
    problems = []
    for name, place in found:
        if name in places:
            problems.append(_doubled(first[place], first[places[name]]))
        places.setdefault(name, place)
    missing = [
        error(1, name, "", _missing(name), "missing-column")
        for name in _NEEDED[layout]
        if name not in places
    ]
    headings = {name: first[place] for name, place in places.items()}
    return Headings(layout, places, headings, 2, (*missing, *problems))


def _missing(name: str) -> str:
    """What to say of a column that the file lacks, by a heading that people write."""
    written = dated_table("headers", YEARS[-1])["columns"][name]
    heading = next(text for text in written if not text.isascii())
    return f'ไม่มีคอลัมน์ "{heading}" ({name}): เพิ่มคอลัมน์นี้ในแถวหัวตาราง'


def _doubled(heading: str, earlier: str) -> Problem:
    message = f'คอลัมน์นี้หมายถึงสิ่งเดียวกับ "{earlier}": เหลือไว้คอลัมน์เดียว'
    return error(1, heading, heading, message, "doubled-column")
