"""What lies before a person to be signed, ordered or allowed (แฟ้มเสนอ), whatever its kind.

Each package offers its own source at start; the folder asks every source once and shows all in one
list, the most urgent and then the longest waiting first.
"""

from collections.abc import Callable, Container, Iterable
from datetime import datetime
from typing import NamedTuple

from khet.web.parts.viewer import Viewer


class Waiting(NamedTuple):
    """A record that waits for the viewer: its key in its source, and what the list tells of it.

    ``about`` says who brought it; ``mark`` is a word of urgency or secrecy with its ``rank``, 0 for
    the most urgent. ``act`` is what is done with it at once from the list, as ``ลงนาม``; without
    one it can only be opened; where it ``orders``, work can be given with it; where it is
    ``endorsed``, it goes on to another with an opinion. ``summary`` is what it says, shown where it
    is opened in the list, with its ``files`` (name and address). Without ``since`` nobody knows how
    long it waits.
    """

    key: str
    title: str
    url: str
    about: str
    since: datetime | None
    act: str = ""
    mark: str = ""
    rank: int = 9
    summary: str = ""
    files: tuple[tuple[str, str], ...] = ()
    orders: bool = False
    endorsed: bool = False


class RefusedError(Exception):
    """One of several can't be done; tells in words which and why. Nothing was done."""


class Source(NamedTuple):
    """A kind of what waits: its code, its word, who finds it, and who acts on several at once.

    ``act`` gets the viewer, the keys, and what the person wrote (an order, or nothing); it does all
    in one transaction or raises ``RefusedError``. ``powers`` are the codes of ``rules.powers`` with
    which somebody acts in another's stead.
    """

    code: str
    label: str
    waiting: Callable[[Viewer], list[Waiting]]
    act: Callable[[Viewer, list[str], str], None] | None = None
    powers: tuple[str, ...] = ()


_SOURCES: dict[str, Source] = {}


def register_source(source: Source) -> None:
    """Offer a source to the folder."""
    _SOURCES[source.code] = source


def waiting_for(
    viewer: Viewer, codes: Container[str] | None = None
) -> list[tuple[Source, Waiting]]:
    """All that waits for the viewer, with its source; of the sources of those codes only."""
    asked = [source for code, source in _SOURCES.items() if codes is None or code in codes]
    found = [(source, one) for source in asked for one in source.waiting(viewer)]
    return sorted(found, key=lambda pair: _pressing(pair[1]))


def _pressing(one: Waiting) -> tuple[int, bool, float]:
    """The most urgent first, then the longest waiting."""
    return one.rank, one.since is None, one.since.timestamp() if one.since else 0


def powers_of(codes: Container[str]) -> list[str]:
    """The powers with which what the sources of those codes bring is decided."""
    return [power for code, one in _SOURCES.items() if code in codes for power in one.powers]


def act_on(viewer: Viewer, chosen: Iterable[tuple[str, str]], said: str) -> None:
    """Do with each (source, key) what its source does; call it inside one transaction.

    Raises:
        RefusedError: see there.
    """
    keys: dict[str, list[str]] = {}
    for code, key in chosen:
        keys.setdefault(code, []).append(key)
    for code, several in keys.items():
        source = _SOURCES.get(code)
        if source is not None and source.act is not None:
            source.act(viewer, several, said)
