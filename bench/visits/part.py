"""10,000 visits on both databases: list, profile, book, summary, proposed plan, and the sync."""

import json
import sys
from collections.abc import Iterator

from bench.children import khet, module, run
from bench.figures import Measured
from bench.pages.browser import Browser
from bench.pages.load import speed
from bench.pages.site import Site, demo_site, postgres
from bench.visits.phone import EACH, sync

VISITS, _SYNCED = 10_000, 50
_USER = "supervisor"
_QUERIES = 15
_LIST, _BOARD = (15.0, 30.0), (20.0, 50.0)
_PAGES = {
    "list": ("/learning/visits/list", _LIST),
    "list, page 40": ("/learning/visits/list?page=40", _LIST),
    "list, of one school": ("/learning/visits/list?school={school}", _LIST),
    "findings": ("/learning/visits/findings", _LIST),
    "ten years: school profile": ("/registry/schools/{school}", _BOARD),
    "ten years: its panel of visits": ("/learning/visits/panels/school?school={school}", _BOARD),
    "ten years: the school's own book": ("/learning/visits/books/schools/{school}", _LIST),
    "summary": ("/learning/visits/summary/", (None, None)),
    "coverage": ("/learning/visits/plan/coverage", (None, None)),
}
_PROPOSAL, _ONCE, _TIMES = "/learning/visits/plan/proposal", 1.0, 5


def measure() -> Iterator[Measured]:
    """Everything on SQLite and, where it is installed, on PostgreSQL."""
    run(khet("assets"))
    with demo_site(None) as site:
        yield from _visited("SQLite", site)
    with postgres() as url:
        if url is None:
            print("PostgreSQL is not installed: left out", file=sys.stderr)
            return
        with demo_site(url) as site:
            yield from _visited("PostgreSQL", site)


def _visited(database: str, site: Site) -> Iterator[Measured]:
    browser = Browser(site.port)
    browser.sign_in(_USER, site.password)
    yield from _proposed(database, browser, "117 schools")
    filled = run(module("visits.fill", VISITS, _SYNCED), site.env)
    made = json.loads(filled.output)
    yield Measured("visits", f"{database}: {VISITS:,} visits written", filled.seconds, "s")
    yield from _proposed(database, browser, f"117 schools, {VISITS:,} visits")
    paths = {name: path.format(**made) for name, (path, _) in _PAGES.items()}
    for name, path in paths.items():
        found = speed([browser], lambda visitor, path=path: visitor.get(path).seconds)
        median, p95 = _PAGES[name][1]
        what = f"{database}: {name}, one session"
        yield Measured("visits", f"{what}: median", 1000 * found.median, "ms", median)
        yield Measured("visits", f"{what}: p95", 1000 * found.p95, "ms", p95)
    counts = json.loads(run(module("pages.queries", _USER, *paths.values()), site.env).output)
    for name, path in paths.items():
        yield Measured("visits", f"{database}: {name}: queries", counts[path][1], "", _QUERIES)
    told = f"{database}: {_SYNCED} visits with {_SYNCED * EACH} pictures synced"
    yield Measured("visits", told, sync(browser, made["numbers"]), "s")


def _proposed(database: str, browser: Browser, of: str) -> Iterator[Measured]:
    """The proposed plan, the slowest of some times."""
    slowest = max(browser.get(_PROPOSAL).seconds for _ in range(_TIMES))
    yield Measured("visits", f"{database}: proposed plan for {of}", slowest, "s", _ONCE)
