"""Expressions of instruments: when an item is asked, what its answer must satisfy, what follows.

A subset of what an XLSForm workbook writes: ``${item}`` and ``.`` for what was answered, numbers,
text in quotes, ``= != < <= > >=``, ``and``, ``or``, ``not(...)``, ``selected(${item}, 'a')``, and
``+ - * div`` with brackets. Yes and no read as ``'yes'`` and ``'no'``, several choices as their
names with spaces between. What they come to is in ``expression_values``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

LONGEST, DEEPEST = 1000, 100

_GRAMMAR = r"""
?start: condition | value
?condition: both ("or" both)*
?both: simple ("and" simple)*
?simple: value COMPARED value -> compared
    | "not" "(" condition ")" -> negated
    | "selected" "(" known "," text ")" -> selected
    | "(" condition ")"
?value: product (SUM product)*
?product: atom (PRODUCT atom)*
?atom: NUMBER -> number | text | known | "-" atom -> minus | "(" value ")"
?known: NAME -> name | "." -> own
text: TEXT
COMPARED: "<=" | ">=" | "!=" | "=" | "<" | ">"
SUM: "+" | "-"
PRODUCT: "*" | "div"
NAME: /\$\{[A-Za-z_][A-Za-z0-9_]*\}/
NUMBER: /[0-9๐-๙]+(\.[0-9๐-๙]+)?/
TEXT: /'((?!\$\{)[^'])*'|"((?!\$\{)[^"])*"/
%ignore /\s+/
"""
_LOGIC = frozenset({"and", "or", "not", "selected", "=", "!=", "<", "<=", ">", ">="})


class ExpressionError(ValueError):
    """A text is no expression.

    ``reason`` is ``character`` (it can't stand there), ``word`` (something else should stand
    there), ``ends`` (something is missing at the end) or ``long``; ``position`` counts characters
    from 1, ``found`` is what stands there.
    """

    def __init__(self, reason: str, position: int, found: str = "") -> None:
        super().__init__(f"{reason} at {position}: {found}")
        self.reason, self.position, self.found = reason, position, found


@dataclass(frozen=True)
class Expression:
    """An expression as a tree: what is done, with which parts; ``word`` is what a leaf says."""

    does: str
    of: tuple["Expression", ...] = ()
    word: str = ""

    @property
    def is_condition(self) -> bool:
        """Whether it holds or not, rather than being a value."""
        return self.does in _LOGIC


class _Tree(Transformer[Token, Expression]):
    """Lark's rules as expressions."""

    def start(self, of: list[Expression]) -> Expression:
        """The whole text."""
        return of[0]

    def condition(self, of: list[Expression]) -> Expression:
        """Conditions of which one must hold."""
        return Expression("or", tuple(of))

    def both(self, of: list[Expression]) -> Expression:
        """Conditions that must all hold."""
        return Expression("and", tuple(of))

    def compared(self, of: list[Any]) -> Expression:
        """Two values compared."""
        return Expression(str(of[1]), (of[0], of[2]))

    def negated(self, of: list[Expression]) -> Expression:
        """A condition that must not hold."""
        return Expression("not", tuple(of))

    def selected(self, of: list[Expression]) -> Expression:
        """A choice among several."""
        return Expression("selected", tuple(of))

    def value(self, of: list[Any]) -> Expression:
        """A calculation, from the left."""
        made: Expression = of[0]
        for done, other in zip(of[1::2], of[2::2], strict=True):
            made = Expression(str(done), (made, other))
        return made

    product = value

    def minus(self, of: list[Expression]) -> Expression:
        """A value taken from 0."""
        return Expression("-", (Expression("number", word="0"), of[0]))

    def number(self, of: list[Token]) -> Expression:
        """A number, in whichever digits."""
        return Expression("number", word=str(Decimal(of[0])))

    def text(self, of: list[Token]) -> Expression:
        """Text without its quotes."""
        return Expression("text", word=str(of[0])[1:-1])

    def name(self, of: list[Token]) -> Expression:
        """What an item was answered."""
        return Expression("name", word=str(of[0])[2:-1])

    def own(self, of: list[Token]) -> Expression:
        """What this item was answered."""
        return Expression("own")


@cache
def _reader() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_Tree())


def parse(text: str) -> Expression:
    """The expression that a text says.

    Raises:
        ExpressionError: it says none.

    >>> parse("${rooms} > 3").does
    '>'
    >>> parse("rooms > 3")
    Traceback (most recent call last):
    ...
    khet.rules.expressions.ExpressionError: character at 1: r
    """
    if len(text) > LONGEST:
        raise ExpressionError("long", LONGEST)
    try:
        # Lark builds the tree with the transformer while it reads.
        made = cast(Expression, cast(object, _reader().parse(text)))
    except UnexpectedInput as fault:
        raise _told(text, fault) from None
    if _depth(made) > DEEPEST:
        raise ExpressionError("long", len(text))
    return made


def as_json(expression: Expression) -> list[Any]:
    """An expression as nested lists, that a phone can work out as ``expression_values`` does.

    >>> as_json(parse("${rooms} + 1 > 3 and not(selected(., 'none'))"))[1]
    ['>', ['+', ['name', 'rooms'], ['number', '1']], ['number', '3']]
    >>> as_json(parse("not(selected(., 'none'))"))
    ['not', ['selected', ['own'], ['text', 'none']]]
    """
    if expression.of:
        return [expression.does, *map(as_json, expression.of)]
    return [expression.does] if expression.does == "own" else [expression.does, expression.word]


def names_in(expression: Expression) -> frozenset[str]:
    """The items that an expression names.

    >>> sorted(names_in(parse("${pupils} div ${teachers} > 20")))
    ['pupils', 'teachers']
    """
    return frozenset(part.word for part in _parts(expression) if part.does == "name")


def _parts(expression: Expression) -> Iterator[Expression]:
    yield expression
    for part in expression.of:
        yield from _parts(part)


def _depth(expression: Expression) -> int:
    deep, level = 0, [expression]
    while level:
        deep, level = deep + 1, [part for one in level for part in one.of]
    return deep


def _told(text: str, fault: UnexpectedInput) -> ExpressionError:
    at = fault.pos_in_stream if fault.pos_in_stream is not None else len(text)
    if isinstance(fault, UnexpectedCharacters):
        return ExpressionError("character", at + 1, text[at])
    ends = isinstance(fault, UnexpectedToken) and fault.token.type == "$END"
    return ExpressionError("ends" if ends else "word", *_where(text, at, fault, ends))


def _where(text: str, at: int, fault: UnexpectedInput, ends: bool) -> tuple[int, str]:
    if ends:
        return len(text) + 1, ""
    return at + 1, str(fault.token) if isinstance(fault, UnexpectedToken) else text[at : at + 1]
