"""The pages on both databases: time, queries, bytes, memory, beside a bare Django list page."""

import json
import sys
from collections.abc import Generator, Iterator, Sequence

from bench.children import khet, module, run
from bench.figures import Measured
from bench.pages import memory
from bench.pages.addresses import PAGES, address
from bench.pages.browser import Answer, Browser, NotThereError, assets, panels
from bench.pages.load import Ask, Speed, speed
from bench.pages.reading import read
from bench.pages.site import Site, demo_site, postgres

_USER = "supervisor"
_HOME, _ALL_PANELS, _BARE = "/", "with all its panels", "bare Django list page"
_MADE, _STARTED, _FIRST, _WARM, _WARM_HOME = 60.0, 3.0, 0.5, (0.020, 0.050), (0.100, None)
_QUERIES, _FIRST_VISIT, _NEXT_PAGE = 15, 250.0, 30.0
_AT_ONCE, _MANY, _GROWTH = 4, 1000, 50.0

Budgets = tuple[float | None, float | None]


def measure() -> Iterator[Measured]:
    """Everything on SQLite and, where it is installed, on PostgreSQL."""
    run(khet("assets"))
    with demo_site(None) as site:
        yield from _pages("SQLite", site)
    with postgres() as url:
        if url is None:
            print("PostgreSQL is not installed: left out", file=sys.stderr)
            return
        with demo_site(url) as site:
            yield from _pages("PostgreSQL", site)


def _pages(database: str, site: Site) -> Iterator[Measured]:
    visitors = [_signed_in(site) for _ in range(_AT_ONCE)]
    tell = _Teller(database)
    yield tell.seconds("khet demo, on an empty database", site.made, _MADE)
    yield tell.seconds("start to the first answer", site.started, _STARTED)
    there = yield from _first(tell, visitors[0])
    yield from _warm(tell, there, visitors)
    yield from tell.speeds("front page, not signed in", [Browser(site.port)], _asking(_HOME))
    yield from tell.speeds(_BARE, [_to_bare(visitor, site) for visitor in visitors], _asking("/"))
    yield from tell.over_bare()
    parts = _panels(there, visitors[0])
    yield from _memory(tell, site, visitors, [*map(PAGES.__getitem__, there), _HOME, *parts])
    yield from _queries(tell, site, {"home": _HOME, **there}, parts)
    yield from _weights(tell, there, visitors[0])


class _Teller:
    """Makes figures of one database."""

    def __init__(self, database: str) -> None:
        self.database = database
        self._at_once: dict[str, Speed] = {}

    def number(self, what: str, value: float, unit: str, budget: float | None = None) -> Measured:
        """A figure as it is."""
        return Measured("pages", f"{self.database}: {what}", value, unit, budget)

    def seconds(self, what: str, value: float, budget: float | None = None) -> Measured:
        """Seconds as seconds."""
        return self.number(what, value, "s", budget)

    def milliseconds(self, what: str, value: float, budget: float | None = None) -> Measured:
        """Seconds, and a budget in seconds, as milliseconds."""
        return self.number(what, 1000 * value, "ms", None if budget is None else 1000 * budget)

    def speeds(
        self, what: str, sessions: Sequence[Browser], ask: Ask, budgets: Budgets = (None, None)
    ) -> Iterator[Measured]:
        """One session against the budgets, then all at once where there are several."""
        yield from self._speed(f"{what}, one session", speed(sessions[:1], ask), budgets)
        if len(sessions) > 1:
            self._at_once[what] = found = speed(sessions, ask)
            yield from self._speed(f"{what}, {len(sessions)} sessions", found)

    def over_bare(self) -> Iterator[Measured]:
        """How many times the bare page's median each page takes that several sessions asked for."""
        base = self._at_once.pop(_BARE).median
        for what, found in self._at_once.items():
            told = f"{what}, {_AT_ONCE} sessions: over the bare page"
            yield self.number(told, found.median / base, "×")

    def _speed(
        self, what: str, found: Speed, budgets: Budgets = (None, None)
    ) -> Iterator[Measured]:
        yield self.milliseconds(f"{what}: median", found.median, budgets[0])
        yield self.milliseconds(f"{what}: p95", found.p95, budgets[1])


def _signed_in(site: Site) -> Browser:
    browser = Browser(site.port)
    browser.sign_in(_USER, site.password)
    return browser


def _to_bare(browser: Browser, site: Site) -> Browser:
    bare = Browser(site.bare_port)
    bare.cookies = dict(browser.cookies)
    return bare


