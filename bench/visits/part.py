"""10,000 visits on both databases: list, profile, books, summary, proposed plan, and the sync."""

import sys
from collections.abc import Iterator

from bench.children import khet, module, run
from bench.figures import Measured
from bench.pages.site import Site, demo_site, postgres

VISITS = 10_000
_QUERIES = 15
_LIST, _BOARD = (15.0, 30.0), (20.0, 50.0)
_ONCE = 1000.0


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
    filled = run(module("visits.fill", VISITS), site.env).seconds
    yield Measured("visits", f"{database}: {VISITS:,} visits written", filled, "s")
