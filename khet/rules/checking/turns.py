"""Numbers of times that rows begin with: ครั้งที่ 4/2566, รุ่นที่ 2, งวดที่ 3; also under such a head."""

import re
from collections.abc import Sequence
from itertools import pairwise

from khet.rules.checking.cells import parted
from khet.rules.checking.days import stated
from khet.rules.checking.items import Item
from khet.rules.checking.lists import Listing
from khet.rules.checking.quantities import plain
from khet.rules.checking.stream import Line

_WORDS = r"(?:การประชุม)?(ครั้งที่|รุ่นที่|งวดที่|สัปดาห์ที่|ระยะที่|ไตรมาสที่|ฐานที่|กลุ่มที่)"
_NAMED = re.compile(rf"{_WORDS} ?(\d{{1,2}})(/\d{{4}})?(?![\d/,.-])")
_OF_YEAR = re.compile(r"(?:ครั้งที่ ?)?(\d{1,2})(/\d{4})")
_HEAD = re.compile(r"ครั้งที่|รุ่นที่|ประชุม")
_GAP, _ABOVE, _FEWEST = 3, 3, 3


def turns_in(lines: Sequence[Line]) -> list[Listing]:
    """The numbers of times of each table or list that begin with 1 and mostly go on by one.

    >>> texts = ["ครั้งที่ | วันที่", *(f"{n}/2566 | {n} ต.ค. 2565" for n in (1, 2, 3, 3))]
    >>> [one.style for one in turns_in([Line(n, text) for n, text in enumerate(texts, 1)])]
    ['1/2566']
    """
    runs: list[list[Item]] = []
    open_runs: dict[tuple[str, str], list[Item]] = {}
    for at, line in enumerate(lines):
        item = _item(lines, at)
        if item is None:
            continue
        run = open_runs.get((item.room, item.style))
        if run is None or at - run[-1].at > _GAP or item.parts[-1] < run[-1].parts[-1]:
            run = open_runs[item.room, item.style] = []
            runs.append(run)
        run.append(item)
        if line.heading:
            open_runs.clear()
    return [Listing(run[0].style, tuple(run)) for run in runs if _goes_on(run)]


def _item(lines: Sequence[Line], at: int) -> Item | None:
    line = lines[at]
    cells = [plain(cell) for cell in (line.cells or parted(line.text))]
    for n, cell in enumerate(cells[:2]):
        if found := _NAMED.match(cell):
            style, rest = f"{found[1]} 1{found[3] or ''}", cell[found.end() :]
            text = " ".join([rest, *cells[n + 1 :]])
            return Item(at, (int(found[2]),), style, text.strip(), 0, f"t{line.table}")
        found = _OF_YEAR.fullmatch(cell)
        if found and len(cells) > n + 1 and _is_headed(lines, at, cell):
            text = " ".join(cells[n + 1 :])
            return Item(at, (int(found[1]),), f"1{found[2]}", text, 0, f"t{line.table}")
    return None


def _is_headed(lines: Sequence[Line], at: int, cell: str) -> bool:
    """Whether the table above says that its rows are times, or the row itself has a day."""
    return bool(stated(plain(lines[at].text))) or any(
        _HEAD.search(line.text) for line in lines[max(0, at - _ABOVE) : at]
    )


def _goes_on(run: Sequence[Item]) -> bool:
    steps = [other.parts[-1] - one.parts[-1] for one, other in pairwise(run)]
    by_one = steps.count(1)
    return len(run) >= _FEWEST and run[0].parts == (1,) and by_one > 1 and by_one + 2 >= len(steps)


def is_turn(style: str) -> bool:
    """Whether a style is one of times.

    >>> is_turn("1/2566"), is_turn("ครั้งที่ 1"), is_turn("1.")
    (True, True, False)
    """
    return style.startswith("1/") or bool(_NAMED.match(style))


def is_one_turn(listing: Listing, place: int) -> bool:
    """Whether a number printed twice may be one time in two rows: none is left out after it."""
    before, item, *after = listing.items[place - 1 : place + 2]
    if after and after[0].parts[-1] - item.parts[-1] == 2:
        return False
    if place == 1:
        return True
    one, other = ([day.days for day in stated(text.text)] for text in (before, item))
    return not one or not other or one == other
