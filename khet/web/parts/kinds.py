"""Kinds of records: how a line anywhere names a record of any subject, and leads to it.

Each subject registers its kinds at start. Of a page of references every source is asked once, and
who may not see a record gets neither its name nor its address.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from khet.web.parts.viewer import Viewer


class Ref(NamedTuple):
    """A record: its kind, as ``registry.school``, and its key within the kind."""

    kind: str
    key: str


class Named(NamedTuple):
    """What a record is called, and the address of its page where it has one."""

    label: str
    url: str = ""


Told = Mapping[str, Any] | None
Differences = Callable[[str, Told, Told], list[tuple[str, str, str]]]
Finder = Callable[[Viewer, list[Ref]], dict[Ref, Named]]
Shown = Callable[[Viewer, str], str]
Hides = Callable[[Viewer, list[int]], set[str]]


class Kind(NamedTuple):
    """A kind of record: the word for it, and who finds the visible among several of them.

    ``differences`` says in words what an event (key, before, after) changed, where plain fields
    would say too little: what, before, after. The search shows the words of one that is ``closed``,
    and lists of events what changed, only to who may see the record.

    ``shown_by`` tells of a record that the viewer sees (the key) why the viewer may not say what
    shows it, or nothing where the viewer may; a kind without it takes no evidence from its readers.
    ``hides`` tells of which of several records (the keys) the viewer isn't told what was done,
    though their names may be seen. ``fixes`` tells whether evidence of a record (the key) is to
    stay as it is.
    """

    word: str
    find: Finder
    differences: Differences | None = None
    closed: bool = False
    shown_by: Shown | None = None
    fixes: Callable[[str], bool] | None = None
    hides: Hides | None = None


_DIGITS = 18
_KINDS: dict[str, Kind] = {}
_ACTIONS: dict[str, str] = {}
_FIELDS: dict[str, str] = {}


def register(
    kinds: Mapping[str, Kind], actions: Mapping[str, str], fields: Mapping[str, str]
) -> None:
    """Make kinds known, with the words for what events do to them and for what changes."""
    _KINDS.update(kinds)
    _ACTIONS.update(actions)
    _FIELDS.update(fields)


def kinds() -> Mapping[str, Kind]:
    """Every kind that was registered."""
    return _KINDS


def actions() -> Mapping[str, str]:
    """The words for what an event does, by its action."""
    return _ACTIONS


def fields() -> Mapping[str, str]:
    """The words for what an event tells, by its field."""
    return _FIELDS


def numbers(keys: Iterable[str]) -> list[int]:
    """The keys that can be numbers of rows; an address or a form may name anything."""
    return [int(k) for k in keys if k.isascii() and k.isdecimal() and len(k) <= _DIGITS]


def hidden(viewer: Viewer, refs: Iterable[Ref]) -> set[Ref]:
    """The records of which the viewer isn't told what was done; each source is asked once."""
    asked: dict[str, list[int]] = {}
    for ref in dict.fromkeys(refs):
        if ref.kind in _KINDS and _KINDS[ref.kind].hides:
            asked.setdefault(ref.kind, []).extend(numbers([ref.key]))
    found = {kind: _KINDS[kind].hides for kind in asked}
    return {Ref(k, key) for k, hides in found.items() if hides for key in hides(viewer, asked[k])}


def named(viewer: Viewer, refs: Iterable[Ref]) -> dict[Ref, Named]:
    """The names of those records that the viewer may see; each source is asked once."""
    asked: dict[Finder, list[Ref]] = {}
    for ref in dict.fromkeys(refs):
        if ref.kind in _KINDS:
            asked.setdefault(_KINDS[ref.kind].find, []).append(ref)
    found: dict[Ref, Named] = {}
    for find, several in asked.items():
        found |= find(viewer, several)
    return found
