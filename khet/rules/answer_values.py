"""The values that an item of an instrument can have.

Source: how ``instruments.Answers`` writes them; the sizes are Khet's own.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from khet.rules.instruments import LEVELS, Item, ItemKind

LONGEST_TEXT, MOST_DIGITS, MOST_FILES = 10_000, 15, 20
_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


def is_answer(value: Any) -> bool:
    """Whether anything was answered.

    >>> [is_answer(value) for value in (0, False, "", [], None)]
    [True, True, False, False, False]
    """
    return value is not None and value != "" and value != []


def wrong_value(item: Item, value: Any) -> str:
    """Why a value is none that the item can have: type, level or choice; empty where it is one.

    >>> wrong_value(Item("clean", ItemKind.YES_NO, "สะอาด"), "yes")
    'type'
    """
    if not _TYPES[item.kind](value):
        return "type"
    if item.kind == ItemKind.LEVEL and value not in LEVELS:
        return "level"
    if item.kind in (ItemKind.ONE, ItemKind.MANY):
        chosen = value if isinstance(value, list) else [value]
        return "" if {choice.name for choice in item.choices}.issuperset(chosen) else "choice"
    return ""


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**MOST_DIGITS


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and "\0" not in value


def _is_decimal(value: Any) -> bool:
    return isinstance(value, str) and bool(_DECIMAL.fullmatch(value))


def _is_day(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value)) and len({*value}) == len(value)


def _are_files(value: Any) -> bool:
    return _is_list(value) and len(value) <= MOST_FILES


_TYPES: Mapping[ItemKind, Callable[[Any], bool]] = {
    ItemKind.LEVEL: _is_whole,
    ItemKind.YES_NO: lambda value: isinstance(value, bool),
    ItemKind.INTEGER: _is_whole,
    ItemKind.DECIMAL: _is_decimal,
    ItemKind.TEXT: _is_text,
    ItemKind.DATE: _is_day,
    ItemKind.ONE: _is_text,
    ItemKind.MANY: _is_list,
    ItemKind.FILE: _are_files,
    ItemKind.PHOTO: _are_files,
}
