"""Numbering that repeats or jumps, and sub-numbers that don't belong to what they stand under."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from khet.rules.checking.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.items import Item, numbered
from khet.rules.checking.lists import Listing
from khet.rules.checking.parsed import Report
from khet.rules.checking.quantities import plain
from khet.rules.checking.running import STYLE as ROW
from khet.rules.checking.stream import Line
from khet.rules.checking.telling import found_at

_TIGHT, _FAR, _MOST_MISSING, _DIRECTLY, _DECIMAL = 6, 30, 2, 2, 10
_TYPED = ("1.", "1)", "(1)", "1.1", ROW, "ข้อ 1", "ข้อที่ 1")
_STEPS = ("ขั้นตอนที่ 1", "ขั้นที่ 1", "ระเบียบวาระที่ 1", "วาระที่ 1", "บทที่ 1", "ตอนที่ 1", "ส่วนที่ 1")
_GAP = 3
_SHORT_FOR = "จตอมปนรถชส"
_GOES_ON = re.compile(r"\(ต่อ\)|ต่อจาก")


def check(report: Report) -> Outcome:
    """Repeated and skipped numbers, and sub-numbers of another number than that above them.

    >>> from khet.rules.checking.stream import Line
    >>> texts = ["1) แผน", "2) คำสั่ง", "4) ภาพถ่าย", "5) หนังสือ"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings], outcome.checked
    ([(3, '4)', '3)')], 3)
    """
    lines, listings = report.lines, [*report.lists, *report.running]
    judged = [one for one in listings if not all(item.auto for item in one.items)]
    checked = sum(len(one.items) - 1 for one in judged)
    strangers = [*_strangers(lines, judged), *_astray(lines, judged)]
    known = {line for finding in strangers for line in (finding.line, *finding.others)}
    steps = [one for listing in judged for one in _steps(lines, listing)]
    unknown = (one for one in steps if one.line not in known)
    return Outcome(checked, (*strangers, *unknown, *_restarts(lines, judged)))


def _steps(lines: Sequence[Line], listing: Listing) -> Iterator[Finding]:
    """Where the numbers of a list don't go on by one; a jump right after a repeat is its trace."""
    last = 1
    for place, (before, item) in enumerate(pairwise(listing.items), 1):
        step = item.parts[-1] - before.parts[-1]
        if step == 0:
            yield from _repeated(lines, listing, place)
        elif 1 < step <= _MOST_MISSING + 1 and not (last == 0 and step == 2):
            yield from _jumped(lines, listing, place)
        last = step


def _repeated(lines: Sequence[Line], listing: Listing, place: int) -> Iterator[Finding]:
    before, item = listing.items[place - 1 : place + 1]
    if before.text == item.text or _GOES_ON.search(item.text + before.text):
        return
    if listing.style == ROW and _repeats(listing) > 1:
        return
    expected = _after(before)
    sure = Sure.LIKELY if place > 1 or _follows(listing, place) else Sure.LOOK
    if item.at - before.at > _FAR or not _is_typed(listing, item):
        sure = Sure.LOOK
    if sure is Sure.LIKELY and item.at - before.at <= _TIGHT and place > 1:
        sure = Sure.CERTAIN
    message = (
        f"{_called(item)}ซ้ำกับบรรทัดที่ {lines[before.at].number} "
        f"({_short(before.text)}) ควรเป็น {expected}"
    )
    yield _finding(lines, item, before, expected, sure, message)


def _is_typed(listing: Listing, item: Item) -> bool:
    """Numbers that only lists have; letters with a dot may be short for a province or a class."""
    if listing.style in ("ก)", "(ก)"):
        return True
    if item.style in _STEPS and item.parts != listing.items[0].parts:
        return listing.last - listing.first <= _GAP * len(listing.items)
    if item.style == "1.1" and listing.items[0].parts[-1] >= _DECIMAL:
        return False
    return listing.style in _TYPED or (listing.style == "ก." and item.printed[0] not in _SHORT_FOR)


def _repeats(listing: Listing) -> int:
    """How many numbers repeat: more than one in a table are cells that were merged."""
    return sum(before.parts == item.parts for before, item in pairwise(listing.items))


def _follows(listing: Listing, place: int) -> bool:
    """Whether the next item goes on from this one or from what it should be."""
    if place + 1 >= len(listing.items):
        return False
    return listing.items[place + 1].parts[-1] - listing.items[place].parts[-1] in (1, 2)


