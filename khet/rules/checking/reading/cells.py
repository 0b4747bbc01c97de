"""Rows of tables out of lines, however the table is drawn.

A row is a label and its numbers. Lines of a table that the file knows come with their cells; in
text they are parted by "|", tabs or wide gaps, or the numbers simply end the line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from khet.rules.checking.reading.quantities import NUMBER, plain, quantities
from khet.rules.checking.reading.stream import Line

_PARTED = re.compile(r"\s*[|\t]\s*|\s{2,}")
_AMOUNT = re.compile(
    rf"([+-])?({NUMBER})(?:\.-|/-)?(?: ?(%|บาท|คน|โรงเรียน|โรง|แห่ง|ครั้ง|ราย|วัน|ชุด))?"
)
_PAIRED = re.compile(rf"({NUMBER})(?: ?(?:คน|โรงเรียน|โรง|แห่ง))? ?\((?:ร้อยละ ?)?({NUMBER}) ?(%?)\)")
_TOKENS = re.compile(
    rf"\(?(?:ร้อยละ ?)?[+-]?(?:{NUMBER})(?:\.-)?(?: ?%| ?บาท| ?คน| ?โรงเรียน| ?โรง| ?แห่ง)?\)?|-"
)
_ORDINAL = re.compile(
    r"(?:(?<!หน้า)(?<!พื้น)(?<!สถาน)ที่|ข้อ|ปี|พ\.ศ\.|ปีการศึกษา|ปีงบประมาณ|หน้า|ป\.|ม\.|ระดับ|รุ่น|บทที่|ตาราง|โทร\.?|เลขที่)$"
)
_SYMBOL = re.compile(r"^(?:[xX]\u0304|[xX]\u0305|S\.? ?D\.?|ค่าเฉลี่ย|เฉลี่ย|[nN]) ?= ?(?=\d)")
_LEVEL = re.compile(
    r"(?<=\d) (?:อยู่ใน)?(?:ระดับ)?"
    r"(?:มากที่สุด|มาก|ปานกลาง|น้อยที่สุด|น้อย|ดีเยี่ยม|ยอดเยี่ยม|ดีเลิศ|ดีเด่น|ดีมาก|ดี|พอใช้|ผ่าน|ไม่ผ่าน"
    r"|(?:ควร|ต้อง)?ปรับปรุง(?:เร่งด่วน)?|กำลังพัฒนา|สูงมาก|สูง|ต่ำมาก|ต่ำ)$"
)
_OF_ALL = re.compile(
    rf"(?<=\d)( ?[ก-๎]{{0,12}}) ?\(?จาก(?:ทั้งหมด|จำนวน|เป้าหมาย)? ?(?:{NUMBER})(?: ?[ก-๎]{{1,12}})?\)?$"
)
"""What a count is of, behind it: "112 คน จาก 117 คน"."""
_FACTORS = re.compile(rf"(?:{NUMBER}) ?[ก-๎]{{0,14}} ?[xX×*] ?\d")
"""How the amount behind it is reckoned: "50 คน x 2 มื้อ x 100 บาท"."""
_STYLE = re.compile(r"^ ?(\(\d{1,2}\)|\d{1,2}\)|\d{1,2}(?:\.\d{1,2})+|\d{1,2}\.|[-•*])")
_LONGEST, _LONGEST_ROW, _LEVELS = 80, 300, 3
_NOTHING = frozenset({"", "-", ".", "...", "ไม่มี"})
_TRAILING = re.compile(
    rf"^(.*?[^\d\s.,+(-].*?)[ :]+((?:{_TOKENS.pattern})(?: +(?:{_TOKENS.pattern}))*)$"
)
_INDEX = re.compile(r"^ ?\(?\d{1,3}[.)]? +(?=\D)")


@dataclass(frozen=True)
class Cell:
    """A number in a row: ``value`` is ``None`` where nothing or words stand there."""

    value: Decimal | None
    places: int
    percent: bool
    printed: str
    at: int
    unit: str = ""

    @property
    def step(self) -> Decimal:
        """One of the last decimal printed."""
        return Decimal(1).scaleb(-self.places)


@dataclass(frozen=True)
class Row:
    """A row of a table: where it stands (index of its line), its label, its cells.

    ``style`` is how its item is numbered ("1)", "(1)", "-"), "" where it isn't; ``drawn`` whether
    its cells are parted and not just words that numbers follow.
    """

    at: int
    label: str
    cells: tuple[Cell, ...]
    style: str = ""
    drawn: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether its numbers are years only, or the levels 5 to 1, as headings of columns are."""
        values = [cell for cell in self.cells if cell.value is not None]
        years = (cell.printed.isdigit() and 2400 <= int(cell.printed) <= 2699 for cell in values)
        return bool(values) and (all(years) or self._has_levels)

    @property
    def _has_levels(self) -> bool:
        """Whether it counts down to 1 or 0 without a label, or with words beside the numbers."""
        levels = [cell.value for cell in self.cells if cell.value is not None]
        steps = {one - two for one, two in pairwise(levels)}
        down = len(levels) >= _LEVELS and steps in ({1}, {Decimal("0.5")}) and levels[-1] in (0, 1)
        return down and (not self.label or any(map(is_words, self.cells)))

    @property
    def numbers(self) -> int:
        """How many cells have a number."""
        return sum(cell.value is not None for cell in self.cells)


