"""What of an instrument is asked, what is wrong with its answers, and what they score.

Source: judged indicators of the standards of basic education (2554): a level counts level × weight
/ 5; yes counts its whole weight, no nothing. What is skipped as not applicable or not asked leaves
both what was got and what was possible. Nothing is rounded. The level that a score means is the
dated table ``instrument_bands``.

Items are read in order: an expression knows what was answered to the items before it that are
asked and were not skipped, and what was calculated before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from khet.rules.answer_values import is_answer, wrong_value
from khet.rules.calendar import academic_year
from khet.rules.expression_values import Value, evaluate, holds
from khet.rules.expressions import parse
from khet.rules.instruments import FILES, LEVELS, SCORED, Answers, Content, Item, ItemKind
from khet.rules.rounding import half_up, shown
from khet.rules.tables import SHIPPED, Tables

_FAR = timedelta(days=366)
_ANSWERED_NOTHING = frozenset({ItemKind.NOTE, ItemKind.CALCULATE})

_parse = lru_cache(4096)(parse)


class Fault(NamedTuple):
    """What is wrong with the answer of an item.

    ``code`` is ``required``, ``level`` (outside 1–5), ``choice`` (none of the item's), ``type``,
    ``far`` (a day more than a year ahead), ``constraint``, ``skip`` (may not be skipped) or
    ``unknown`` (no such item).
    """

    name: str
    code: str


@dataclass(frozen=True)
class Band:
    """A level of a score: its number, its name, and the percent from which it is reached."""

    level: int
    th: str
    begins: Decimal


@dataclass(frozen=True)
class _Read:
    """Answers as an instrument reads them: the items asked, what is known, what was calculated."""

    items: list[Item]
    known: dict[str, Any]
    calculated: dict[str, Value]


def asked(content: Content, answers: Answers) -> list[Item]:
    """The items that are relevant by what was answered, notes and calculated ones too.

    >>> from khet.rules.instruments import Part
    >>> many = Item("rooms", ItemKind.INTEGER, "ห้องเรียน")
    >>> why = Item("why", ItemKind.TEXT, "เพราะเหตุใด", relevant="${rooms} < 3")
    >>> content = Content((Part("all", "ทั่วไป", (many, why)),))
    >>> [[item.name for item in asked(content, Answers({"rooms": n}))] for n in (2, 3)]
    [['rooms', 'why'], ['rooms']]
    """
    return _read(content, answers).items


def calculated(content: Content, answers: Answers) -> dict[str, Value]:
    """What the calculated items come to; ``None`` where it isn't known."""
    return _read(content, answers).calculated


def kept(content: Content, answers: Answers) -> Answers:
    """What is worth keeping: answers of items that are asked, nothing empty, none that is skipped.

    What names no item at all is left, for ``checked`` to say.
    """
    names = {item.name for item in asked(content, answers)}
    names -= {item.name for item in content.items if item.kind in _ANSWERED_NOTHING}
    names |= {*answers.values, *answers.skipped} - {item.name for item in content.items}
    values = {
        name: value
        for name, value in answers.values.items()
        if name in names and name not in answers.skipped and is_answer(value)
    }
    return Answers(values, answers.skipped & names)


def fitting(content: Content, answers: Answers) -> Answers:
    """Answers to another version as far as the items of this one can have them.

    >>> from khet.rules.instruments import Part
    >>> day = Item("when", ItemKind.DATE, "เมื่อใด")
    >>> fitting(Content((Part("all", "ทั่วไป", (day,)),)), Answers({"when": "ปีก่อน", "who": "ครู"}))
    Answers(values={}, skipped=frozenset())
    """
    items = {item.name: item for item in content.items if item.kind not in _ANSWERED_NOTHING}
    fits = {n: v for n, v in answers.values.items() if n in items and not wrong_value(items[n], v)}
    skipped = {name for name in answers.skipped if name in items and items[name].may_skip}
    return Answers(fits, frozenset(skipped))


def checked(content: Content, answers: Answers, today: date, *, files: bool = True) -> list[Fault]:
    """What is wrong with answers, in the order of the items; at most one fault an item.

    Where no ``files`` can be brought, none must be.

    >>> from khet.rules.instruments import Part
    >>> item = Item("clean", ItemKind.LEVEL, "ห้องเรียนสะอาด", required=True)
    >>> content = Content((Part("rooms", "ห้องเรียน", (item,)),))
    >>> checked(content, Answers({"clean": 6}), date(2026, 11, 30))
    [Fault(name='clean', code='level')]
    >>> checked(content, Answers(skipped=frozenset({"clean"})), date(2026, 11, 30))
    [Fault(name='clean', code='skip')]
    """
    read = _read(content, answers)
    faults = (
        Fault(item.name, code)
        for item in read.items
        if item.kind not in _ANSWERED_NOTHING
        if (code := _fault(item, answers, read.known, today))
        if files or code != "required" or item.kind not in FILES
    )
    strange = {*answers.values, *answers.skipped} - {item.name for item in content.items}
    return [*faults, *(Fault(name, "unknown") for name in sorted(strange))]


def score(content: Content, answers: Answers) -> tuple[Decimal, Decimal] | None:
    """What was got and what was possible; ``None`` where that isn't known, or nothing counts.

    >>> from khet.rules.instruments import Part
    >>> rooms = Item("rooms", ItemKind.LEVEL, "ห้องเรียน", weight=Decimal(10), may_skip=True)
    >>> plan = Item("plan", ItemKind.YES_NO, "มีแผน", weight=Decimal(2))
    >>> content = Content((Part("all", "ทั่วไป", (rooms, plan)),))
    >>> score(content, Answers({"rooms": 4, "plan": True}))
    (Decimal('10'), Decimal('12'))
    >>> score(content, Answers({"plan": True}, frozenset({"rooms"})))
    (Decimal('2'), Decimal('2'))
    >>> score(content, Answers({"rooms": 4})) is None
    True
    """
    read = _read(content, answers)
    counting = [
        item
        for item in read.items
        if item.kind in SCORED and item.weight and item.name not in answers.skipped
    ]
    if not counting or any(item.name not in read.known for item in counting):
        return None
    got = sum((_got(item, read.known[item.name]) for item in counting), Decimal(0))
    return got, sum((item.weight for item in counting), Decimal(0))


def schemes(day: date, tables: Tables = SHIPPED) -> dict[str, str]:
    """What each scheme of levels is called on a day, by its code.

    >>> list(schemes(date(2026, 11, 30)))
    ['five']
    """
    table = tables.of("instrument_bands", academic_year(day).be)
    return {row["code"]: row["th"] for row in table["scheme"]}


def bands(scheme: str, day: date, tables: Tables = SHIPPED) -> tuple[Band, ...]:
    """The levels of a scheme on a day, the lowest first; none where there is no such scheme.

    >>> [band.th for band in bands("five", date(2026, 11, 30))]
    ['ปรับปรุง', 'พอใช้', 'ดี', 'ดีมาก', 'ดีเยี่ยม']
    """
    rows = tables.of("instrument_bands", academic_year(day).be)["band"]
    found = (row for row in rows if row["scheme"] == scheme)
    return tuple(Band(row["level"], row["th"], Decimal(str(row["from"]))) for row in found)


def band_of(
    got: Decimal, possible: Decimal, scheme: str, day: date, tables: Tables = SHIPPED
) -> Band:
    """The level of a score, compared exactly: 59.99 percent are not yet 60.

    Raises:
        LookupError: there is no such scheme.

    >>> [band_of(Decimal(got), Decimal(200), "five", date(2026, 11, 30)).level
    ...     for got in ("99.99", "100", "120", "149.99", "180")]
    [1, 2, 3, 3, 5]
    """
    reached = [b for b in bands(scheme, day, tables) if b.begins * possible <= got * 100]
    if not reached:
        raise LookupError(scheme)
    return max(reached, key=lambda band: band.begins)


def percent_of(got: Decimal, possible: Decimal) -> Decimal:
    """A score in percent of what is possible, rounded half up to 2 decimals.

    >>> percent_of(Decimal("2"), Decimal("3"))
    Decimal('66.67')
    """
    top, bottom = (got * 10_000).as_integer_ratio()
    over, under = possible.as_integer_ratio()
    return shown(half_up(top * under, bottom * over), 2)


def _got(item: Item, answer: Any) -> Decimal:
    if item.kind == ItemKind.YES_NO:
        return item.weight if answer is True else Decimal(0)
    return Decimal(answer) * item.weight / len(LEVELS)


def _read(content: Content, answers: Answers) -> _Read:
    read = _Read([], {}, {})
    for item in _relevant(content, read.known):
        read.items.append(item)
        if item.kind == ItemKind.CALCULATE:
            found = evaluate(_parse(item.calculation), read.known)
            read.calculated[item.name] = found
            known = found is not None
        else:
            found = answers.values.get(item.name)
            known = is_answer(found) and item.name not in answers.skipped
            known = known and item.kind != ItemKind.NOTE and not wrong_value(item, found)
        if known:
            read.known[item.name] = found
    return read


def _relevant(content: Content, known: Mapping[str, Any]) -> Iterator[Item]:
    """The items that are asked, each looked at when what is before it is known."""
    for part in content.parts:
        if _holds(part.relevant, known):
            yield from (item for item in part.items if _holds(item.relevant, known))


def _holds(text: str, known: Mapping[str, Any], own: Any = None) -> bool:
    return not text or holds(_parse(text), known, own)


def _fault(item: Item, answers: Answers, known: Mapping[str, Any], today: date) -> str:
    """What is wrong with what an item that is asked was answered; empty where nothing is."""
    if item.name in answers.skipped:
        return "" if item.may_skip else "skip"
    value: Any = answers.values.get(item.name)
    if not is_answer(value):
        return "required" if item.required else ""
    if wrong := wrong_value(item, value):
        return wrong
    if item.kind == ItemKind.DATE and date.fromisoformat(value) > today + _FAR:
        return "far"
    return "" if _holds(item.constraint, known, value) else "constraint"
