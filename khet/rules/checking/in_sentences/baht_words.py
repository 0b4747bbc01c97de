"""Amounts in figures beside the same in Thai words: "500 บาท (ห้าร้อยบาทถ้วน)".

Kind ``repeat``. Words may also stand first, or in the row of the figures. What the words should be
is told, or what the figures should be where only the words' amount stands elsewhere in the report.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import NUMBER, as_printed, plain, quantities, told
from khet.rules.thai import thai_digits

_ONES = "หนึ่ง|สอง|ยี่|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ|ศูนย์"
_NUMERAL = rf"(?={_ONES})(?:{_ONES}|เอ็ด|ร้อย|พัน|หมื่น|แสน|ล้าน| ){{1,60}}"
_WORDS = rf"(?P<words>(?P<baht>{_NUMERAL})บาท ?(?:ถ้วน|(?P<satang>{_NUMERAL})สตางค์)?)"
_FIGURES = rf"(?<![\d.,/])(?<!ที่)(?<!ที่ )(?P<figures>{NUMBER})(?![\d/]|,\d|\.\d)"
_BETWEEN = r"[ (|\[:=“\"-]{0,4}(?:ตัวอักษร|ตัวหนังสือ|เป็นเงิน)?[ (|\[:=“\"-]{0,4}"
_FIGURES_FIRST = re.compile(rf"{_FIGURES}(?:\.-)? ?(?:บาท)?(?:ถ้วน)?{_BETWEEN}{_WORDS}")
_WORDS_FIRST = re.compile(rf"{_WORDS}[ )(|\[:=-]{{1,5}}{_FIGURES}(?! ?(?!บาท)[ก-ฮเ-ไ])")
_PAGE = 3


@dataclass(frozen=True)
class _Pair:
    """An amount in figures and in words in the line of that index."""

    at: int
    figures: str
    words: str
    value: Decimal
    said: Decimal


def check(report: Report) -> Outcome:
    """Amounts of all lines that stand in figures and in words.

    >>> from khet.rules.checking.reading.stream import Line
    >>> line = Line(1, "งบประมาณ 72,780 บาท (เจ็ดหมื่นสองพันเจ็ดร้อยแปดสิบห้าบาทถ้วน)")
    >>> [(one.printed, one.expected) for one in check(Report([line])).findings]
    [('เจ็ดหมื่นสองพันเจ็ดร้อยแปดสิบห้าบาทถ้วน', 'เจ็ดหมื่นสองพันเจ็ดร้อยแปดสิบบาทถ้วน')]
    """
    pairs = list(_pairs(report))
    wrong = [pair for pair in pairs if pair.value != pair.said]
    return Outcome(len(pairs), tuple(_finding(report, pair) for pair in wrong))


def amount_of(baht: str, satang: str = "") -> Decimal | None:
    """The amount that number words name; ``None`` where they name no number.

    >>> amount_of("หนึ่งแสนสองหมื่นเอ็ด"), amount_of("ยี่สิบเอ็ดล้านสิบ", "ห้าสิบ")
    (Decimal('120001'), Decimal('21000010.50'))
    >>> amount_of("หนึ่งร้อยสองพัน") is None
    True
    """
    whole, part = _number(baht), _number(satang or "ศูนย์")
    if whole is None or part is None or part >= 100:
        return None
    return Decimal(whole) + (Decimal(part).scaleb(-2) if part else 0)


def in_words(amount: Decimal) -> str:
    """An amount as it is written out.

    >>> in_words(Decimal("48700")), in_words(Decimal("101.50"))
    ('สี่หมื่นแปดพันเจ็ดร้อยบาทถ้วน', 'หนึ่งร้อยเอ็ดบาทห้าสิบสตางค์')
    """
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.util.numtoword import num_to_thaiword

    satang = int(amount % 1 * 100)
    rest = f"{num_to_thaiword(satang)}สตางค์" if satang else "ถ้วน"
    return f"{num_to_thaiword(int(amount))}บาท{rest}"


def _number(words: str) -> int | None:
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.util.wordtonum import thaiword_to_num

    try:
        return int(thaiword_to_num(words.replace(" ", "")))
    except ValueError:
        return None


def _pairs(report: Report) -> Iterator[_Pair]:
    """The pairs of paragraphs, and of the lines that are of none: rows of tables."""
    own = {at for passage in report.passages for at in passage.indexes}
    for passage in report.passages:
        for found in _found(passage.text):
            if not _is_page(report, passage.at(found.start("figures")), found["figures"]):
                yield from _pair(found, passage.at(found.start("words")))
    for at, text in enumerate(report.texts):
        if at not in own:
            for found in _found(text):
                yield from _pair(found, at)


def _is_page(report: Report, at: int, figures: str) -> bool:
    """Whether a number stands alone in its line and is as short as that of a page."""
    return report.texts[at].strip(" -") == figures and len(figures) <= _PAGE


def _found(text: str) -> list[re.Match[str]]:
    if "บาท" not in text:
        return []
    after = {found.start("words"): found for found in _WORDS_FIRST.finditer(text)}
    before = {found.start("words"): found for found in _FIGURES_FIRST.finditer(text)}
    fitting = {place: found for place, found in after.items() if _fits(found)}
    whole = (before or after) | {place: fitting[place] for place in fitting if place in before}
    return list(whole.values())


def _fits(found: re.Match[str]) -> bool:
    """Whether the figures are the amount of the words."""
    return any(pair.value == pair.said for pair in _pair(found, 0))


def _pair(found: re.Match[str], at: int) -> Iterator[_Pair]:
    said = amount_of(found["baht"], found["satang"] or "")
    value = Decimal(found["figures"].replace(",", "").replace(" ", ""))
    if said is not None:
        yield _Pair(at, found["figures"], found["words"].strip(), value, said)


def _finding(report: Report, pair: _Pair) -> Finding:
    """The words are told, or the figures where the report has the words' amount elsewhere."""
    line = report.lines[pair.at]
    here, there = _elsewhere(report, pair.value, pair.at), _elsewhere(report, pair.said, pair.at)
    sure = Sure.CERTAIN if here != there else Sure.LIKELY
    message = f"ตัวเลข {pair.figures} แต่ตัวหนังสือ {pair.words} คือ {told(pair.said)}"
    printed, expected = pair.words, in_words(pair.value)
    if there and not here:
        printed, expected = as_printed(line.text, pair.figures), told(pair.said)
        expected = expected if printed == pair.figures else thai_digits(expected)
    return Finding(
        line.number, line.text.strip(), Kind.REPEAT, printed, expected, sure, message, line.page
    )


def _elsewhere(report: Report, value: Decimal, at: int) -> bool:
    """Whether an amount stands in another line."""
    return any(
        value == one.value
        for n, line in enumerate(report.lines)
        if n != at
        for one in quantities(plain(line.text))
    )
