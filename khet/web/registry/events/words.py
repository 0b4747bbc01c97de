"""Events in words: what was done to which record, and what changed, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.registry.models import Event
from khet.web.parts.kinds import Named, Ref, actions, fields, hidden, kinds, named
from khet.web.parts.viewer import Viewer
from khet.web.registry.events.values import key_words, value_words

_NOTHING, _SEVERAL = "–", "*"
_HIDDEN = ("key", "sort_key", "source")
_MOST = 30


class Change(NamedTuple):
    """A field with what it was and is; ``before`` is ``None`` where the event tells of none."""

    what: str
    before: str | None
    after: str


class Line(NamedTuple):
    """An event as a line of a list."""

    event: Event
    action: str
    kind: str
    record: Named
    record_url: str
    changes: list[Change]
    more: int


def lines(viewer: Viewer, events: Iterable[Event]) -> list[Line]:
    """Each event in words, its record named where the viewer may see it; see ``Kind``."""
    listed = list(events)
    names = named(viewer, (Ref(event.kind, event.key) for event in listed))
    untold = hidden(viewer, (Ref(event.kind, event.key) for event in listed))
    found = ((event, Ref(event.kind, event.key)) for event in listed)
    return [_line(event, names.get(ref), ref in untold) for event, ref in found]


def _line(event: Event, record: Named | None, untold: bool) -> Line:
    kind = kinds().get(event.kind)
    closed = kind is not None and kind.closed and record is None and event.key != _SEVERAL
    told = [] if untold or closed else changes(event)
    about = urlencode({"kind": event.kind, "key": event.key})
    return Line(
        event,
        _(actions().get(event.action, event.action)),
        _(kind.word) if kind else event.kind,
        record or Named("" if event.key == _SEVERAL else event.key),
        f"{reverse('registry:events')}?{about}",
        told[:_MOST],
        max(len(told) - _MOST, 0),
    )


def changes(event: Event) -> list[Change]:
    """What an event tells, field by field; what stayed as it was is left out."""
    kind = kinds().get(event.kind)
    if kind and kind.differences:
        told = kind.differences(event.key, event.before, event.after)
        return [Change(what, before or None, after) for what, before, after in told]
    before, after = dict(_flat(event.kind, event.before)), dict(_flat(event.kind, event.after))
    return [
        Change(
            what, before.get(what, _NOTHING) if event.before else None, after.get(what, _NOTHING)
        )
        for what in dict.fromkeys([*before, *after])
        if before.get(what) != after.get(what)
    ]


def _flat(kind: str, told: Mapping[str, Any] | None, above: str = "") -> Iterator[tuple[str, str]]:
    """Every value with the words for its place."""
    for field, value in (told or {}).items():
        if field in _HIDDEN:
            continue
        what = f"{above}{_(fields()[field]) if field in fields() else key_words(field)}"
        if isinstance(value, Mapping):
            yield from _flat(kind, value, f"{what} ")
        elif _are_rows(value):
            for place, row in enumerate(value, 1):
                yield from _flat(kind, row, f"{what} {place} ")
        elif value not in (None, "", [], ()):
            yield what, value_words(kind, field, value)


def _are_rows(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)