def cell_of(text: str, at: int) -> Cell:
    """What a cell says.

    >>> cell_of("๔๘.๗๒%", 0).value, cell_of("-", 0).value
    (Decimal('48.72'), None)
    """
    amount = _SYMBOL.sub("", plain(text).strip("()").removeprefix("ร้อยละ").strip())
    found = _AMOUNT.fullmatch(amount)
    if not found:
        return Cell(None, 0, False, text.strip(), at)
    digits = found[2].replace(",", "").replace(" ", "")
    value = Decimal(digits) * (-1 if found[1] == "-" else 1)
    percent = found[3] == "%" or "ร้อยละ" in text
    places = len(digits.partition(".")[2])
    printed = (found[1] or "") + found[2]
    amount_of_money = not places or "," in found[2]
    if not percent and amount_of_money and re.fullmatch(r"\(\S+\)", text.strip()):
        printed = f"({printed})"
    return Cell(value, places, percent, printed, at, found[3] or "")


def cells_of(texts: Sequence[str], at: int) -> list[Cell]:
    """The cells of a row; "57 (48.72)" is two of them."""
    found: list[Cell] = []
    for text in texts:
        pair = _PAIRED.fullmatch(plain(text))
        parts = [pair[1], pair[2] + pair[3]] if pair else _several(text)
        found.extend(cell_of(part, at) for part in parts)
    return found


def _several(text: str) -> list[str]:
    """Numbers that stand in one cell with spaces between; the cell itself otherwise."""
    parts = plain(text).split(" ")
    numbers = len(parts) > 1 and all(cell_of(part, 0).value is not None for part in parts)
    return parts if numbers and not re.search(r"\d \.\d", text) else [text]


def without_level(text: str) -> str:
    """A text without the word of a level at its end.

    >>> without_level("4.46 0.58 มาก"), without_level("1 ทุนเสมอภาค")
    ('4.46 0.58', '1 ทุนเสมอภาค')
    """
    return _LEVEL.sub("", text)


def row_of(line: Line, at: int) -> Row | None:
    """The line as a row of a table: words first, then numbers; ``None`` where it is none.

    >>> row = row_of(Line(1, "ดีเยี่ยม 58 49.57"), 0)
    >>> row.label, [str(cell.value) for cell in row.cells]
    ('ดีเยี่ยม', ['58', '49.57'])
    """
    texts = list(line.cells) or parted(line.text)
    if len(texts) > 1:
        return _row_of_cells(texts, at)
    text = _OF_ALL.sub(r"\1", without_level(plain(line.text)))
    if len(numbers := _several(text)) > 1:
        return Row(at, "", tuple(cells_of(numbers, at)))
    found = _TRAILING.match(text) if len(text) <= _LONGEST_ROW else None
    if not found or len(found[1]) > _LONGEST or _is_sentence(found[1]):
        return None
    label, tokens = found[1], [one[0] for one in _TOKENS.finditer(found[2])]
    if (_ORDINAL.search(label) and tokens[0].isdigit()) or _closes(label, tokens[0]):
        label, tokens = f"{label} {tokens[0]}", tokens[1:]
    cells = tuple(cells_of(tokens, at))
    return Row(at, label_of(label), cells, style_of(label)) if tokens else None


def _closes(label: str, token: str) -> bool:
    """Whether a number ends what a bracket of the label begins: "น้ำหนัก (ส.ค. 68)"."""
    return token[-1] == ")" and token[0] != "(" and label.count("(") > label.count(")")


def _is_sentence(label: str) -> bool:
    """Whether the words before the last numbers have quantities of their own, none multiplied."""
    told = [one.unit for one in quantities(label)]
    own = len(told) > 1 and ("บาท" in told or not label.startswith("รวม"))
    return own and not _FACTORS.search(label)


def style_of(text: str) -> str:
    """How an item is numbered, its digits as 1: "(12) ค่าอาหาร" → "(1)"."""
    found = _STYLE.match(plain(text))
    return re.sub(r"\d+", "1", found[1]) if found else ""


def parted(text: str) -> list[str]:
    """The cells that a line draws with "|", tabs or wide gaps; one where it draws none."""
    whole = text.strip()
    inner = whole.strip("|").strip() if whole[:1] == "|" else whole
    return [part.strip() for part in _PARTED.split(inner)] if inner else []


def is_level(text: str) -> bool:
    """Whether words are those of a level and nothing more.

    >>> is_level("ดีมาก"), is_level("ผลดีมาก")
    (True, False)
    """
    return bool(_LEVEL.fullmatch(f"1 {text}", 1))


def label_of(text: str) -> str:
    """The words of a row without its running number: "1. บ้านนา" → "บ้านนา"."""
    return _INDEX.sub("", plain(text)).strip(" .:-")


def is_number(text: str) -> bool:
    """Whether the text is a number and nothing more, or the dash that stands for none."""
    return text.strip() == "-" or cell_of(text, 0).value is not None


def _row_of_cells(texts: Sequence[str], at: int) -> Row | None:
    cells = cells_of(texts, at)
    first = next((n for n, cell in enumerate(cells) if is_words(cell)), None)
    last = len(cells) - 1
    if first is None or (first == last and sum(cell.value is not None for cell in cells) > 1):
        return Row(at, "", tuple(cells), drawn=True) if last else None
    start = next((n for n in range(first, len(cells)) if not is_words(cells[n])), len(cells))
    label = label_of(" ".join(cell.printed for cell in cells[first:start]))
    style = "1" if first == 1 and cells[0].value is not None else style_of(cells[first].printed)
    return Row(at, label, tuple(cells[start:]), style, drawn=True)


def is_words(cell: Cell) -> bool:
    """Whether a cell has words in it: neither a number nor nothing."""
    return cell.value is None and cell.printed.strip() not in _NOTHING