def _first(tell: _Teller, browser: Browser) -> Generator[Measured, None, dict[str, str]]:
    """Each page as the first who opens it gets it; returns those that are there by name."""
    there: dict[str, str] = {}
    visited: dict[str, Answer] = {}
    for name, pattern in PAGES.items():
        path = address(pattern, visited)
        try:
            visited[name] = browser.get(path)
        except NotThereError as exc:
            print(f"{name}: {exc}: left out", file=sys.stderr)
            continue
        there[name] = path
        yield tell.milliseconds(f"{name}: first", visited[name].seconds, _FIRST)
    yield tell.milliseconds(f"home {_ALL_PANELS}: first", _asking_all(_HOME)(browser))
    return there


def _warm(tell: _Teller, there: dict[str, str], visitors: Sequence[Browser]) -> Iterator[Measured]:
    """Each page by one and by several, then to a reader who has it; the home with its panels."""
    for name, path in there.items():
        yield from tell.speeds(name, visitors, _asking(path), _WARM)
        page = visitors[0].get(path)
        if panels(page):
            yield from tell.speeds(f"{name} {_ALL_PANELS}", visitors, _asking_all(path))
        if known := page.headers["ETag"]:
            yield from tell.speeds(f"{name}, unchanged", visitors[:1], _asking_again(path, known))
        else:
            print(f"{name}, unchanged: {path} has no ETag: left out", file=sys.stderr)
    yield from tell.speeds(f"home {_ALL_PANELS}", visitors, _asking_all(_HOME), _WARM_HOME)


def _asking(path: str) -> Ask:
    return lambda browser: browser.get(path).seconds


def _asking_again(path: str, known: str) -> Ask:
    def ask(browser: Browser) -> float:
        answer = browser.get(path, If_None_Match=known)
        if answer.status != 304:
            raise RuntimeError(f"{path} answered {answer.status} to a reader who has it")
        return answer.seconds

    return ask


def _asking_all(path: str) -> Ask:
    """A page and then each of its panels, one after the other."""

    def ask(browser: Browser) -> float:
        page = browser.get(path)
        parts = [browser.get(part, HX_Request="true").seconds for part in panels(page)]
        return page.seconds + sum(parts)

    return ask


def _panels(there: dict[str, str], browser: Browser) -> list[str]:
    """The panels of the home and of the pages, each once."""
    found = (panels(browser.get(path)) for path in (_HOME, *there.values()))
    return list(dict.fromkeys(part for parts in found for part in parts))


def _memory(
    tell: _Teller, site: Site, visitors: Sequence[Browser], patterns: Sequence[str]
) -> Iterator[Measured]:
    """Of all the server's processes, warm already, before and after many pages, and as many others.

    What is kept of each sitting fills up once; what goes on growing leaks.
    """
    if not memory.readable():
        print("memory of the server: this system does not tell: left out", file=sys.stderr)
        return
    held = [memory.resident(site.server) / 1e6]
    for seed in range(2):
        read(visitors, patterns, _MANY, seed)
        held.append(memory.resident(site.server) / 1e6)
    before, after, later = held
    yield tell.number("memory of the server's processes", before, "MB")
    yield tell.number(f"memory after {_MANY:,} more pages", after, "MB")
    yield tell.number(f"memory grown in {_MANY:,} pages", after - before, "MB", _GROWTH)
    yield tell.number(f"memory grown in the next {_MANY:,} pages", later - after, "MB")


def _queries(
    tell: _Teller, site: Site, pages: dict[str, str], parts: list[str]
) -> Iterator[Measured]:
    paths = {**pages, **{f"panel {path.split('/')[-1]}": path for path in parts}}
    counts = json.loads(run(module("pages.queries", _USER, *paths.values()), site.env).output)
    for name, path in paths.items():
        first, warm = counts[path]
        yield tell.number(f"{name}: queries, first", first, "", _QUERIES)
        yield tell.number(f"{name}: queries, warm", warm, "", _QUERIES)


def _weights(tell: _Teller, there: dict[str, str], browser: Browser) -> Iterator[Measured]:
    """Bytes on the wire, gzipped where the server does."""
    for name, path in there.items():
        page = browser.get(path)
        brought = sum(assets(browser, page).values())
        first = (page.size + brought) / 1000
        yield tell.number(f"{name}: first visit, all assets", first, "kB", _FIRST_VISIT)
        yield tell.number(f"{name}: as next page", page.size / 1000, "kB", _NEXT_PAGE)
