"""Marks above and below letters put to the letter that they stand at.

Some writers draw the marks of a line after its letters, so that the library tells them late.
"""

from collections.abc import Sequence

from khet.documents.report_reader.pdf_letters import Apart, Letter

_TONES = frozenset(map(chr, range(0x0E47, 0x0E4F)))
MARKS = _TONES | {chr(0x0E31), *map(chr, range(0x0E34, 0x0E3B))}
"""Thai letters that stand above or below others."""
_RECENT, _SOON = 300, 60
"""How many letters before or after it the letter of a mark may be told."""
_LEVEL = 0.35
"""In heights of letters: how much higher the base of a mark may be than that of its letter."""


def settled(letters: Sequence[Letter]) -> list[Letter]:
    """The letters, each mark behind its own, which then is as wide as both.

    >>> def one(text, left, right):
    ...     return Letter(text, left, right, 0, 10, 0, 10, Apart.NO)
    >>> told = [one("น", 0, 5), one("น", 5, 10), one("\u0e49", 2, 4), one("า", 10, 14)]
    >>> "".join(letter.text for letter in settled(told))
    'น้นา'
    """
    found: list[Letter] = []
    late = Apart.NO
    for n, letter in enumerate(letters):
        if found and _is_mark(letter) and not _is_over(letter, found[-1]):
            own = _own(letter, found[-_RECENT:])
            if own is not None:
                late = max(late, letter.apart)
                _put(found, len(found) - min(_RECENT, len(found)) + own, letter)
                continue
            if (later := _own(letter, letters[n + 1 : n + _SOON])) is not None:
                late = max(late, letter.apart)
                letters[n + 1 + later].text += letter.text
                continue
        elif found and _is_mark(letter):
            letter.right = max(letter.right, found[-1].right)
        letter.apart, late = max(letter.apart, late), Apart.NO
        found.append(letter)
    return found


def _is_mark(letter: Letter) -> bool:
    return len(letter.text) == 1 and letter.text in MARKS


def _is_over(mark: Letter, letter: Letter) -> bool:
    """Whether a mark stands at a letter for the most part."""
    return _is_at(mark, letter) and _shared(mark, letter) > (mark.right - mark.left) / 2


def _is_at(mark: Letter, letter: Letter) -> bool:
    return _is_level(mark, letter) and _shared(mark, letter) > 0


def _is_level(mark: Letter, letter: Letter) -> bool:
    return abs(mark.base - letter.base) < _LEVEL * max(mark.height, letter.height)


def _shared(mark: Letter, letter: Letter) -> float:
    """How much of a mark stands over or under a letter."""
    return min(mark.right, letter.right) - max(mark.left, letter.left)


def _own(mark: Letter, letters: Sequence[Letter]) -> int | None:
    """Which letter a mark stands at: the one that it shares most with."""
    own = [n for n, one in enumerate(letters) if _is_at(mark, one) and not _is_mark(one)]
    return max(own, key=lambda n: _shared(mark, letters[n]), default=None)


def _put(found: list[Letter], own: int, mark: Letter) -> None:
    """A mark behind its letter and the vowel at it."""
    after = own + 1
    while after < len(found) and _is_mark(found[after]) and mark.text in _TONES:
        after += 1
    mark.apart = Apart.NO
    mark.right = max(mark.right, found[own].right)
    if mark.spaced:
        found[-1].spaced, mark.spaced = True, False
    found.insert(after, mark)
    mark.spaced = found[after - 1].spaced
