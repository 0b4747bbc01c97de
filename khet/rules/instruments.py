"""Instruments: sections of items that are filled in about something, with what counts how much.

Source: Khet's own shape, so that it can be written as an XLSForm workbook. How items of a level
are counted is in ``instrument_scores``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

LEVELS = (1, 2, 3, 4, 5)


class ItemKind(StrEnum):
    """What an item asks for; a note asks nothing, what is calculated follows from other items."""

    LEVEL = "level"
    YES_NO = "yes-no"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TEXT = "text"
    DATE = "date"
    ONE = "one"
    MANY = "many"
    FILE = "file"
    PHOTO = "photo"
    NOTE = "note"
    CALCULATE = "calculate"


SCORED = frozenset({ItemKind.LEVEL, ItemKind.YES_NO})
"""The kinds that count towards the score."""
FILES = frozenset({ItemKind.FILE, ItemKind.PHOTO})
"""The kinds that are answered by what is brought."""


@dataclass(frozen=True)
class Choice:
    """One of the answers of an item of choice: its name in the data, and its label."""

    name: str
    label: str


@dataclass(frozen=True)
class Item:
    """An item of an instrument; ``name`` is what answers and expressions call it.

    ``weight`` is how much it counts, 0 for nothing. ``may_skip`` allows ไม่เกี่ยวข้อง. ``levels``
    are the texts of levels 1 to 5, empty where there are none. It is asked where ``relevant``
    holds; what is answered must satisfy ``constraint``, else ``message`` is said. These and
    ``calculation`` are expressions, empty where there are none.
    """

    name: str
    kind: ItemKind
    label: str
    hint: str = ""
    required: bool = False
    weight: Decimal = Decimal(0)
    may_skip: bool = False
    levels: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    relevant: str = ""
    constraint: str = ""
    message: str = ""
    calculation: str = ""


@dataclass(frozen=True)
class Part:
    """A section of an instrument; it is asked where ``relevant`` holds."""

    name: str
    title: str
    items: tuple[Item, ...]
    relevant: str = ""


@dataclass(frozen=True)
class Content:
    """All that an instrument asks; ``bands`` names the levels that its score is read by."""

    parts: tuple[Part, ...]
    bands: str = "five"

    @property
    def items(self) -> Iterator[Item]:
        """The items of all sections, in order."""
        return (item for part in self.parts for item in part.items)


@dataclass(frozen=True)
class Answers:
    """What was answered, by item: ``values`` as JSON has them, ``skipped`` what doesn't apply.

    A level and an integer is a number, yes or no a truth value, a decimal and a date text
    (``12.50``, ``2026-11-30``), several choices, files and photos a list of text.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()


def content_of(told: Mapping[str, Any]) -> Content:
    """An instrument as ``told_of`` wrote it for the database."""
    parts = [
        Part(
            part["name"], part["title"], tuple(map(_item, part["items"])), part.get("relevant", "")
        )
        for part in told["parts"]
    ]
    return Content(tuple(parts), told["bands"])


def told_of(content: Content) -> dict[str, Any]:
    """An instrument as JSON: what is as usual is left out.

    >>> item = Item("clean", ItemKind.YES_NO, "ห้องเรียนสะอาด", weight=Decimal("2"))
    >>> told = told_of(Content((Part("rooms", "ห้องเรียน", (item,)),)))
    >>> told["parts"][0]["items"][0]
    {'name': 'clean', 'kind': 'yes-no', 'label': 'ห้องเรียนสะอาด', 'weight': '2'}
    >>> content_of(told).parts[0].items[0] == item
    True
    """
    return {
        "bands": content.bands,
        "parts": [
            {
                "name": part.name,
                "title": part.title,
                "items": [_told(item) for item in part.items],
                **({"relevant": part.relevant} if part.relevant else {}),
            }
            for part in content.parts
        ],
    }


def _item(told: Mapping[str, Any]) -> Item:
    given = dict(told)
    return Item(
        **{
            **given,
            "kind": ItemKind(given["kind"]),
            "label": given.get("label", ""),
            "weight": Decimal(given.get("weight", "0")),
            "levels": tuple(given.get("levels", ())),
            "choices": tuple(Choice(*pair) for pair in given.get("choices", ())),
        }
    )


def _told(item: Item) -> dict[str, Any]:
    told = {name: value for name, value in vars(item).items() if value}
    told["kind"] = item.kind.value
    if item.weight:
        told["weight"] = str(item.weight)
    if item.levels:
        told["levels"] = list(item.levels)
    if item.choices:
        told["choices"] = [[choice.name, choice.label] for choice in item.choices]
    return told
