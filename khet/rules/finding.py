"""Text as it is searched: what people type and what papers hold, brought to one form.

Source: the traps of Thai office papers: no spaces between words, Thai and Arabic digits mixed,
sara am split by a space, spaces doubled, quotes and dashes of every shape. Letters are never
exchanged for others that only look alike (NFKC would take ำ apart).
"""

import re
from dataclasses import dataclass

from khet.rules.thai import arabic_digits

_TONE = "[\u0e48-\u0e4b]"
_SHAPES = {
    **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", ""),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
}
_PLAIN = str.maketrans(_SHAPES)
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")
_TAKEN_APART = re.compile(f"\u0e4d({_TONE}?) *\u0e32")
_SARA_AM = re.compile(f" *\u0e33 ?({_TONE}?) *")
_MARKS = re.compile(r" *([\u0e2f\u0e46]) *")
_IN_NUMBERS = re.compile(r"(?<=[0-9]),(?=[0-9])")
_DASHES = re.compile(r" *-+ *")
_AROUND = 70
_MOST_PARTS = 8


def search_text(text: str) -> str:
    """Text in the form in which it is searched.

    Arabic digits, whole sara am with no space beside it, none beside ๆ, ฯ and dashes, single plain
    spaces, nothing invisible, plain quotes and dashes, two เ as one แ, small letters, and no
    comma between digits.

    >>> search_text("ราย งาน  สำ นักงาน ปี ๒๕๕๗ SAR")
    'ราย งาน สำนักงาน ปี 2557 sar'
    >>> search_text("๑๕ – ๑๖ กรกฎาคม ต่าง ๆ “อํานวย” นํ้า")
    '15-16 กรกฎาคม ต่างๆ"อำนวย" น้ำ'
    >>> search_text("๑๒,๓๔๕ บาท")
    '12345 บาท'
    """
    shaped = _HIDDEN.sub("", arabic_digits(text).translate(_PLAIN))
    shaped = _IN_NUMBERS.sub("", shaped)
    spaced = " ".join(shaped.split()).replace("\u0e40\u0e40", "\u0e41")
    whole = _SARA_AM.sub("\\1\u0e33", _TAKEN_APART.sub("\\1\u0e33", spaced))
    return _DASHES.sub("-", _MARKS.sub(r"\1", whole)).strip().casefold()


def query_parts(asked: str) -> list[str]:
    """What a text must contain to be found, each part once; what stands in quotes is one part.

    A quote without its other half counts as a space. Parts after the eighth are left out.

    >>> query_parts('รายงาน ๒๕๕๗ "ประชุม  ผู้บริหาร"')
    ['รายงาน', '2557', 'ประชุม ผู้บริหาร']
    >>> query_parts(' "นิเทศ ')
    ['นิเทศ']
    """
    pieces = search_text(asked).split('"')
    if len(pieces) % 2 == 0:
        pieces[-2:] = [" ".join(pieces[-2:])]
    parts: list[str] = []
    for number, piece in enumerate(pieces):
        parts += [piece.strip()] if number % 2 else piece.split()
    return [part for part in dict.fromkeys(parts) if part][:_MOST_PARTS]


@dataclass(frozen=True)
class Piece:
    """A run of a snippet, ``hit`` where it is what was asked for."""

    text: str
    hit: bool


def snippet(text: str, parts: list[str]) -> list[Piece]:
    """What stands around the first part found in a text, with every part found there marked.

    Without any, or where nothing was asked, it is the beginning. Lengths are in letters.

    >>> [(piece.text, piece.hit) for piece in snippet("รายงาน 2557 ของเขต", ["2557"])]
    [('รายงาน ', False), ('2557', True), (' ของเขต', False)]
    """
    spots = [spot for part in parts if (spot := text.find(part)) >= 0]
    begins = max(min(spots, default=0) - _AROUND, 0)
    ends = begins + 3 * _AROUND
    shown = f"{'…' if begins else ''}{text[begins:ends]}{'…' if ends < len(text) else ''}"
    if not parts:
        return [Piece(shown, False)] if shown else []
    longest = sorted(parts, key=len, reverse=True)
    runs = re.split(f"({'|'.join(map(re.escape, longest))})", shown)
    return [Piece(run, bool(number % 2)) for number, run in enumerate(runs) if run]
