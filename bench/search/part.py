"""The search page over 100,000 documents on both databases: rare words, common ones, short ones."""

import sys
from collections.abc import Iterator
from random import Random
from urllib.parse import quote

from bench.children import khet, module, run
from bench.figures import Measured
from bench.pages.browser import Browser
from bench.pages.load import speed
from bench.pages.site import Site, demo_site, postgres
from bench.search.fill import COMMON, RARE, vocabulary

_USER = "director"
_DOCUMENTS = 100_000
_MEDIAN, _P95 = 40.0, 100.0
_AT_ONCE = 4
_ALL = "all of these in turn"

Budgets = tuple[float | None, float | None]


def measure() -> Iterator[Measured]:
    """Everything on SQLite and, where it is installed, on PostgreSQL."""
    run(khet("assets"))
    with demo_site(None) as site:
        yield from _searches("SQLite", site, budgets=False)
    with postgres() as url:
        if url is None:
            print("PostgreSQL is not installed: left out", file=sys.stderr)
            return
        with demo_site(url) as site:
            yield from _searches("PostgreSQL", site, budgets=True)


def _asked() -> dict[str, list[str]]:
    """What is looked for, by how it is called: all in turn, then each kind by itself.

    Not in the mixture is the worst that can be asked, for which no index helps.
    """
    words = vocabulary()
    kinds = {
        "a rare word": [RARE],
        "a common word": [COMMON],
        "words in between": words[40:400:40],
        "two words": [f"{words[20]} {words[60]}", "สำนักงานเขต โครงการ"],
        "a phrase": ['"ปี 2557"'],
        "one or two letters": ["nt", "น", words[30][:2]],
        "a word that is nowhere": ["ฬฬฬฬ"],
    }
    mixture = [asked for name, several in kinds.items() for asked in several]
    Random(6).shuffle(mixture)
    return {_ALL: mixture, **kinds, "two letters that are nowhere": ["ฬฬ"]}


def _searches(database: str, site: Site, budgets: bool) -> Iterator[Measured]:
    filled = run(module("search.fill", _DOCUMENTS), site.env).seconds
    yield Measured("search", f"{database}: {_DOCUMENTS:,} documents added", filled, "s")
    browsers = [Browser(site.port) for _ in range(_AT_ONCE)]
    for browser in browsers:
        browser.sign_in(_USER, site.password)
    for name, asked in _asked().items():
        for sessions in (1, _AT_ONCE) if name == _ALL else (1,):
            told = budgets and name == _ALL and sessions == 1
            limits = (_MEDIAN, _P95) if told else (None, None)
            yield from _speed(f"{database}: {name}", browsers[:sessions], asked, limits)


def _speed(
    what: str, sessions: list[Browser], asked: list[str], budgets: Budgets
) -> Iterator[Measured]:
    turns = {id(session): 0 for session in sessions}

    def ask(browser: Browser) -> float:
        turns[id(browser)] += 1
        words = asked[turns[id(browser)] % len(asked)]
        return browser.get(f"/office/search/?q={quote(words)}").seconds

    found = speed(sessions, ask)
    told = f"{what}, {len(sessions)} session{'s' if len(sessions) > 1 else ''}"
    yield Measured("search", f"{told}: median", 1000 * found.median, "ms", budgets[0])
    yield Measured("search", f"{told}: p95", 1000 * found.p95, "ms", budgets[1])
