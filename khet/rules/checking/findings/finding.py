"""What a check says: where, what is printed, what it should be, and how sure."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from khet.rules.thai import arabic_digits


class Kind(StrEnum):
    """What doesn't fit."""

    TOTAL = "total"
    PERCENT = "percent"
    AVERAGE = "average"
    DIFFERENCE = "difference"
    COUNT = "count"
    NUMBERING = "numbering"
    REPEAT = "repeat"
    DATE = "date"
    BAND = "band"
    BLANK = "blank"


class Sure(StrEnum):
    """How sure: ``certain`` nothing else explains it, ``likely``, ``look`` a person must look."""

    CERTAIN = "certain"
    LIKELY = "likely"
    LOOK = "look"


@dataclass(frozen=True)
class Finding:
    """One thing that doesn't fit.

    ``line`` and ``page`` as the stream numbers them; ``text`` the words of that place as printed;
    ``printed`` the very figure or words, ``expected`` what it should be ("" where it can't be
    told); ``message`` one plain Thai sentence with how it was reckoned. ``others`` are the lines
    that it was reckoned from, ``figure`` the address of what the records say otherwise.
    """

    line: int
    text: str
    kind: Kind
    printed: str
    expected: str
    sure: Sure
    message: str
    page: int | None = None
    others: tuple[int, ...] = ()
    figure: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one check did: how many things it compared, and which didn't fit."""

    checked: int = 0
    findings: tuple[Finding, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.checked + other.checked, self.findings + other.findings)


def number_of(figure: str) -> Decimal | None:
    """The number that a finding's figure is, ``None`` where it is words.

    >>> number_of("๑๖,๑๕๔ .๐๐"), number_of("3 วัน")
    (Decimal('16154.00'), None)
    """
    try:
        return Decimal(arabic_digits(figure).replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None


_WEIGHTS = (
    *(Kind.TOTAL, Kind.COUNT, Kind.DIFFERENCE, Kind.PERCENT, Kind.AVERAGE, Kind.DATE),
    *(Kind.REPEAT, Kind.BAND, Kind.NUMBERING, Kind.BLANK),
)


def by_importance(findings: Iterable[Finding]) -> list[Finding]:
    """The surest first, then by what misleads most (money and counts before numbering), then place.

    >>> def one(line, kind, sure): return Finding(line, "", kind, "", "", sure, "")
    >>> several = [one(1, Kind.BLANK, Sure.CERTAIN), one(2, Kind.TOTAL, Sure.LOOK),
    ...            one(3, Kind.TOTAL, Sure.CERTAIN)]
    >>> [found.line for found in by_importance(several)]
    [3, 1, 2]
    """
    sures = list(Sure)
    return sorted(
        findings,
        key=lambda one: (sures.index(one.sure), _WEIGHTS.index(one.kind), one.line),
    )
