"""Rows of a table of text whose cells are broken over lines: "รวมก่อน 35" and below it "ประถม"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from khet.rules.checking.reading.cells import Row, cell_of, is_level, label_of, parted
from khet.rules.checking.reading.quantities import plain
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.reading.tables import is_average, is_total

_SUM = "รวม"
_LONGEST, _DIGITS, _ABOVE, _SHORTEST = 45, 3, 4, 4
MOST_WRAPPED = 4
"""How many lines may be looked at for where the rows of a table go on."""
_RUNNING = re.compile(r"(?:[0-9]{1,2}\.(?=[0-9] ))?([0-9]{1,3})[.)]? +(?=[ก-๎])")
_TITLE = re.compile(r"(?:ตาราง|แผนภูมิ|ภาพ|ส่วน|ตอน|บท|ข้อ|ด้าน)(?:ที่)? ?[0-9]|[0-9]{1,2}[.)] |[ก-ฮ]\. ")


def closes_bracket(row: Row, text: str) -> bool:
    """Whether a line goes on with a bracket that the label of the row above left open.

    >>> closes_bracket(Row(0, "สอนเสริม (80 ชั่วโมง ×", ()), "200 บาท)")
    True
    """
    is_open = row.label.count("(") > row.label.count(")")
    return is_open and text.count(")") > text.count("(") and "(" not in text.partition(")")[0]


def named_whole(row: Row, text: str) -> Row:
    """A row whose label is that of a total only with the words of the line below it.

    >>> [named_whole(Row(0, label, ()), "ประถม").label for label in ("รวมก่อน", "ก")]
    ['รวมก่อนประถม', 'ก']
    """
    whole = row.label + text
    torn = row.label.startswith("รวม") and not is_total(row.label) and len(whole) <= _LONGEST
    return replace(row, label=whole) if torn and is_total(whole) else row


def with_named_totals(lines: Sequence[Line], rows: Sequence[Row]) -> list[Row]:
    """The rows, "รวมทุนประถม" marked as a total where a line above begins with "ทุนประถม".

    >>> texts = ["ทุนประถม อำเภอเมือง 42", "อำเภอริมน้ำ 55", "รวมทุนประถม 97"]
    >>> lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    >>> rows = [Row(0, "ทุนประถม อำเภอเมือง", ()), Row(1, "อำเภอริมน้ำ", ()), Row(2, "รวมทุนประถม", ())]
    >>> [row.label for row in with_named_totals(lines, rows)]
    ['ทุนประถม อำเภอเมือง', 'อำเภอริมน้ำ', 'รวม ทุนประถม']
    """
    found: list[Row] = []
    for row in rows:
        name = row.label.removeprefix(_SUM).strip()
        unknown = row.label.startswith(_SUM) and not is_total(row.label)
        above = range(max(rows[0].at - _ABOVE, 0), row.at)
        named = unknown and len(name) >= _SHORTEST and any(_is_of(lines[at], name) for at in above)
        found.append(replace(row, label=f"{_SUM} {name}") if named else row)
    return found


def began_before(lines: Sequence[Line], row: Row) -> bool:
    """Whether the first row of a table of text has a number other than the first: it goes on.

    >>> [began_before([Line(1, text)], Row(0, "", ())) for text in ("20. บ้านนา 4", "1.1 บ้านนา 4")]
    [True, False]
    """
    text = plain(lines[row.at].text).strip()
    found = None if lines[row.at].cells else _RUNNING.match(text)
    return bool(found and int(found[1]) > 1 and not is_level(text[found.end() :]))


def with_numbers_as_names(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows, named by their running numbers where they have no words and a total or mean has.

    >>> from khet.rules.checking.reading.cells import row_of
    >>> texts = ["1 | 4", "2 | 5", "เฉลี่ย | 4.50"]
    >>> rows = [row_of(Line(n, text, tuple(text.split(" | "))), n) for n, text in enumerate(texts)]
    >>> [(row.label, len(row.cells)) for row in with_numbers_as_names(rows)]
    [('1', 1), ('2', 1), ('เฉลี่ย', 1)]
    """
    items = [row for row in rows if not row.label]
    sums = [row for row in rows if is_total(row.label) or is_average(row.label)]
    running = [row.cells[0].printed for row in items] == [str(n + 1) for n in range(len(items))]
    widths = {len(row.cells) for row in items}, {len(row.cells) + 1 for row in sums}
    if len(items) < len(rows) - len(sums) or not running or widths[0] != widths[1]:
        return rows
    return [
        row if row.label else replace(row, label=row.cells[0].printed, cells=row.cells[1:])
        for row in rows
    ]


def _is_of(line: Line, name: str) -> bool:
    return label_of(next((cell for cell in parted(line.text) if cell), "")).startswith(name)


def goes_on(
    lines: Sequence[Line], last: Sequence[Row], below: Sequence[tuple[int, Row | None]]
) -> bool:
    """Whether lines of words are labels broken over lines, below which the rows go on.

    >>> from khet.rules.checking.reading.cells import row_of
    >>> texts = ["ภาษาไทย 51.20 56.73", "วิทยาศาสตร์และ", "เทคโนโลยี", "36.05 41.22"]
    >>> lines = [Line(n, text) for n, text in enumerate(texts, 1)]
    >>> rows = [(at, row_of(line, at)) for at, line in enumerate(lines)]
    >>> goes_on(lines, [rows[0][1]], rows[2:])
    True
    """
    if not last or is_total(last[0].label) or is_average(last[0].label):
        return False
    for at, row in below:
        if row and row.numbers:
            same = len(row.cells) == len(last[0].cells) > 1 and row.drawn == last[0].drawn
            return same and not row.is_heading and (row.drawn or not row.label)
        text = plain(lines[at].text)
        if len(text) > _LONGEST or len(parted(lines[at].text)) > 1 or _TITLE.match(text):
            return False
    return False


def breaks_off(lines: Sequence[Line], last: Row) -> bool:
    """Whether the end of a number of the last row stands alone on the line below: "12", "2,390".

    >>> lines = [Line(1, "รวม   64,000   12"), Line(2, "                2,390")]
    >>> breaks_off(lines, Row(0, "รวม", (cell_of("64,000", 0), cell_of("12", 0)), drawn=True))
    True
    """
    below = next((line for line in lines[last.at + 1 : last.at + 3] if line.text.strip()), None)
    one_line = len(last.cells) > 1 and {cell.at for cell in last.cells} == {last.at}
    if below is None or below.table or "," not in below.text or not one_line:
        return False
    short = any(cell.printed.isdigit() and len(cell.printed) <= _DIGITS for cell in last.cells)
    return short and cell_of(below.text, 0).value is not None
