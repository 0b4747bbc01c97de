"""What a score cell may hold: a score of 0–100, or one of three reasons for having none."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from khet.rules.thai import arabic_digits

_SCORE = re.compile(r"[0-9]+(\.[0-9]{1,2})?")
_MEAN = re.compile(r"[0-9]+(\.[0-9]{1,15})?")
FULL_MARKS = 100


class NoScore(StrEnum):
    """Why a pupil has no score. The three count alike in the tables and apart in the summary."""

    BLANK = "blank"
    ABSENT = "absent"
    EXEMPT = "exempt"


_WORDS = {"": NoScore.BLANK, "ขาดสอบ": NoScore.ABSENT, "ยกเว้น": NoScore.EXEMPT}


@dataclass(frozen=True)
class Score:
    """A score in whole hundredths, or why there is none: exactly one of the two."""

    hundredths: int | None
    reason: NoScore | None


def parse_score(text: str) -> Score:
    """A score cell as typed: ``"50.5"`` → 5050 hundredths, ``"ขาดสอบ"`` → absent.

    Raises:
        ValueError: neither a number of 0–100 with at most 2 decimals nor one of the words.
    """
    plain = arabic_digits(text.strip())
    if plain in _WORDS:
        return Score(None, _WORDS[plain])
    return Score(int(_number(plain, _SCORE).scaleb(2)), None)


def score_text(hundredths: int) -> str:
    """A score as a cell holds it, with as many decimals as it needs.

    >>> score_text(5050), score_text(5000), score_text(1225)
    ('50.5', '50', '12.25')
    """
    return f"{Decimal(hundredths).scaleb(-2).normalize():f}"


def reason_text(reason: str | None) -> str:
    """The word in a cell without a score; a cell that was empty stays so.

    >>> reason_text("absent"), reason_text("blank")
    ('ขาดสอบ', '')
    """
    return next((word for word, known in _WORDS.items() if known == reason), "")


def parse_mean(text: str) -> Decimal | None:
    """A printed mean in marks, exactly as printed; empty is not known.

    Raises:
        ValueError: neither empty nor a number of 0–100 with at most 15 decimals.
    """
    plain = arabic_digits(text.strip())
    return _number(plain, _MEAN) if plain else None


def _number(text: str, pattern: re.Pattern[str]) -> Decimal:
    if not pattern.fullmatch(text) or Decimal(text) > FULL_MARKS:
        raise ValueError(text)
    return Decimal(text)
