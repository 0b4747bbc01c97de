"""Follow-up with 50,000 duties on both databases: the late ones, their weeks, the own list."""

import json
import sys
from collections.abc import Iterator

from bench.children import khet, module, run
from bench.duties.fill import DUTIES
from bench.figures import Measured
from bench.pages.browser import Browser
from bench.pages.load import speed
from bench.pages.site import Site, demo_site, postgres

_USER = "director"
_PAGES = {
    "late board": "/office/late/",
    "late board, of all schools": "/office/late/?unit=schools",
    "late board, page 40": "/office/late/?page=40",
    "late board, its 12 weeks": "/office/late/trend",
    "own list": "/office/duties/",
    "panel of the home": "/office/panels/late",
}
_MEDIAN, _P95, _QUERIES = 15.0, 30.0, 15


def measure() -> Iterator[Measured]:
    """Everything on SQLite and, where it is installed, on PostgreSQL."""
    run(khet("assets"))
    with demo_site(None) as site:
        yield from _followed("SQLite", site)
    with postgres() as url:
        if url is None:
            print("PostgreSQL is not installed: left out", file=sys.stderr)
            return
        with demo_site(url) as site:
            yield from _followed("PostgreSQL", site)


def _followed(database: str, site: Site) -> Iterator[Measured]:
    filled = run(module("duties.fill"), site.env).seconds
    yield Measured("duties", f"{database}: {DUTIES:,} duties written", filled, "s")
    browser = Browser(site.port)
    browser.sign_in(_USER, site.password)
    for name, path in _PAGES.items():
        found = speed([browser], lambda visitor, path=path: visitor.get(path).seconds)
        what = f"{database}: {name}, one session"
        yield Measured("duties", f"{what}: median", 1000 * found.median, "ms", _MEDIAN)
        yield Measured("duties", f"{what}: p95", 1000 * found.p95, "ms", _P95)
    counts = json.loads(run(module("pages.queries", _USER, *_PAGES.values()), site.env).output)
    for name, path in _PAGES.items():
        yield Measured("duties", f"{database}: {name}: queries", counts[path][1], "", _QUERIES)
