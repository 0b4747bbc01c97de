"""What expressions of instruments come to, by what was answered.

What was not answered makes every comparison not hold, and is never 0. Two sides that both read as
numbers are compared as numbers, else as text; by ``<`` and the like, only numbers and days are
compared. Arithmetic is decimal, not rounded up to 28 digits.

Source: what ``expressions`` reads, as XLSForm means it.
"""

import operator
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from khet.rules.expressions import Expression

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": operator.truediv,
}
Value = Decimal | str | bool | None


def holds(expression: Expression, values: Mapping[str, Any], own: Any = None) -> bool:
    """Whether a condition holds for what was answered; ``own`` is what ``.`` stands for.

    >>> from khet.rules.expressions import parse
    >>> holds(parse("${rooms} > 3"), {"rooms": 4}), holds(parse("${rooms} > 3"), {})
    (True, False)
    >>> holds(parse(". >= 0 and . <= 100"), {}, "99.50")
    True
    >>> holds(parse("selected(${why}, 'roof')"), {"why": ["floor", "roof"]})
    True
    """
    return evaluate(expression, values, own) is True


def evaluate(expression: Expression, values: Mapping[str, Any], own: Any = None) -> Value:
    """What an expression comes to; ``None`` where that isn't known, as a division by 0.

    >>> from khet.rules.expressions import parse
    >>> evaluate(parse("(${boys} + ${girls}) div 2"), {"boys": 3, "girls": 4})
    Decimal('3.5')
    >>> evaluate(parse("${boys} + ${girls}"), {"boys": 3})
    >>> evaluate(parse("${boys} div ${girls}"), {"boys": 3, "girls": 0})
    """
    does, of = expression.does, expression.of
    if does in ("and", "or"):
        return (all if does == "and" else any)(holds(part, values, own) for part in of)
    if does == "not":
        return not holds(of[0], values, own)
    if does == "selected":
        return of[1].word in _named(_answer(of[0], values, own))
    if of:
        return _worked(does, *(evaluate(part, values, own) for part in of))
    if does in ("number", "text"):
        return Decimal(expression.word) if does == "number" else expression.word
    return _as_value(_answer(expression, values, own))


def _worked(does: str, left: Value, right: Value) -> Value:
    """A comparison or a calculation of two values."""
    numbers = _number(left), _number(right)
    if does in _ARITHMETIC:
        return _calculated(does, *numbers)
    if left is None or right is None:
        return False
    if numbers[0] is not None and numbers[1] is not None:
        return _COMPARE[does](*numbers)
    texts = str(left), str(right)
    return (does in ("=", "!=") or all(map(_DAY.fullmatch, texts))) and _COMPARE[does](*texts)


def _calculated(does: str, left: Decimal | None, right: Decimal | None) -> Decimal | None:
    if left is None or right is None:
        return None
    try:
        return _ARITHMETIC[does](left, right)
    except ArithmeticError:  # divided by 0, or beyond every number
        return None


def _answer(leaf: Expression, values: Mapping[str, Any], own: Any) -> Any:
    return own if leaf.does == "own" else values.get(leaf.word)


def _named(answer: Any) -> list[str]:
    """The choices of an answer, by name."""
    if isinstance(answer, list | tuple):
        return list(answer)
    value = _as_value(answer)
    return [] if value is None else [str(value)]


def _as_value(answer: Any) -> Value:
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list | tuple):
        return " ".join(answer) or None
    if isinstance(answer, int):
        return Decimal(answer)
    return answer if isinstance(answer, Decimal) else answer or None


def _number(value: Value) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else None
