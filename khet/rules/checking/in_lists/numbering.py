"""Numbering that repeats or jumps, and sub-numbers that don't belong to what they stand under."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.item_words import called, next_number, number_of, shortened
from khet.rules.checking.reading.items import Item, numbered
from khet.rules.checking.reading.lists import Listing
from khet.rules.checking.reading.parsed import Report
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.running import STYLE as ROW
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.turns import is_one_turn, is_turn

_TIGHT, _FAR, _MOST_MISSING, _DIRECTLY, _DECIMAL = 6, 30, 2, 2, 10
_PARENTS = ("1.", "1)", "(1)", "1.1")
_TYPED = ("1.", "1)", "(1)", "1.1", ROW, "ข้อ 1", "ข้อที่ 1")
_STEPS = ("ขั้นตอนที่ 1", "ขั้นที่ 1", "ระเบียบวาระที่ 1", "วาระที่ 1", "บทที่ 1", "ตอนที่ 1", "ส่วนที่ 1")
_GAP = 3
_SHORT_FOR = "จตอมปนรถชส"
_GOES_ON = re.compile(r"\(ต่อ\)|ต่อจาก")


def check(report: Report) -> Outcome:
    """Repeated and skipped numbers, and sub-numbers of another number than that above them.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["1) แผน", "2) คำสั่ง", "4) ภาพถ่าย", "5) หนังสือ"]
    >>> outcome = check(Report([Line(n, text) for n, text in enumerate(texts, 1)]))
    >>> [(one.line, one.printed, one.expected) for one in outcome.findings], outcome.checked
    ([(3, '4)', '3)')], 3)
    """
    lines, listings = report.lines, [*report.lists, *report.running, *report.turns]
    judged = [one for one in listings if not all(item.auto for item in one.items)]
    checked = sum(len(one.items) - 1 for one in judged)
    astray, strangers = list(_astray(lines, judged)), _strangers(lines, judged)
    known = {line for finding in astray for line in (finding.line, *finding.others)}
    steps = [one for listing in judged for one in _steps(lines, listing)]
    unknown = (one for one in steps if one.line not in known)
    return Outcome(checked, (*astray, *strangers, *unknown, *_restarts(lines, judged)))


def _steps(lines: Sequence[Line], listing: Listing) -> Iterator[Finding]:
    """Where the numbers of a list don't go on by one; a jump right after a repeat is its trace."""
    last = 1
    for place, (before, item) in enumerate(pairwise(listing.items), 1):
        step = item.parts[-1] - before.parts[-1]
        if step == 2 and _is_swapped(listing, place):
            yield _swapped(lines, listing, place)
        elif step == 0 and last != 2:
            yield from _repeated(lines, listing, place)
        elif 1 < step <= _MOST_MISSING + 1 and not (last in (0, -1) and step == 2):
            yield from _jumped(lines, listing, place)
        last = step


def _is_swapped(listing: Listing, place: int) -> bool:
    """Whether a number and the next stand the wrong way round, and the list goes on from both."""
    before, *following = (one.parts[-1] for one in listing.items[place - 1 : place + 3])
    return following == [before + 2, before + 1, before + 3] and listing.style in _TYPED


def _swapped(lines: Sequence[Line], listing: Listing, place: int) -> Finding:
    before, item, after = listing.items[place - 1 : place + 2]
    message = f"{called(item)}กับบรรทัดที่ {lines[after.at].number} สลับลำดับกัน"
    return _finding(lines, item, before, next_number(before), Sure.LIKELY, message)


def _repeated(lines: Sequence[Line], listing: Listing, place: int) -> Iterator[Finding]:
    before, item = listing.items[place - 1 : place + 1]
    if before.text == item.text or _GOES_ON.search(item.text + before.text):
        return
    turn = is_turn(listing.style)
    if _decimals(before) & _decimals(item):
        return
    if (listing.style == ROW or turn) and _repeats(listing) > 1:
        return
    if turn and is_one_turn(listing, place):
        return
    expected = next_number(before)
    sure = Sure.LIKELY if place > 1 or _follows(listing, place) else Sure.LOOK
    if item.at - before.at > _FAR or not _is_typed(listing, item):
        sure = Sure.LOOK
    if sure is Sure.LIKELY and item.at - before.at <= _TIGHT and place > 1:
        sure = Sure.CERTAIN
    message = (
        f"{called(item)}ซ้ำกับบรรทัดที่ {lines[before.at].number} "
        f"({shortened(before.text)}) ควรเป็น {expected}"
    )
    yield _finding(lines, item, before, expected, sure, message)


def _decimals(item: Item) -> set[str]:
    """The numbers with decimals of a row: two rows of one rank share theirs."""
    return set(re.findall(r"\d+\.\d\d", item.text))


def _is_typed(listing: Listing, item: Item) -> bool:
    """Numbers that only lists have; letters with a dot may be short for a province or a class."""
    if listing.style in ("ก)", "(ก)") or is_turn(listing.style):
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
    return listing.items[place + 1].parts[-1] - listing.items[place].parts[-1] in (0, 1, 2)


