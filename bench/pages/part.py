"""The pages on both databases: time, queries, bytes, beside a bare Django list page."""

import json
import sys
from collections.abc import Iterator

from bench.children import khet, module, run
from bench.figures import Measured
from bench.pages.browser import Browser, assets, panels
from bench.pages.load import Ask, Speed, speed
from bench.pages.site import Site, demo_site, postgres

_USER = "supervisor"
_BOARDS = {"overview": "/learning/overview", "colour board": "/learning/colours"}
_DEMO, _START, _FIRST, _BOARD, _HOME = 60.0, 3.0, 0.5, (0.020, 0.050), 0.100
_QUERIES, _FIRST_VISIT, _NEXT_PAGE = 15, 250.0, 30.0
_AT_ONCE = 4


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
    yield tell.seconds("khet demo, on an empty database", site.made, _DEMO)
    yield tell.seconds("start to the first answer", site.started, _START)
    for name, path in _BOARDS.items():
        yield tell.milliseconds(f"{name}: first", visitors[0].get(path).seconds, _FIRST)
    for name, path in _BOARDS.items():
        yield from tell.speeds(name, [_asking(visitor, path) for visitor in visitors], _BOARD)
        yield from tell.speeds(f"{name}, unchanged", [_asking_again(visitors[0], path)])
    yield from tell.speeds("home with all its panels", [_at_home(visitors[0])], (_HOME, None))
    yield from tell.speeds("front page, not signed in", [_asking(Browser(site.port), "/")])
    bare = [_to_bare(visitor, site) for visitor in visitors]
    yield from tell.speeds("bare Django list page", bare)
    yield from _queries(tell, site, panels(visitors[0].get("/")))
    yield from _weights(tell, visitors[0])


class _Teller:
    """Makes figures of one database."""

    def __init__(self, database: str) -> None:
        self.database = database

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
        self,
        what: str,
        sessions: list[Ask],
        budgets: tuple[float | None, float | None] = (None, None),
    ) -> Iterator[Measured]:
        """One session against the budgets, then all at once where there are several."""
        yield from self._speed(f"{what}, one session", speed(sessions[:1]), budgets)
        if len(sessions) > 1:
            yield from self._speed(f"{what}, {len(sessions)} sessions", speed(sessions))

    def _speed(
        self, what: str, found: Speed, budgets: tuple[float | None, float | None] = (None, None)
    ) -> Iterator[Measured]:
        yield self.milliseconds(f"{what}: median", found.median, budgets[0])
        yield self.milliseconds(f"{what}: p95", found.p95, budgets[1])


def _signed_in(site: Site) -> Browser:
    browser = Browser(site.port)
    browser.sign_in(_USER, site.password)
    return browser


def _asking(browser: Browser, path: str) -> Ask:
    return lambda: browser.get(path).seconds


def _asking_again(browser: Browser, path: str) -> Ask:
    known = browser.get(path).headers["ETag"]

    def ask() -> float:
        answer = browser.get(path, If_None_Match=known)
        if answer.status != 304:
            raise RuntimeError(f"{path} answered {answer.status} to a reader who has it")
        return answer.seconds

    return ask


def _at_home(browser: Browser) -> Ask:
    """The home and then each of its panels, one after the other."""

    def ask() -> float:
        page = browser.get("/")
        parts = [browser.get(path, HX_Request="true").seconds for path in panels(page)]
        return page.seconds + sum(parts)

    return ask


def _to_bare(browser: Browser, site: Site) -> Ask:
    bare = Browser(site.bare_port)
    bare.cookies = dict(browser.cookies)
    return _asking(bare, "/")


def _queries(tell: _Teller, site: Site, parts: list[str]) -> Iterator[Measured]:
    paths = {"home": "/", **_BOARDS, **{f"panel {path.split('/')[-1]}": path for path in parts}}
    counts = json.loads(run(module("pages.queries", _USER, *paths.values()), site.env).output)
    for name, path in paths.items():
        first, warm = counts[path]
        yield tell.number(f"{name}: queries, first", first, "", _QUERIES)
        yield tell.number(f"{name}: queries, warm", warm, "", _QUERIES)


def _weights(tell: _Teller, browser: Browser) -> Iterator[Measured]:
    """Bytes on the wire, gzipped where the server does."""
    for name, path in _BOARDS.items():
        page = browser.get(path)
        brought = sum(assets(browser, page).values())
        first = (page.size + brought) / 1000
        yield tell.number(f"{name}: first visit, all assets", first, "kB", _FIRST_VISIT)
        yield tell.number(f"{name}: as next page", page.size / 1000, "kB", _NEXT_PAGE)
