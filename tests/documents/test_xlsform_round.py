"""What is written as an XLSForm workbook is read back as it was."""

from decimal import Decimal

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from khet.documents.xlsform.reading import read
from khet.documents.xlsform.writing import write
from khet.rules.instrument_checks import flaws
from khet.rules.instruments import Choice, Content, Item, ItemKind, Part
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
_maybe = st.just("") | _texts
_names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,12}", fullmatch=True).filter("meta".__ne__)
_quoted = st.sampled_from(["'1'", '"it\'s"', "'๕'", "'“ก”'", "'<&>'", "''"])
_weights = st.decimals(0, 1000, places=3) | st.sampled_from([Decimal("1E+2"), Decimal("2.50")])
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
    levels = st.just(()) | st.tuples(*[_texts] * 5)
    return Item(
        name=name,
        kind=kind,
        label=draw(_maybe if kind == K.CALCULATE else _texts),
        hint=draw(_maybe),
        required=draw(st.booleans()),
        weight=draw(_weights) if kind in _COUNTS else Decimal(0),
        may_skip=draw(st.booleans()),
        levels=draw(levels) if kind == K.LEVEL else (),
        choices=tuple(Choice(one, draw(_texts)) for one in draw(choices))
        if kind in _CHOSEN
        else (),
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
        parts.append(Part(part_name, draw(_texts), tuple(items), relevant))
    return Content(tuple(parts))


_asking = _contents().filter(lambda content: any(i.kind != K.NOTE for i in content.items))


@settings(
    max_examples=60, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
@given(_asking, _texts)
def test_every_instrument_comes_back(content: Content, title: str) -> None:
    assert flaws(content, SCHEMES) == []
    made = write(content, title, "khet_7", "3")
    found = read(made, SCHEMES)
    assert found.content == content
    assert found.title == title
    assert [one.column for one in found.notices] == ["form_id"]
    assert write(content, title, "khet_7", "3") == made
