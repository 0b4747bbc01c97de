"""What is written as an XLSForm workbook is read back as it was."""

from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from khet.documents.xlsform.choices import one_line
from khet.documents.xlsform.reading import read
from khet.documents.xlsform.writing import write
from khet.rules.instrument_checks import MOST_WEIGHT, WEIGHT_PLACES, flaws
from khet.rules.instruments import Choice, Content, Item, ItemKind, Part, content_of, told_of
from khet.rules.ready_instruments import ReadyInstrument, ready_instruments
from tests.documents.xlsform_books import SCHEMES

K = ItemKind
_COUNTS = (K.LEVEL, K.YES_NO)
_CHOSEN = (K.ONE, K.MANY)
_letters = st.characters(exclude_categories=("Cs", "Cn"), exclude_characters="\ufffe\uffff")
_texts = (
    st.one_of(
        st.text(_letters, min_size=1, max_size=30),
        st.sampled_from(
            ["=SUM(A1)", "+66", "-", "@x", "<r>a</r>", "_x0041_", "a\r\nb", "๑๒", "“ก”"]
        ),
        st.from_regex(r"[ก-๙ a-z<>&'\"{}$]{1,20}", fullmatch=True),
    )
    .map(str.strip)
    .filter(lambda text: text and "${" not in text)
)
_lines = _texts.map(one_line)
_maybe = st.just("") | _texts
_names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,12}", fullmatch=True).filter("meta".__ne__)
_quoted = st.sampled_from(["'1'", '"it\'s"', "'๕'", "'“ก”'", "'<&>'", "''"])
_weights = st.decimals(0, MOST_WEIGHT, places=WEIGHT_PLACES) | st.sampled_from(
    [Decimal("1E+2"), Decimal("2.50")]
)
_choice_names = st.from_regex(r"[A-Za-z0-9_.-]{1,8}", fullmatch=True)


@st.composite
def _conditions(draw: st.DrawFn, before: list[str], own: bool = False) -> str:
    """A condition on the items before, or on the answer itself; often none."""
    known = [f"${{{name}}}" for name in before] + (["."] if own else [])
    if not known or draw(st.booleans()):
        return ""
    one, other = draw(st.sampled_from(known)), draw(st.sampled_from(known))
    quoted = draw(_quoted)
    return draw(
        st.sampled_from(
            [
                f"{one} >= 3",
                f"not({one} = {quoted}) or {other} != -2.5",
                f"selected({one}, {quoted}) and ({one} + {other}) div 2 < ๕",
            ]
        )
    )


@st.composite
def _items(draw: st.DrawFn, name: str, before: list[str]) -> Item:
    kind = draw(st.sampled_from(list(K)))
    choices = st.lists(_choice_names, min_size=1, max_size=4, unique=True)
    labels = st.lists(_lines, min_size=4, max_size=4, unique=True)
    levels = st.just(()) | st.tuples(*[_lines] * 5)
    return Item(
        name=name,
        kind=kind,
        label=draw(_maybe if kind == K.CALCULATE else _texts),
        hint=draw(_maybe),
        required=draw(st.booleans()),
        weight=draw(_weights) if kind in _COUNTS else Decimal(0),
        may_skip=draw(st.booleans()),
        levels=draw(levels) if kind == K.LEVEL else (),
        choices=tuple(map(Choice, draw(choices), draw(labels))) if kind in _CHOSEN else (),
        relevant=draw(_conditions(before)),
        constraint=draw(_conditions(before, own=True)),
        message=draw(_maybe),
        calculation=draw(st.sampled_from(["1 + 2 * 3", *(f"${{{one}}} div 2" for one in before)]))
        if kind == K.CALCULATE
        else "",
    )


@st.composite
def _contents(draw: st.DrawFn) -> Content:
    names = draw(st.lists(_names, min_size=2, max_size=9, unique=True))
    cut = draw(st.integers(1, len(names) - 1))
    before: list[str] = []
    parts = []
    for part_name, *item_names in filter(None, (names[:cut], names[cut:])):
        relevant = draw(_conditions(before))
        items = []
        for name in item_names:
            items.append(draw(_items(name, before)))
            before.append(name)
        parts.append(Part(part_name, draw(_lines), tuple(items), relevant))
    return Content(tuple(parts))


_asking = _contents().filter(lambda content: any(i.kind != K.NOTE for i in content.items))


@settings(max_examples=40, phases=[Phase.generate], deadline=None)
@given(_asking, _texts)
def test_every_instrument_comes_back(content: Content, title: str) -> None:
    assert flaws(content, SCHEMES) == []
    assert content_of(told_of(content)) == content
    made = write(content, title, "khet_7", "3")
    found = read(made, SCHEMES)
    assert found.content == content
    assert found.title == title
    assert [one.column for one in found.notices] == ["form_id"]
    assert write(content, title, "khet_7", "3") == made


@pytest.mark.parametrize("ready", ready_instruments(), ids=lambda ready: ready.code)
def test_instruments_that_come_with_khet_come_back(ready: ReadyInstrument) -> None:
    made = write(ready.content, ready.title, ready.code, "1")
    assert read(made, SCHEMES).content == ready.content


def test_what_is_written_is_text_and_pyxform_takes_it() -> None:
    items = (
        Item("n", K.DECIMAL, "=1+1", hint="@x", weight=Decimal(0)),
        Item("clean", K.YES_NO, "-สะอาด", weight=Decimal("2.50")),
    )
    made = write(Content((Part("p", "+ตอน", items),)), "=ชื่อ", "khet_7", "3")
    cells = [cell for sheet in load_workbook(BytesIO(made)) for row in sheet for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    xform = convert(made, file_type=".xlsx").xform
    assert "=1+1" in xform
    assert 'version="3"' in xform


def test_a_level_is_a_choice_of_its_texts() -> None:
    texts = ("ไม่มี", "น้อย", "พอใช้", "ดี", "ดีมาก")
    item = Item("how", K.LEVEL, "เพียงใด", levels=texts, weight=Decimal(1), may_skip=True)
    book = load_workbook(BytesIO(write(Content((Part("p", "ตอน", (item,)),)), "ก", "a", "1")))
    head, _group, row, _end = book["survey"].iter_rows(values_only=True)
    told = dict(zip(head, row, strict=True))
    assert told["type"] == "select_one how_list"
    assert (told["khet_weight"], told["khet_na"], told["khet_level_5"]) == ("1", "yes", "ดีมาก")
    choices = list(book["choices"].iter_rows(min_row=2, values_only=True))
    assert choices == [("how_list", str(n), text) for n, text in enumerate(texts, 1)]


def test_what_pyxform_does_not_take_is_not_handed_out() -> None:
    broken = Content((Part("p", "ตอน", (Item("a", K.TEXT, "ก", relevant="${nobody} = 1"),)),))
    with pytest.raises(PyXFormError):
        write(broken, "ก", "a", "1")
