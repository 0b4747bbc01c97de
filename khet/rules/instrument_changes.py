"""Changing what an instrument asks, item by item; and what one version changed from another.

Source: Khet's own. A changed name is followed in the expressions that name it; nothing else that
stands elsewhere is touched.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from khet.rules.instruments import Content, Item, Part

One = TypeVar("One", Item, Part)


@dataclass(frozen=True)
class Difference:
    """What a version asks more, no more, and otherwise than the one before, by labels."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]


def fresh_name(content: Content, stem: str) -> str:
    """The first of ``stem1``, ``stem2`` … that no item and no section has.

    >>> fresh_name(Content((Part("q1", "ทั่วไป", ()),)), "q")
    'q2'
    """
    taken = {part.name for part in content.parts} | {item.name for item in content.items}
    number = 1
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def item_named(content: Content, name: str) -> Item | None:
    """The item of that name."""
    return next((item for item in content.items if item.name == name), None)


def part_named(content: Content, name: str) -> Part | None:
    """The section of that name."""
    return next((part for part in content.parts if part.name == name), None)


def with_item(content: Content, part: str, item: Item) -> Content:
    """With an item more, at the end of a section."""
    return _parts(content, lambda p: replace(p, items=(*p.items, item)) if p.name == part else p)


def changed_item(content: Content, name: str, item: Item) -> Content:
    """With an item in the place of the one of that name; expressions follow a new name.

    >>> from khet.rules.instruments import ItemKind
    >>> old = Item("a", ItemKind.INTEGER, "ก")
    >>> after = Item("b", ItemKind.TEXT, "ข", relevant="${a} > 1")
    >>> content = Content((Part("all", "ทั่วไป", (old, after)),))
    >>> [one.relevant for one in changed_item(content, "a", replace(old, name="n")).items]
    ['', '${n} > 1']
    """
    put = _items(content, lambda one: [item if one.name == name else one])
    return put if name == item.name else _renamed(put, name, item.name)


def without_item(content: Content, name: str) -> Content:
    """Without the item of that name."""
    return _items(content, lambda item: [] if item.name == name else [item])


def copied_item(content: Content, name: str) -> Content:
    """With a copy after the item of that name, under a name of its own."""
    new = fresh_name(content, "q")
    return _items(content, lambda i: [i, replace(i, name=new)] if i.name == name else [i])


def moved_item(content: Content, name: str, step: int) -> Content:
    """With an item one place further up (-1) or down (1), over the border of its section too.

    >>> from khet.rules.instruments import ItemKind
    >>> one, two = (Item(name, ItemKind.TEXT, name) for name in "ab")
    >>> content = Content((Part("p", "ก", (one, two)), Part("q", "ข", ())))
    >>> moved = moved_item(moved_item(content, "a", 1), "a", 1)
    >>> [[item.name for item in part.items] for part in moved.parts]
    [['b'], ['a']]
    """
    at = next((k for k, p in enumerate(content.parts) if name in _names(p.items)), None)
    if at is None:
        return content
    part = content.parts[at]
    place = _names(part.items).index(name)
    if 0 <= place + step < len(part.items):
        items = _swapped(part.items, place, place + step)
        return _parts(content, lambda p: replace(p, items=items) if p is part else p)
    if not 0 <= at + step < len(content.parts):
        return content
    item, beside = part.items[place], content.parts[at + step]
    there = (item, *beside.items) if step > 0 else (*beside.items, item)
    left = without_item(content, name)
    return _parts(left, lambda p: replace(p, items=there) if p.name == beside.name else p)


def with_part(content: Content, part: Part) -> Content:
    """With a section more, at the end."""
    return replace(content, parts=(*content.parts, part))


def changed_part(content: Content, name: str, title: str, relevant: str) -> Content:
    """With a section of another title and condition."""
    return _parts(
        content,
        lambda p: replace(p, title=title, relevant=relevant) if p.name == name else p,
    )


def without_part(content: Content, name: str) -> Content:
    """Without a section and all that it asks."""
    return replace(content, parts=tuple(part for part in content.parts if part.name != name))


def moved_part(content: Content, name: str, step: int) -> Content:
    """With a section one place further up (-1) or down (1)."""
    names = _names(content.parts)
    if name not in names or not 0 <= names.index(name) + step < len(names):
        return content
    place = names.index(name)
    return replace(content, parts=_swapped(content.parts, place, place + step))


def copied_part(content: Content, name: str) -> Content:
    """With a copy of a section after it, all under names of their own; conditions go along."""
    part = part_named(content, name)
    if part is None:
        return content
    new = with_part(content, Part(fresh_name(content, "part"), part.title, (), part.relevant))
    copy = new.parts[-1].name
    renamed: list[tuple[str, str]] = []
    for item in part.items:
        fresh = fresh_name(new, "q")
        renamed.append((item.name, fresh))
        new = with_item(new, copy, replace(item, name=fresh))
    made = Content((new.parts[-1],))
    for old, fresh in renamed:
        made = _renamed(made, old, fresh)
    place = _names(content.parts).index(name) + 1
    parts = (*content.parts[:place], *made.parts, *content.parts[place:])
    return replace(content, parts=parts)


def difference(before: Content, after: Content) -> Difference:
    """What a version changed, by the names of the items.

    >>> from khet.rules.instruments import ItemKind
    >>> old = Content((Part("p", "ก", (Item("a", ItemKind.TEXT, "ชื่อ"),)),))
    >>> new = Content((Part("p", "ก", (Item("b", ItemKind.TEXT, "วันที่"),)),))
    >>> difference(old, new)
    Difference(added=('วันที่',), removed=('ชื่อ',), changed=())
    """
    was, now = ({item.name: item for item in one.items} for one in (before, after))
    return Difference(
        tuple(item.label for name, item in now.items() if name not in was),
        tuple(item.label for name, item in was.items() if name not in now),
        tuple(item.label for name, item in now.items() if was.get(name, item) != item),
    )


def _parts(content: Content, change: Callable[[Part], Part]) -> Content:
    return replace(content, parts=tuple(map(change, content.parts)))


def _items(content: Content, change: Callable[[Item], list[Item]]) -> Content:
    return _parts(
        content,
        lambda part: replace(part, items=tuple(n for item in part.items for n in change(item))),
    )


def _renamed(content: Content, old: str, new: str) -> Content:
    """With the expressions that name an item naming it as it is called now."""
    known = re.compile(r"\$\{\s*" + re.escape(old) + r"\s*\}")
    say = partial(known.sub, "${" + new + "}")
    told = _items(
        content,
        lambda item: [
            replace(
                item,
                relevant=say(item.relevant),
                constraint=say(item.constraint),
                calculation=say(item.calculation),
            )
        ],
    )
    return _parts(told, lambda part: replace(part, relevant=say(part.relevant)))


def _names(named: Iterable[Item | Part]) -> list[str]:
    return [one.name for one in named]


def _swapped(ones: tuple[One, ...], a: int, b: int) -> tuple[One, ...]:
    listed = list(ones)
    listed[a], listed[b] = listed[b], listed[a]
    return tuple(listed)
