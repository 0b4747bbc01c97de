"""Thai text in pieces that a line may break between: one a word, as Thai writes no spaces."""

import os
import re
from collections.abc import Iterable
from functools import lru_cache

SPACE = " "
_FIXED = "\u00a0"
_STAYS = re.compile(" +(?=[ๆฯ0-9])")
_ENDS = re.compile("[\u0e01-\u0e4e]\\Z")
_BEGINS = re.compile("[\u0e01-\u0e2e\u0e40-\u0e44]")


@lru_cache(maxsize=8192)
def pieces(text: str) -> tuple[str, ...]:
    """The text as words and single spaces; what belongs to a word stays with it.

    Numbers, ๆ and ฯ stay with the word before, brackets and marks with the word beside them.

    >>> pieces("ผลการเรียน ป.6 (ต่าง ๆ)")
    ('ผล', 'การเรียน', ' ', 'ป.6', ' ', '(ต่าง\\xa0ๆ)')
    """
    fixed = _STAYS.sub(_FIXED, " ".join(text.split(SPACE)))
    found: list[str] = []
    for place, part in enumerate(re.split(" +", fixed)):
        found += [SPACE] if place else []
        found += _joined(_segmented(part))
    return tuple(piece for piece in found if piece)


def _joined(words: Iterable[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if found and not (_ENDS.search(found[-1]) and _BEGINS.match(word)):
            found[-1] += word
        else:
            found.append(word)
    return found


def _segmented(text: str) -> list[str]:
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.tokenize.newmm import segment

    return [word.replace(SPACE, _FIXED) for word in segment(text)]