def _jumped(lines: Sequence[Line], listing: Listing, place: int) -> Iterator[Finding]:
    before, item = listing.items[place - 1 : place + 1]
    missing = range(before.parts[-1] + 1, item.parts[-1])
    if _stands_between(lines, before, item, missing):
        return
    later = {one.parts[-1] for one in listing.items[place + 1 :]}
    sure = Sure.LIKELY if place > 1 or _follows(listing, place) else Sure.LOOK
    if later & set(missing) or item.at - before.at > _FAR or not _is_typed(listing, item):
        sure = Sure.LOOK
    if len(listing.items) < 3 or listing.items[0].parts[-1] != 1 or len(missing) > 1:
        sure = Sure.LOOK
    expected = _after(before)
    left_out = " ".join(_printed(before, number) for number in missing)
    message = f"{_called(item)}ข้ามลำดับ ก่อนหน้าคือ {_printed(before)} ไม่มี {left_out}"
    yield _finding(lines, item, before, expected, sure, message)


def _stands_between(
    lines: Sequence[Line], before: Item, item: Item, missing: Sequence[int]
) -> bool:
    """Whether a missing number stands somewhere between, in whatever writing."""
    head = ".".join(map(str, before.parts[:-1]))
    ahead = rf"{head}\." if head else ""
    wanted = re.compile(rf"(?<![\d.,/]){ahead}(?:{'|'.join(map(str, missing))})(?![\d,/%]|\.\d)")
    between = " ".join(plain(lines[at].text) for at in range(before.at, item.at + 1))
    if item.at == before.at:
        between = between[: item.start] if item.start else between
    return bool(wanted.search(between))


def _strangers(lines: Sequence[Line], listings: Sequence[Listing]) -> Iterator[Finding]:
    """Sub-numbers directly under another number: 3.1 under 4., or 3.3 between 4.2 and 4.4."""
    for listing in listings:
        parent = listing.parent
        if listing.style != "1.1" or parent is None or parent.style[0] not in "1":
            continue
        first = listing.items[0]
        if parent.parts == first.parts[:-1] or len(parent.parts) != len(first.parts) - 1:
            continue
        if first.parts[-1] != 1 or first.at - parent.at > _DIRECTLY or parent.room != first.room:
            continue
        if parent.parts[-1] - first.parts[-2] not in (1, -1):
            continue
        expected = numbered("1.1", (*parent.parts, 1))
        sure = Sure.LIKELY if len(listing.items) > 1 or parent.parts[-1] > 1 else Sure.LOOK
        message = (
            f"ข้อย่อย {first.printed} อยู่ใต้ {parent.printed} ({_short(parent.text)}) ควรเป็น {expected}"
        )
        yield _finding(lines, first, parent, expected, sure, message)


def _astray(lines: Sequence[Line], listings: Sequence[Listing]) -> Iterator[Finding]:
    """A sub-number of another head amid a list: 3.3 between 4.2 and 4.4."""
    pairs = {}
    for listing in listings:
        if listing.style == "1.1":
            for before, after in pairwise(listing.items):
                if after.parts[-1] - before.parts[-1] == 2:
                    pairs[(before.room, before.parts[-1] + 1)] = (before, after)
    for listing in listings:
        item = listing.items[0]
        before, after = pairs.get((item.room, item.parts[-1]), (item, item))
        if len(listing.items) > 1 or not before.at < item.at < after.at <= before.at + _TIGHT:
            continue
        expected = _after(before)
        message = f"{_called(item)}อยู่ระหว่าง {before.printed} กับ {after.printed} ควรเป็น {expected}"
        yield _finding(lines, item, after, expected, Sure.LIKELY, message)


def _restarts(lines: Sequence[Line], listings: Sequence[Listing]) -> Iterator[Finding]:
    """A list that begins again at 1 in the very next line: perhaps one list was meant."""
    latest: dict[tuple[str, str], Listing] = {}
    for listing in listings:
        first = listing.items[0]
        before = latest.get((first.room, listing.style))
        latest[(first.room, listing.style)] = listing
        if before is None or first.parts != (1,) or listing.style not in _TYPED[:3]:
            continue
        last = before.items[-1]
        if len(before.items) > 2 and len(listing.items) > 1 and first.at == last.at + 1:
            message = f"เลขข้อเริ่มใหม่ที่ {first.printed} ต่อจาก {last.printed} โดยไม่มีหัวข้อคั่น"
            yield _finding(lines, first, last, _after(last), Sure.LOOK, message)


def _after(before: Item) -> str:
    return _printed(before, before.parts[-1] + 1)


def _printed(item: Item, number: int | None = None) -> str:
    parts = item.parts if number is None else (*item.parts[:-1], number)
    return str(parts[-1]) if item.style == ROW else numbered(item.style, parts)


def _called(item: Item) -> str:
    return f"ลำดับที่ {_printed(item)} " if item.style == ROW else f"เลขข้อ {_printed(item)} "


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"


def _finding(
    lines: Sequence[Line], item: Item, other: Item, expected: str, sure: Sure, message: str
) -> Finding:
    printed, others = _printed(item), (other.at,)
    return found_at(lines, item.at, Kind.NUMBERING, printed, expected, sure, message, others)
