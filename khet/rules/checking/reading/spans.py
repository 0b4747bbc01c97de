"""Bounds of score bands as criteria print them: 60-69, 85 ขึ้นไป, ต่ำกว่า 50, 60 < B < 85."""

import re
from dataclasses import dataclass
from decimal import Decimal

_N = r"(?<![\d.,/:A-Za-z])(\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?|\d{4,7})(?![\d/:]|,\d|\.\d)"
_U = r"(?: ?(?:%|คะแนน|บาท|คน|ชั่วโมง|ครั้ง|แห่ง|กิโลเมตร|กม\.))?"
_A = r" ?(?:ร้อยละ ?)?"
_SPAN = re.compile(
    rf"(?P<inner>{_N} ?(?P<from><|≤|<=) ?[^\s\d<≤]{{1,12}} ?(?P<to><|≤|<=) ?{_N})"
    rf"|(?P<both>{_N}{_U}(?:- ?| - | ?ถึง ?){_A}{_N})"
    rf"|(?P<least>(?:≥|>=|=>|(?<!ไม่)ตั้งแต่|ไม่ต่ำกว่า|ไม่น้อยกว่า){_A}{_N}(?:{_U} ?ขึ้นไป)?"
    rf"|{_N}{_U} ?(?:ขึ้นไป|หรือมากกว่า|หรือสูงกว่า))"
    rf"|(?P<most>(?:≤|<=|=<|ไม่เกิน|ไม่มากกว่า|ไม่สูงกว่า){_A}{_N}"
    rf"|(?:ต่ำกว่า|น้อยกว่า)?{_A}{_N}{_U} ?(?:ลงมา|ลงไป|หรือต่ำกว่า|หรือน้อยกว่า))"
    rf"|(?P<over>(?:>|มากกว่า|สูงกว่า|เกินกว่า|เกิน){_A}{_N})"
    rf"|(?P<under>(?:<|ต่ำกว่า|น้อยกว่า|ไม่ถึง){_A}{_N})"
)
_JOINT = re.compile(r"[^\d]{0,10}(?:แต่|และ|ถึง|-)[^\d]{0,6}")
_NUMBER = re.compile(_N)


@dataclass(frozen=True)
class Band:
    """One band: its bounds (None open) and whether each belongs to it; decimals as printed."""

    at: int
    printed: str
    low: Decimal | None
    high: Decimal | None
    low_in: bool = True
    high_in: bool = True
    places: int = 0
    start: int = 0

    @property
    def key(self) -> Decimal:
        """What bands are sorted by."""
        if self.low is not None:
            return self.low
        return (self.high or Decimal(0)) - Decimal("0.001")


def bands_in(text: str, at: int = 0) -> list[Band]:
    """The bands of a plain text.

    >>> [(str(one.low), str(one.high), one.high_in) for one in bands_in("60-69 ดี ต่ำกว่า 60 พอใช้")]
    [('60', '69', True), ('None', '60', False)]
    >>> [(one.printed, one.low_in) for one in bands_in("85 ขึ้นไป, 60 < B < 85, มากกว่า 50 แต่ไม่ถึง 60")]
    [('85 ขึ้นไป', True), ('60 < B < 85', False), ('มากกว่า 50 แต่ไม่ถึง 60', False)]
    """
    found: list[Band] = []
    for match in _SPAN.finditer(text):
        band = _band(match, at)
        before = found[-1] if found else None
        if before and _is_half(before, band) and _close(text, before, match.start()):
            found[-1] = _joined(text, before, band, match.end())
        else:
            found.append(band)
    return found


def _band(match: re.Match[str], at: int) -> Band:
    form = next(name for name in ("inner", "both", "least", "most", "over", "under") if match[name])
    texts = [number.replace(",", "") for number in _NUMBER.findall(match[0])]
    numbers = [Decimal(text) for text in texts]
    places = max(len(text.partition(".")[2]) for text in texts)
    low = numbers[0] if form in ("inner", "both", "least", "over") else None
    high = numbers[-1] if form in ("inner", "both", "most", "under") else None
    low_in = form not in ("over",) and match["from"] != "<"
    high_in = form not in ("under",) and match["to"] != "<"
    return Band(at, match[0].strip(), low, high, low_in, high_in, places, match.start())


def _is_half(before: Band, band: Band) -> bool:
    return before.high is None and band.low is None


def _close(text: str, before: Band, start: int) -> bool:
    return bool(_JOINT.fullmatch(text[before.start + len(before.printed) : start]))


def _joined(text: str, before: Band, band: Band, end: int) -> Band:
    printed = text[before.start : end].strip()
    places = max(before.places, band.places)
    return Band(
        *(before.at, printed, before.low, band.high, before.low_in, band.high_in, places),
        before.start,
    )
