"""Expressions of instruments: read, refused, and worked out as a slow second opinion does."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khet.rules.expression_values import evaluate, holds
from khet.rules.expressions import ExpressionError, as_json, names_in, parse

NAMES = ("a", "b", "c")
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize(
    ("text", "reason", "position"),
    [
        ("", "ends", 1),
        ("${a} >", "ends", 7),
        ("a = 1", "character", 1),
        ("${a} == 1", "word", 7),
        ("${a} = 1 && ${b} = 2", "character", 10),
        ("not ${a}", "word", 5),
        ("selected(${a}, 1)", "word", 16),
        ("${a} = “x”", "character", 8),
        ("today() > .", "character", 1),
        ("(" * 1001, "long", 1000),
        ("not(" * 120 + "1=1" + ")" * 120, "long", 603),
        ("1" + "+1" * 400, "long", 801),
    ],
)
def test_what_cannot_be_read_says_where_and_why(text: str, reason: str, position: int) -> None:
    with pytest.raises(ExpressionError) as refused:
        parse(text)
    assert (refused.value.reason, refused.value.position) == (reason, position)


@pytest.mark.parametrize(
    ("text", "values", "own", "expected"),
    [
        ("${a} = 'yes'", {"a": True}, None, True),
        ("${a} = 'no'", {"a": False}, None, True),
        ("${a} != 1", {}, None, False),
        ("not(${a} = 1)", {}, None, True),
        ("${a} = 0", {}, None, False),
        ("${a} = ''", {"a": ""}, None, False),
        (". > 2 and . < ๑๐", {}, 9, True),
        ("${a} = '2.50'", {"a": "2.5"}, None, True),
        ("${a} < '2026-12-01'", {"a": "2026-11-30"}, None, True),
        ("${a} < 'b'", {"a": "a"}, None, False),
        ("selected(${a}, 'x')", {"a": "x"}, None, True),
        ("selected(${a}, 'x')", {"a": ["xx", "y"]}, None, False),
        ("selected(., 'yes')", {}, True, True),
        ("selected(${a}, 'x')", {}, None, False),
        ("${a} = 'x y'", {"a": ["x", "y"]}, None, True),
        ("${a} or ${b} = 1", {}, None, None),
        ("1 = 2 or 2 = 2 and 1 = 1", {}, None, True),
        ("(1 = 2 or 2 = 2) and 1 = 2", {}, None, False),
        ("-${a} < -1", {"a": 2}, None, True),
        ("${a} div 0 = 1", {"a": 2}, None, False),
    ],
)
def test_conditions_hold_by_what_was_answered(
    text: str, values: dict[str, Any], own: Any, expected: bool | None
) -> None:
    if expected is None:
        with pytest.raises(ExpressionError):
            parse(text)
    else:
        assert holds(parse(text), values, own) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("12 div 4 div 3", "1"),
        ("0.1 + 0.2", "0.3"),
        ("-2 * -3", "6"),
        ("${a} + 1", "3.5"),
    ],
)
def test_calculations_are_decimal_and_read_from_the_left(text: str, expected: str) -> None:
    assert evaluate(parse(text), {"a": "2.5"}) == Decimal(expected)


@pytest.mark.parametrize("text", ["1 div 0", "${a} + 1", "'x' + 1", "${b} * 2", "${a}"])
def test_what_is_not_known_is_no_number(text: str) -> None:
    assert evaluate(parse(text), {"b": ["x", "y"]}) is None


def slow(tree: list[Any], values: dict[str, Any]) -> Any:
    """A second opinion: the nested lists worked out by what the words of the language say."""
    does, *of = tree
    if does in ("number", "text", "name"):
        return slow_leaf(does, of[0], values)
    parts = [slow(one, values) for one in of]
    if does in ("and", "or", "not"):
        held = [part is True for part in parts]
        return {"and": all(held), "or": any(held), "not": not held[0]}[does]
    left, right = parts
    if does == "selected":
        return right in (left if isinstance(left, list) else [str(left)])
    counts = does in ("+", "-", "*", "div")
    return slow_counted(does, left, right) if counts else slow_compared(does, left, right)


def slow_leaf(does: str, word: str, values: dict[str, Any]) -> Any:
    if does == "text":
        return word
    found = word if does == "number" else values.get(word)
    return Decimal(found) if does == "number" or isinstance(found, int) else found


def slow_counted(does: str, left: Any, right: Any) -> Decimal | None:
    if not (isinstance(left, Decimal) and isinstance(right, Decimal)):
        return None
    if does == "div":
        return left / right if right else None
    return {"+": left + right, "-": left - right, "*": left * right}[does]


def slow_compared(does: str, left: Any, right: Any) -> bool:
    if left is None or right is None:
        return False
    left, right = (" ".join(one) if isinstance(one, list) else one for one in (left, right))
    if isinstance(left, Decimal) != isinstance(right, Decimal):
        return does == "!="
    if isinstance(left, str) and does not in ("=", "!="):
        return False
    less, same = left < right, left == right
    return {
        "=": same,
        "!=": not same,
        "<": less,
        "<=": less or same,
        ">": not less and not same,
        ">=": not less,
    }[does]


numbers = st.integers(-50, 50).map(str)
texts = st.sampled_from(["'x'", '"y"', "'ไม่มี'"])
named = st.sampled_from(NAMES).map("${{{}}}".format)
counted = st.recursive(
    st.one_of(numbers, named),
    lambda inner: st.tuples(inner, st.sampled_from(["+", "-", "*", "div"]), inner).map(
        lambda of: f"({' '.join(of)})"
    ),
    max_leaves=6,
)
compared = st.tuples(
    st.one_of(counted, texts), st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), counted
).map(" ".join)
chosen = st.tuples(named, texts).map("selected({0[0]}, {0[1]})".format)
conditions = st.recursive(
    st.one_of(compared, chosen),
    lambda inner: st.one_of(
        inner.map("not({})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda of: f"({' and '.join(of)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda of: f"({' or '.join(of)})"),
    ),
    max_leaves=8,
)
answers = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(
        st.integers(-50, 50),
        st.sampled_from(["x", "y", "ไม่มี"]),
        st.lists(st.sampled_from(["x", "y"]), min_size=1, unique=True),
    ),
)


@unhurried
@given(conditions, answers)
def test_a_slow_second_opinion_agrees(text: str, values: dict[str, Any]) -> None:
    read = parse(text)
    assert holds(read, values) is slow(as_json(read), values)
    assert names_in(read) <= set(NAMES)


@unhurried
@given(counted, st.dictionaries(st.sampled_from(NAMES), st.integers(-50, 50)))
def test_a_slow_second_opinion_counts_alike(text: str, values: dict[str, Any]) -> None:
    read = parse(text)
    assert evaluate(read, values) == slow(as_json(read), values)


@unhurried
@given(st.text(alphabet="${}ab.'\"<=>()+-*1 andorti", max_size=40))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        place = 1 if as_json(parse(text)) else 0
    except ExpressionError as refused:
        place = refused.position
    assert 1 <= place <= len(text) + 1
