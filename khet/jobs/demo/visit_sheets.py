"""What the demonstration's instruments were answered at visits, plainly made up."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from khet.jobs.demo.visit_course import at
from khet.jobs.demo.visit_turns import Turn
from khet.records.learning.actions.visit_plan import KIND
from khet.records.learning.models import Visit
from khet.records.office.actions.answers import keep_answers
from khet.records.office.actions.instruments import take_ready
from khet.records.office.models import Instrument, InstrumentVersion
from khet.records.office.queries.instruments import released
from khet.records.registry.models import Unit
from khet.rules.expression_values import holds
from khet.rules.expressions import parse
from khet.rules.instruments import Answers, Item, ItemKind, Part, content_of
from khet.rules.ready_instruments import ready_instruments

_WORKS, _URGENT = "four-works", "three-month-policy"
_OF_TOPIC = {
    "การประกันคุณภาพภายใน": "eight-checks",
    "อาคารสถานที่และความปลอดภัย": "readiness",
    "การยกระดับผลสัมฤทธิ์ทางการเรียน": "how-to-survey",
}
_SAID = "ดูจากร่องรอยที่โรงเรียน (สาธิต)"
_LEVELS = (3, 4, 3, 2, 4, 5, 3, 4, 1, 3, 4, 2, 3)
_SKIPPED, _NO = 41, 5
"""Every so many-th item that may be skipped is; of so many questions one is answered no."""


def take_instruments(*, by: str, area: Unit, unit: Unit, today: date) -> dict[str, Instrument]:
    """All instruments that come with Khet, by their code."""
    return {
        ready.code: take_ready(by=by, area=area, unit=unit, code=ready.code, at=at(today, 8))
        for ready in ready_instruments()
    }


def used_at(turn: Turn, known: Mapping[str, Instrument]) -> list[Instrument]:
    """Which instruments a visit is planned with."""
    wanted = {_WORKS: turn.works, _URGENT: turn.kind == "policy"}
    codes = [code for code, is_so in wanted.items() if is_so]
    codes += [_OF_TOPIC[row["topic"]] for row in turn.said if row["topic"] in _OF_TOPIC]
    return [known[code] for code in codes if code in known]


def fill_in(turn: Turn, visit: Visit, instrument: Instrument) -> None:
    """Answer an instrument at a visit; the same visit answers the same."""
    version = released(instrument)
    if version is not None:
        about = (KIND, str(visit.pk))
        answers = _answers(version, turn)
        keep_answers(
            by=turn.lead,
            version=version,
            unit=visit.school,
            about=about,
            day=turn.day,
            answers=answers,
            at=at(turn.day),
        )


def _answers(version: InstrumentVersion, turn: Turn) -> Answers:
    """Everything that is asked, item after item: what follows depends on what was answered."""
    values, skipped = dict[str, Any](), set[str]()
    for place, (part, item) in enumerate(_items(version)):
        luck = turn.number * 7 + place * (3 + turn.number % 4)
        if not (_holds(part.relevant, values) and _holds(item.relevant, values)):
            continue
        if item.may_skip and luck % _SKIPPED == 0:
            skipped.add(item.name)
        elif item.kind == ItemKind.INTEGER:
            values[item.name] = _number(item, luck, values)
        elif (value := _value(item, luck, turn)) is not None:
            values[item.name] = value
    return Answers(values, frozenset(skipped))


def _items(version: InstrumentVersion) -> Iterator[tuple[Part, Item]]:
    return ((part, one) for part in content_of(version.content).parts for one in part.items)


def _holds(text: str, known: Mapping[str, Any], own: Any = None) -> bool:
    return not text or holds(parse(text), known, own)


def _value(item: Item, luck: int, turn: Turn) -> Any:
    """An answer of an item; none of files and pictures, and of what isn't asked for."""
    values: dict[str, Any] = {
        ItemKind.LEVEL: _level(luck, turn),
        ItemKind.YES_NO: luck % _NO != 0,
        ItemKind.DECIMAL: f"{luck % 60 + 30}.5",
        ItemKind.TEXT: _SAID,
        ItemKind.DATE: turn.day.isoformat(),
    }
    if item.choices:
        chosen = item.choices[luck % len(item.choices)].name
        values |= {ItemKind.ONE: chosen, ItemKind.MANY: [chosen]}
    return values.get(item.kind)


def _number(item: Item, luck: int, known: Mapping[str, Any]) -> int:
    """The first of some numbers that the item takes beside what was answered before."""
    numbers = (luck % 9 + 1, luck % 40 + 10, 100)
    return next((n for n in numbers if _holds(item.constraint, known, n)), 0)


def _level(luck: int, turn: Turn) -> int:
    """A school is good or weak as a whole, with what it does better and worse."""
    own = _LEVELS[turn.number % len(_LEVELS)]
    return min(max(own + (-1, 0, 0, 1)[luck % 4], 1), 5)