def _jumped(lines: Sequence[Line], listing: Listing, place: int) -> Iterator[Finding]:
    before, item = listing.items[place - 1 : place + 1]
    missing = range(before.parts[-1] + 1, item.parts[-1])
    if _stands_between(lines, before, item, missing):
        return
    later = {one.parts[-1] for one in listing.items[place + 1 :]}
    sure = Sure.LIKELY if place > 1 or _follows(listing, place) else Sure.LOOK
    if later & set(missing) or item.at - before.at > _FAR or not _is_typed(listing, item):
        sure = Sure.LOOK
    by_word = is_turn(listing.style) and listing.style[0] != "1"
    left_out = [number_of(before, number) for number in missing]
    if by_word or _is_mentioned(lines, item, left_out):
        sure = Sure.LOOK
    if len(listing.items) < 3 or listing.items[0].parts[-1] != 1 or len(missing) > 1:
        sure = Sure.LIKELY if _is_backed(lines, item, missing) else Sure.LOOK
    expected = next_number(before)
    message = f"{called(item)}ข้ามลำดับ ก่อนหน้าคือ {number_of(before)} ไม่มี {' '.join(left_out)}"
    yield _finding(lines, item, before, expected, sure, message)


def _is_mentioned(lines: Sequence[Line], item: Item, missing: Sequence[str]) -> bool:
    """Whether words below speak of the number that is left out: ส่วนข้อ 4 ไม่ได้ประเมิน."""
    below = " ".join(plain(line.text) for line in lines[item.at : item.at + _FAR])
    return len(item.style) > 3 and all(re.search(rf"{one}(?!\d)", below) for one in missing)


def _is_backed(lines: Sequence[Line], item: Item, missing: Sequence[int]) -> bool:
    """Whether sub-numbers of the missing number begin right below: 2.1 under 3."""
    wanted = ".".join(map(str, (*item.parts[:-1], missing[-1], 1)))
    below = lines[item.at + 1 : item.at + 1 + _DIRECTLY]
    return len(missing) == 1 and any(plain(line.text).startswith(wanted) for line in below)


def _stands_between(
    lines: Sequence[Line], before: Item, item: Item, missing: Sequence[int]
) -> bool:
    """Whether a missing number stands between, also amid a line, or in a column of text beside."""
    between = "\n".join(plain(lines[at].text) for at in range(before.at, item.at + 1))
    if item.at == before.at and item.start:
        between = between[: item.start]
    head = "".join(rf"{part}\." for part in before.parts[:-1])
    number = f"{head}(?:{'|'.join(map(str, missing))})"
    if re.search(rf"^{number}\s(?=\D)", between, re.MULTILINE):
        return True
    if _stands_beside(lines, before, item, number if head else rf"{number}[.)]"):
        return True
    if head:
        return bool(re.search(rf"(?:^|\s){number}(?!\d)", between))
    return any(
        re.search(rf"(?:^|\s)\(?{number} ?{end}(?!\d)", between)
        and (item.style.endswith(end[-1]) or not re.search(rf"(?:^|\s)\(?1 ?{end}", between))
        for end in (r"\.", r"\)")
    )


def _stands_beside(lines: Sequence[Line], before: Item, item: Item, number: str) -> bool:
    """Whether a number begins a column of text that stands beside the lines near an item."""
    near = lines[max(before.at - _FAR, 0) : item.at + _FAR]
    return any(re.search(rf"\S {{2,}}{number} ?[ก-๎]", line.text) for line in near)


def _strangers(lines: Sequence[Line], listings: Sequence[Listing]) -> Iterator[Finding]:
    """Sub-numbers that begin directly under another number: 3.1 under 4."""
    above = {id(item): listing for listing in listings for item in listing.items}
    for listing in listings:
        first, parent = listing.items[0], listing.parent
        if listing.style != "1.1" or parent is None or not _is_stranger(lines, first, parent):
            continue
        if not _explains(above.get(id(parent)), parent):
            continue
        expected = numbered("1.1", (*parent.parts, 1))
        sure = Sure.LIKELY if len(listing.items) > 1 or parent.parts[-1] > 1 else Sure.LOOK
        under = f"{parent.printed} ({shortened(parent.text)})"
        message = f"ข้อย่อย {first.printed} อยู่ใต้ {under} ควรเป็น {expected}"
        yield _finding(lines, first, parent, expected, sure, message)


def _is_stranger(lines: Sequence[Line], first: Item, parent: Item) -> bool:
    """Whether x.1 stands right under the number beside x, and x isn't printed between."""
    number = first.parts[-2]
    if parent.style not in _PARENTS or len(parent.parts) != len(first.parts) - 1:
        return False
    near = parent.room == first.room and first.at - parent.at <= _DIRECTLY
    beside = parent.parts[-1] - number in (1, -1) and parent.parts[:-1] == first.parts[:-2]
    between = (plain(lines[at].text) for at in range(parent.at + 1, first.at))
    lost = any(re.match(rf"\D{{0,12}}{number}\b", text) for text in between)
    return first.parts[-1] == 1 and near and beside and not lost


def _explains(above: Listing | None, parent: Item) -> bool:
    """Whether the parent follows on what is before it; else its own number is wrong."""
    if above is None:
        return False
    place = next(n for n, item in enumerate(above.items) if item is parent)
    return place > 0 and above.items[place - 1].parts[-1] == parent.parts[-1] - 1


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
        expected = next_number(before)
        message = f"{called(item)}อยู่ระหว่าง {before.printed} กับ {after.printed} ควรเป็น {expected}"
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
            yield _finding(lines, first, last, next_number(last), Sure.LOOK, message)


def _finding(
    lines: Sequence[Line], item: Item, other: Item, expected: str, sure: Sure, message: str
) -> Finding:
    told = number_of(item), expected, sure, message, (other.at,)
    return found_at(lines, item.at, Kind.NUMBERING, *told)
