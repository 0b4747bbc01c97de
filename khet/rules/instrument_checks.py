"""What keeps an instrument from being released.

Source: Khet's own rules, so that what is released can be answered, calculated in one pass, and
written as an XLSForm workbook.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from khet.rules.expressions import Expression, ExpressionError, names_in, parse
from khet.rules.instruments import LEVELS, SCORED, Content, Item, ItemKind

MOST_ITEMS, MOST_CHOICES, MOST_WEIGHT, WEIGHT_PLACES = 300, 200, Decimal(300), 3
LONGEST: Mapping[str, int] = {
    "title": 200,
    "label": 1000,
    "hint": 500,
    "message": 300,
    "levels": 500,
    "choices": 500,
}
"""Letters that a text may have, by its field; of levels and choices each of them."""
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
CHOICE_NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_RESERVED = "meta"
"""What a form's own data is called."""
_MARK = "${"
"""In a text it would show an answer there, which Khet doesn't."""
_CHOSEN = frozenset({ItemKind.ONE, ItemKind.MANY})


class Flaw(NamedTuple):
    """What is wrong with an item or a section (its name; empty: the whole), and in which field.

    ``code`` is ``empty`` (something must stand there), ``name`` (no name that data can have),
    ``twice``, ``many``, ``levels`` (not five), ``weight``, ``scheme``, ``long``, ``same`` (two
    choices say it), ``mark`` (a text has ``${``); and of expressions ``unread-`` with its reason,
    ``unknown`` (names no item), ``later`` (names one that isn't before it), ``condition`` (would be
    a value) or ``value`` (would be a condition). ``found`` is what is wrong in words of the
    instrument, ``position`` where in an expression.
    """

    of: str
    field: str
    code: str
    found: str = ""
    position: int = 0


def flaws(content: Content, known_schemes: Collection[str]) -> list[Flaw]:
    """All that is wrong with an instrument, in its order; it may be released where nothing is.

    >>> flaws(Content(()), ["five"])
    [Flaw(of='', field='items', code='empty', found='', position=0)]
    >>> from khet.rules.instruments import Part
    >>> item = Item("why", ItemKind.TEXT, "เพราะเหตุใด", relevant="${rooms} < 3")
    >>> [flaw.code for flaw in flaws(Content((Part("all", "ทั่วไป", (item,)),)), ["five"])]
    ['unknown']
    """
    return [*_whole(content, known_schemes), *_names(content), *_by_place(content)]


def expression_flaw(text: str, *, condition: bool) -> Flaw | None:
    """What is wrong with an expression alone, whatever it names; nothing where it is empty."""
    return next(iter(_expression("", "", text, None, frozenset(), condition)), None)


def _whole(content: Content, known_schemes: Collection[str]) -> Iterator[Flaw]:
    asking = [item for item in content.items if item.kind != ItemKind.NOTE]
    if not asking:
        yield Flaw("", "items", "empty")
    if len(list(content.items)) > MOST_ITEMS:
        yield Flaw("", "items", "many", str(MOST_ITEMS))
    if content.bands not in known_schemes:
        yield Flaw("", "bands", "scheme", content.bands)


def _names(content: Content) -> Iterator[Flaw]:
    names = [part.name for part in content.parts] + [item.name for item in content.items]
    for name, times in Counter(names).items():
        if not _NAME.fullmatch(name) or name == _RESERVED:
            yield Flaw(name, "name", "name", name)
        elif times > 1:
            yield Flaw(name, "name", "twice", name)


def _by_place(content: Content) -> Iterator[Flaw]:
    """What is wrong with each section and item, by what stands before it."""
    every = frozenset(item.name for item in content.items)
    before: set[str] = set()
    for part in content.parts:
        if not part.title.strip():
            yield Flaw(part.name, "title", "empty")
        yield from _shown(part.name, {"title": (part.title,)})
        yield from _expression(part.name, "relevant", part.relevant, every, before, True)
        for item in part.items:
            yield from chain(_item(item), _expressions(item, every, before))
            before.add(item.name)


def _item(item: Item) -> Iterator[Flaw]:
    if not item.label.strip() and item.kind != ItemKind.CALCULATE:
        yield Flaw(item.name, "label", "empty")
    if item.kind == ItemKind.CALCULATE and not item.calculation:
        yield Flaw(item.name, "calculation", "empty")
    texts = [text for text in item.levels if text.strip()]
    if item.levels and len(texts) != len(LEVELS):
        yield Flaw(item.name, "levels", "levels")
    yield from _weight(item)
    yield from _shown(item.name, _texts(item))
    if item.kind in _CHOSEN:
        yield from _choices(item)


def _texts(item: Item) -> dict[str, tuple[str, ...]]:
    """What is shown of an item, by field."""
    choices = tuple(choice.label for choice in item.choices)
    shown = {"label": (item.label,), "hint": (item.hint,), "message": (item.message,)}
    return {**shown, "levels": item.levels, "choices": choices}


def _shown(of: str, texts: Mapping[str, tuple[str, ...]]) -> Iterator[Flaw]:
    """What is wrong with texts: an answer would stand in one, or one is too long."""
    for field, told in texts.items():
        if any(_MARK in text for text in told):
            yield Flaw(of, field, "mark", _MARK)
        if any(len(text) > LONGEST[field] for text in told):
            yield Flaw(of, field, "long", str(LONGEST[field]))


def _weight(item: Item) -> Iterator[Flaw]:
    weight = item.weight
    good = weight.is_finite() and 0 <= weight <= MOST_WEIGHT
    good = good and weight == round(weight, WEIGHT_PLACES)
    if not good or (weight and item.kind not in SCORED):
        yield Flaw(item.name, "weight", "weight", str(weight))


def _choices(item: Item) -> Iterator[Flaw]:
    if not item.choices:
        yield Flaw(item.name, "choices", "empty")
    if len(item.choices) > MOST_CHOICES:
        yield Flaw(item.name, "choices", "many", str(MOST_CHOICES))
    for name, times in Counter(choice.name for choice in item.choices).items():
        if not CHOICE_NAME.fullmatch(name):
            yield Flaw(item.name, "choices", "name", name)
        elif times > 1:
            yield Flaw(item.name, "choices", "twice", name)
    labels = Counter(choice.label for choice in item.choices)
    yield from (Flaw(item.name, "choices", "same", n) for n, times in labels.items() if times > 1)
    if not all(choice.label.strip() for choice in item.choices):
        yield Flaw(item.name, "choices", "empty")


def _expressions(item: Item, every: Collection[str], before: Collection[str]) -> Iterator[Flaw]:
    yield from _expression(item.name, "relevant", item.relevant, every, before, True)
    itself = {*before, item.name}
    yield from _expression(item.name, "constraint", item.constraint, every, itself, True)
    yield from _expression(item.name, "calculation", item.calculation, every, before, False)


def _expression(
    of: str,
    field: str,
    text: str,
    every: Collection[str] | None,
    before: Collection[str],
    condition: bool,
) -> Iterator[Flaw]:
    if not text:
        return
    try:
        read = parse(text)
    except ExpressionError as fault:
        yield Flaw(of, field, f"unread-{fault.reason}", fault.found, fault.position)
        return
    if read.is_condition != condition:
        yield Flaw(of, field, "condition" if condition else "value")
    if every is not None:
        yield from _unknown(of, field, read, every, before)


def _unknown(
    of: str, field: str, read: Expression, every: Collection[str], before: Collection[str]
) -> Iterator[Flaw]:
    for name in sorted(names_in(read).difference(before)):
        yield Flaw(of, field, "later" if name in every else "unknown", name)
