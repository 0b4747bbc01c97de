"""Templates, answers and what they come to together, as rules: by hand and by property."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from khet.rules.workbook_cells import (
    Area,
    Book,
    Cell,
    Limit,
    Page,
    Place,
    Value,
    place_of,
    ref,
)
from khet.rules.workbook_checks import check
from khet.rules.workbook_merging import Total, merged
from khet.rules.workbook_templates import Asked, Kind, Sheet, Template, template_of
from khet.rules.workbook_values import Wrong, as_json, of_json, value_of
from khet.rules.workbook_years import are_years

NAME = "แบบ"
OPEN = Cell(locked=False)
GRADES = ("ก", "ข", "ค")
WHOLE = Limit((Area(5, 2, 5, 2),), "whole", "between", "0", "100")
LIST = Limit((Area(6, 2, 6, 2),), "list", items=GRADES)
DAY = Cell(locked=False, shape="d mmm yyyy")


def _form() -> Page:
    """A protected sheet: text, day, whole number, list, a formula, and a table of two columns."""
    words = ("ชื่อ", "วัน", "จำนวน", "ระดับ", "สองเท่า")
    cells = {(1, 1): Cell("แบบทดสอบ")} | {(row, 1): Cell(word) for row, word in enumerate(words, 3)}
    cells |= {(3, 2): OPEN, (4, 2): DAY, (5, 2): OPEN, (6, 2): OPEN}
    cells |= {(7, 2): Cell(Decimal(2), "=B5*2"), (9, 1): Cell("รายการ *"), (9, 2): Cell("ราคา")}
    cells |= {(row, 1): OPEN for row in range(10, 15)}
    cells |= {(row, 2): Cell(locked=False, shape="#,##0.00") for row in range(10, 15)}
    return Page(NAME, cells, protected=True, limits=(WHOLE, LIST))


FORM = _form()
ASKS = template_of(Book((FORM,)))
FIXED = sorted(place for place, cell in FORM.cells.items() if cell.filled)


def _answer(values: dict[Place, Value | None], page: Page = FORM) -> Book:
    cells = dict(page.cells)
    for place, value in values.items():
        before = cells.get(place, Cell())
        cells[place] = Cell(value, before.formula, "", before.locked, before.shape)
    return Book((Page(page.name, cells, page.protected, limits=page.limits),))


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)
_PRICE = st.decimals(0, 10**6, places=2)
_FILLED = st.fixed_dictionaries(
    {},
    optional={
        (3, 2): _TEXT,
        (4, 2): st.dates(date(1900, 3, 1), date(2300, 1, 1)),
        (5, 2): st.integers(0, 100).map(Decimal),
        (6, 2): st.sampled_from(GRADES),
        **{(row, 2): _PRICE for row in range(10, 15)},
    },
)


@given(_FILLED)
def test_any_filling_within_the_rules_comes_back_unchanged(values: dict[Place, Value]) -> None:
    assume(values)
    rows = [row for row, _column in values if row >= 10]
    filled = {**values, **{(row, 1): f"ของ {row}" for row in rows}}
    checked = check(ASKS, _answer(filled))
    assert checked.faults == ()
    kept = {name: {c: of_json(as_json(v)) for c, v in cells.items()} for name, cells in
            checked.values.items()}  # fmt: skip
    single, table = merged(ASKS, [kept])
    asked = [filled.get((row, 2)) for row in (3, 4, 5, 6)]
    assert single.rows == ((0, (*asked, Decimal(2))),)
    written = [(filled[row, 1], filled.get((row, 2))) for row in sorted(rows)]
    assert [row for _n, row in table.rows] == written


@given(st.sampled_from(FIXED), _TEXT)
def test_any_change_of_a_locked_cell_is_found(place: Place, text: str) -> None:
    before = FORM.cells[place]
    cells = {**FORM.cells, place: Cell(text), (3, 2): Cell("มีคำตอบ", locked=False)}
    assume(text != before.value)
    faults = check(ASKS, Book((Page(NAME, cells, protected=True),))).faults
    assert [fault.cell for fault in faults] == [ref(place)]


@given(st.sampled_from(FIXED))
def test_any_locked_cell_that_was_emptied_is_found(place: Place) -> None:
    cells = {p: c for p, c in FORM.cells.items() if p != place}
    cells[3, 2] = Cell("มีคำตอบ", locked=False)
    faults = check(ASKS, Book((Page(NAME, cells, protected=True),))).faults
    assert [fault.cell for fault in faults] == [ref(place)]


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_a_cell_s_name_leads_back(row: int, column: int) -> None:
    assert place_of(ref((row, column))) == (row, column)


def test_two_wrong_of_117_are_told_in_one_cell_each() -> None:
    wrong = {3: {(5, 2): "ไม่ทราบ"}, 77: {(6, 2): "ง"}}
    good: dict[Place, Value | None] = {(3, 2): "ชื่อ", (5, 2): Decimal(5), (6, 2): "ก"}
    checked = [check(ASKS, _answer({**good, **wrong.get(n, {})})) for n in range(117)]
    told = {n: [f.cell for f in one.faults] for n, one in enumerate(checked) if one.faults}
    assert told == {3: ["B5"], 77: ["B6"]}


def test_an_empty_cell_is_not_known_and_a_zero_is_told() -> None:
    checked = check(ASKS, _answer({(3, 2): "ชื่อ", (5, 2): Decimal(0)}))
    assert checked.values[NAME]["B5"] == Decimal(0)
    assert "B4" not in checked.values[NAME]
    assert [one.cell for one in checked.odd] == ["B4", "B6", "A10"]


def test_nothing_filled_in_is_no_answer() -> None:
    assert [fault.code for fault in check(ASKS, _answer({})).faults] == ["nothing"]


def test_a_row_without_what_it_needs_is_told_at_that_cell() -> None:
    faults = check(ASKS, _answer({(12, 2): Decimal(5)})).faults
    assert [(fault.cell, fault.label, fault.code) for fault in faults] == [
        ("A12", "รายการ", "missing")
    ]


def test_below_the_table_and_beside_it_nothing_may_stand() -> None:
    faults = check(ASKS, _answer({(3, 2): "ก", (15, 1): "เกิน", (2, 5): "ข้าง"})).faults
    assert [(fault.cell, fault.code) for fault in faults] == [("E2", "outside"), ("A15", "below")]


def test_a_further_sheet_is_odd_and_a_missing_one_wrong() -> None:
    book = _answer({(3, 2): "ก"})
    more = Book((*book.pages, Page("เพิ่ม", {(1, 1): Cell("x")})))
    assert [one.code for one in check(ASKS, more).odd if one.sheet == "เพิ่ม"] == ["extra-sheet"]
    assert [one.code for one in check(ASKS, Book((Page("อื่น", {}),))).faults] == ["no-sheet"]


def test_rows_taken_out_are_told_as_such() -> None:
    cells = {(row - 1 if row > 3 else row, c): cell for (row, c), cell in FORM.cells.items()
             if row != 3}  # fmt: skip
    [fault] = check(ASKS, Book((Page(NAME, cells, protected=True),))).faults
    assert (fault.code, fault.about["rows"]) == ("rows-gone", "1")


def test_hidden_rows_and_sheets_are_nobody_s_to_fill_in() -> None:
    hidden = Page(NAME, FORM.cells, protected=True, hidden_rows=frozenset({3}))
    [sheet] = template_of(Book((hidden, Page("ลับ", {(1, 1): OPEN}, True, True)))).sheets
    assert (3, 2) not in {one.place for one in sheet.single}


def test_a_numbered_table_keeps_its_numbers_and_ends_before_the_next_words() -> None:
    head = {(1, 1): Cell("ที่"), (1, 2): Cell("ชื่อ"), (1, 3): Cell("คะแนน")}
    numbers = {(row, 1): Cell(Decimal(row - 1)) for row in range(2, 5)}
    page = Page(NAME, {**head, **numbers, (8, 1): Cell("ลงชื่อ")})
    asks = template_of(Book((page,)))
    table = asks.sheets[0].table
    assert table is not None
    assert (table.top, table.bottom, table.numbered) == (2, 7, frozenset({1}))
    book = _answer({(2, 2): "ก", (2, 3): Decimal(7), (6, 2): "ข", (6, 1): Decimal(5)}, page)
    checked = check(asks, book)
    assert checked.faults == ()
    [sheet] = merged(asks, [checked.values])
    assert [row for _n, row in sheet.rows] == [
        (Decimal(1), "ก", Decimal(7)),
        (Decimal(5), "ข", None),
    ]
    assert sheet.totals == (None, None, Total(Decimal(7), 1, 0))


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Kind.NUMBER, " 1,234.50 ", Decimal("1234.50")),
        (Kind.NUMBER, "-๕", Decimal(-5)),
        (Kind.TEXT, Decimal("12"), "12"),
        (Kind.DATE, Decimal(41873), date(2014, 8, 22)),
        (Kind.DATE, "๒๒ ส.ค. ๒๕๕๗", date(2014, 8, 22)),
        (Kind.DATE, date(2557, 8, 22), date(2014, 8, 22)),
        (Kind.ANY, "0123", "0123"),
        (Kind.ANY, "  ", None),
    ],
)
def test_what_schools_type_is_read(kind: Kind, typed: Value, value: Value | None) -> None:
    assert value_of(Asked((1, 1), "ก", kind), Cell(typed)) == value


@pytest.mark.parametrize(
    "typed", ["12 คน", "1,23", "0,125", "12 5", "-", "๑.๒.๓", "12%", True, date(2014, 8, 22)]
)
def test_what_is_no_number_is_refused(typed: Value) -> None:
    found = value_of(Asked((1, 1), "ก", Kind.NUMBER), Cell(typed))
    assert isinstance(found, Wrong)
    assert found.code == "not-number"


def test_a_percent_is_read_where_percents_are_shown() -> None:
    asked = Asked((1, 1), "ก", Kind.NUMBER, percent=True)
    assert value_of(asked, Cell("80%")) == Decimal("0.8")


@pytest.mark.parametrize(
    ("operator", "good", "bad"),
    [
        ("between", (1, 5, 9), (0, 10)),
        ("notBetween", (0, 10), (1, 9)),
        ("equal", (1,), (2,)),
        ("notEqual", (2,), (1,)),
        ("lessThan", (0,), (1,)),
        ("lessThanOrEqual", (1,), (2,)),
        ("greaterThan", (2,), (1,)),
        ("greaterThanOrEqual", (1,), (0,)),
    ],
)
def test_every_operator_of_a_range_counts(
    operator: str, good: tuple[int, ...], bad: tuple[int, ...]
) -> None:
    limit = Limit((), "whole", operator, "1", "9")
    asked = Asked((1, 1), "ก", Kind.WHOLE, limit=limit)
    read = {n: value_of(asked, Cell(Decimal(n))) for n in (*good, *bad)}
    assert [read[n] for n in good] == [Decimal(n) for n in good]
    assert all(isinstance(read[n], Wrong) for n in bad)


_YEAR_HEADS = ["ปีที่สร้าง", "อาคาร – ปี พ.ศ. ที่ได้รับ", "ปีงบประมาณ", "ได้รับงบเมื่อ (พ.ศ.)", "B4"]


@pytest.mark.parametrize("label", [*_YEAR_HEADS, "วันเดือนปีที่ได้รับ", "ก่อตั้งเมื่อ"])
def test_years_are_not_added_up(label: str) -> None:
    years = ["2566", "2566.0", "1998"]
    asks = Template((Sheet(NAME, True, {}, (Asked((1, 1), label, Kind.ANY),)),))
    [sheet] = merged(asks, [{NAME: {"A1": Decimal(year)}} for year in years])
    assert sheet.totals == (None,)


@pytest.mark.parametrize(
    ("label", "number"),
    [
        *(("จำนวนเงิน (บาท)", 2500), ("นักเรียน ปีนี้", 2450), ("งบประมาณปี 2568", 2500)),
        *(("ปีการศึกษา ๒๕๖๘", 2450), ("ปีที่ 1", 2000), ("ปีละ", 2000), ("ก่อตั้งเมื่อ", 66)),
        *(("โต๊ะ", 2399), ("โต๊ะ", 2701), ("ปีที่จัดสรร", 5000), ("ปี่พาทย์", 40)),
    ],
)
def test_what_only_looks_like_a_year_is_added_up(label: str, number: int) -> None:
    assert not are_years(label, [Decimal(2566), Decimal(number), Decimal(number)])
    assert not are_years(label, [Decimal(number) + Decimal("0.5")])


def test_short_years_are_known_by_their_heading_only() -> None:
    assert are_years("ปีที่ซื้อ", [Decimal(66), Decimal(2567)])
    assert not are_years("เครื่อง", [Decimal(66)])


def test_a_total_tells_how_many_counted_and_who_said_nothing() -> None:
    two = {NAME: {"B5": Decimal(10), "A10": "ก", "B10": Decimal(1), "A11": "ข", "B11": Decimal(2)}}
    single, table = merged(ASKS, [two, {NAME: {"B3": "x"}}, {NAME: {"B5": Decimal(5)}}])
    totals = dict(zip(single.names, single.totals, strict=True))
    assert totals["จำนวน"] == Total(Decimal(15), 2, 1)
    assert totals["ชื่อ"] is None
    assert dict(zip(table.names, table.totals, strict=True))["ราคา"] == Total(Decimal(3), 1, 2)
    assert [n for n, _row in table.rows] == [0, 0]
