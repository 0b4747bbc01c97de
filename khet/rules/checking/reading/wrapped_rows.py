"""Rows of text whose label was wrapped: lines of words, then a line with the numbers alone."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from khet.rules.checking.reading.cells import (
    Row,
    cell_of,
    cells_of,
    label_of,
    parted,
    style_of,
    without_level,
)
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line

_ITEM = re.compile(r"^(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?|[-•*]) ")
_EACH = re.compile(r"(?:ละ|[x×])$")
_EACH_PRICE = re.compile(r"(?:ละ|[x×]) [\d,.]+(?: ?บาท| ?คน)?$")
"""What one costs, at the end of a line: no number of a column."""
_REST, _AMOUNT = re.compile(r"\d{1,2}(?:,\d{3}){1,2}"), re.compile(r"\d{3}(?:,\d{3}){1,2}")
_COUNTED = "คน|วัน|มื้อ|ชุด|ครั้ง|ชั่วโมง|เล่ม|รายการ|แห่ง|โรงเรียน|โรง|ห้อง|เครื่อง|เดือน|ตัว|หลัง|ราย|แผ่น|รุ่น"
_UNIT = re.compile(rf"(?:บาท|{_COUNTED})(?:$| ๆ| ?(?:{_COUNTED})ละ)")
_LINES, _LONGEST, _LONGEST_TORN, _HEADS, _NEAR, _NARROW = 4, 45, 90, 2, 6, 22

Found = tuple[int, Row | None]


def with_wrapped(lines: Sequence[Line], rows: Sequence[Found]) -> list[Found]:
    """The lines and their rows, those of wrapped labels joined where rows beside are as wide.

    >>> from khet.rules.checking.reading.cells import row_of
    >>> texts = ["ภาษาไทย 51.20 56.73", "วิทยาศาสตร์และ", "เทคโนโลยี", "36.05 41.22"]
    >>> lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    >>> found = with_wrapped(lines, [(at, row_of(line, at)) for at, line in enumerate(lines)])
    >>> [(row.label, len(row.cells)) for _at, row in found if row]
    [('ภาษาไทย', 2), ('วิทยาศาสตร์และเทคโนโลยี', 2)]
    """
    bare = [_numbers(lines, at) for at, _row in rows]
    rows = [(at, None if row and _goes_on(lines, at) else row) for at, row in rows]
    rows = [(at, _with_rest(lines, row) if row else None) for at, row in rows]
    found: list[Found] = []
    for n, (at, row) in enumerate(rows):
        numbers = bare[n]
        label = _label(lines, found) if numbers else []
        around = range(max(n - len(label) - _NEAR, 0), min(n + _NEAR, len(rows)))
        near = [other for m in around if m != n and (other := _labelled(rows[m][1], bare[m]))]
        if not numbers or not any(_is_alike(numbers, other) for other in near):
            found = _without_column(lines, found, row) if row else found
            found.append((at, row))
            continue
        words = "".join(plain(lines[one].text) for one in label)
        if label:
            del found[-len(label) :]
            found = _without_column(lines, found, replace(numbers, drawn=False))
        label_now, style = label_of(words), style_of(words)
        found.append((at, replace(numbers, label=label_now, style=style, drawn=False)))
    return found


def _without_column(lines: Sequence[Line], found: list[Found], row: Row) -> list[Found]:
    """The lines without wrapped words of a first column between a row and one like it."""
    words = list(takewhile(lambda one: not one[1] and _is_torn(lines[one[0]]), reversed(found)))
    before = found[-len(words) - 1][1] if 0 < len(words) < len(found) else None
    wrapped = 1 < len(words) < _LINES and before and _is_alike(row, before) and not row.drawn
    return found[: -len(words)] if wrapped else found


def _is_torn(line: Line) -> bool:
    """Whether a line is a few letters in one piece, as narrow columns have."""
    text = plain(line.text)
    bare = not any(char.isdigit() or char == " " for char in text)
    return 0 < len(text) <= _NARROW and bare and not line.table


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the next line has what the number at the end is of: "วิทยากร 12" / "คน คนละ 600"."""
    after = plain(lines[at + 1].text) if at + 1 < len(lines) and not lines[at].table else ""
    return bool(_UNIT.match(after))


def _with_rest(lines: Sequence[Line], row: Row) -> Row:
    """A row whose last number was torn ("12" / "2,390"), whole again."""
    rest = plain(lines[row.at + 1].text) if row.at + 1 < len(lines) else ""
    last = row.cells[-1] if row.cells else None
    amounts = sum("," in cell.printed for cell in row.cells)
    if not last or amounts * 2 < len(row.cells) or not _REST.fullmatch(rest):
        return row
    number = f"{last.printed}{rest}"
    whole = last.printed.isdigit() and len(row.cells) > 1 and _AMOUNT.fullmatch(number)
    return replace(row, cells=(*row.cells[:-1], cell_of(number, row.at))) if whole else row


def _labelled(row: Row | None, numbers: Row | None) -> Row | None:
    """A row beside: one with a label, or numbers only whose label may be wrapped too."""
    if row and row.label:
        return row
    several = numbers and (len(numbers.cells) > 1 or numbers.drawn)
    return numbers if several else None


def _numbers(lines: Sequence[Line], at: int) -> Row | None:
    """A line of numbers only, a word of a level behind them left out, as a row without label.

    It is as drawn where that word stands there.
    """
    line = lines[at]
    if line.table or len(parted(line.text)) > 1 or len(line.text) > _LONGEST:
        return None
    text = plain(line.text)
    bare = without_level(text)
    cells = tuple(cells_of(bare.split(" "), at))
    fits = all(cell.value is not None or cell.printed == "-" for cell in cells)
    price = at > 0 and _EACH.search(plain(lines[at - 1].text))
    return Row(at, "", cells, drawn=bare != text) if fits and not price else None


def _label(lines: Sequence[Line], found: Sequence[Found]) -> list[int]:
    """The lines of words right above, up to that which begins an item; none if heads are above."""
    label: list[int] = []
    for at, row in reversed(found[-_LINES:]):
        text = plain(lines[at].text)
        price = row and len(row.cells) == 1 and _EACH_PRICE.search(text)
        torn = _goes_on(lines, at)
        longest = _LONGEST_TORN if torn else _LONGEST
        if (row and not price) or len(text) > longest or len(parted(lines[at].text)) > 1:
            break
        item = bool(_ITEM.match(text)) or torn
        if (text.count(" ") > _HEADS and not item and not price) or lines[at].table:
            break
        label.insert(0, at)
        if item:
            return label
    first = len(label) == len(found) or not found[-len(label) - 1][1]
    return [] if first and (len(label) > _HEADS or _is_heading(lines, label)) else label


def _is_heading(lines: Sequence[Line], label: Sequence[int]) -> bool:
    """Whether lines above the first row are rather headings: units in brackets."""
    return any(plain(lines[at].text).startswith("(") for at in label)


def _is_alike(numbers: Row, other: Row) -> bool:
    """Whether a row has as many numbers, and decimals where these have."""
    if len(other.cells) != len(numbers.cells):
        return False
    pairs = zip(numbers.cells, other.cells, strict=True)
    return all(
        bool(one.places) == bool(two.places) or None in (one.value, two.value) for one, two in pairs
    )
