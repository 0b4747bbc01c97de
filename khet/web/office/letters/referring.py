"""What a letter refers to: the letters of the books that a text names by their ที่."""

from khet.records.office.models import Letter
from khet.records.office.queries.letters import letters_seen, named_letters
from khet.rules.calendar import thai_date
from khet.rules.letter_reading import refs_in
from khet.web.office.letters.asked import LetterDesk

_KNOWN = 100


def known_letters(desk: LetterDesk, books: frozenset[str]) -> list[str]:
    """The newest letters of some books as a field suggests them."""
    found = letters_seen(desk.viewer.office_sight).filter(book__in=books).exclude(ref="")
    return [mentioned(letter) for letter in found[:_KNOWN]]


def named_one(desk: LetterDesk, said: str) -> Letter | None:
    """The newest letter of the books that a text names by its ที่."""
    keys = refs_in(said)
    found = named_letters(desk.viewer.office_sight, keys) if keys else []
    return found[0] if found else None


def mentioned(letter: Letter) -> str:
    """A letter as others refer to it: its ที่ and its day, in Thai."""
    day = f" ลงวันที่ {thai_date(letter.day)}" if letter.day else ""
    return f"{letter.ref}{day}"
