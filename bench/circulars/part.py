"""585,000 receipts on PostgreSQL: a school's inbox beside one of 50, its search, a sending."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from bench.children import khet, module, run
from bench.circulars.fill import RECEIVERS
from bench.figures import Measured
from bench.pages.browser import Browser
from bench.pages.load import Ask, Speed, speed
from bench.pages.site import Site, demo_site, postgres
from bench.search.fill import COMMON, vocabulary

FEW, MANY, _TIMES = 50, 5000, 3
_USER, _CLERK, _AT_ONCE = "school-director", "clerk", 4
_ONE, _FOUR, _RATIO = (15.0, 30.0), (35.0, 80.0), 1.5
_SEARCH, _SEND, _QUERIES = (40.0, 100.0), 1.0, 15
_HERE = "/office/circulars/"
_PAGES = {
    "inbox, unread": f"{_HERE}?tab=unread",
    "inbox, to be answered": f"{_HERE}?tab=owed",
    "inbox, all": f"{_HERE}?tab=all",
}
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure() -> Iterator[Measured]:
    """Everything on PostgreSQL, where it is installed."""
    run(khet("assets"))
    with postgres() as url:
        if url is None:
            print("PostgreSQL is not installed: left out", file=sys.stderr)
            return
        with demo_site(url) as site:
            yield from circulated(site)


def circulated(site: Site) -> Iterator[Measured]:
    """The inbox with few, then with many; the search; sending."""
    run(module("circulars.fill", 0, FEW), site.env)
    browsers = [Browser(site.port) for _ in range(_AT_ONCE)]
    for browser in browsers:
        browser.sign_in(_USER, site.password)
    few = {name: speed(browsers[:1], _asking(path)) for name, path in _PAGES.items()}
    filled = run(module("circulars.fill", FEW, MANY), site.env).seconds
    yield Measured("circulars", f"{MANY - FEW:,} circulars to 117 schools written", filled, "s")
    for name, path in _PAGES.items():
        many = speed(browsers[:1], _asking(path))
        yield from _told(f"{name}, {MANY:,}", many, _ONE)
        beside = many.median / few[name].median
        yield Measured("circulars", f"{name}: beside {FEW}", beside, "×", _RATIO)
        yield from _told(f"{name}, {MANY:,}, 4 sessions", speed(browsers, _asking(path)), _FOUR)
    yield from _deep(browsers[0])
    yield from _searched(browsers[:1])
    counts = json.loads(run(module("pages.queries", _USER, *_PAGES.values()), site.env).output)
    for name, path in _PAGES.items():
        yield Measured("circulars", f"{name}: queries", counts[path][1], "", _QUERIES)
    yield from _sent(site)


def _asking(path: str) -> Ask:
    return lambda browser: browser.get(path).seconds


def _told(what: str, found: Speed, limits: tuple[float, float]) -> Iterator[Measured]:
    yield Measured("circulars", f"{what}: median", 1000 * found.median, "ms", limits[0])
    yield Measured("circulars", f"{what}: p95", 1000 * found.p95, "ms", limits[1])


def _deep(browser: Browser) -> Iterator[Measured]:
    """The twentieth page of all."""
    path = f"{_HERE}?tab=all"
    for _ in range(20):
        older = re.search(r'href="(\?[^"]*)" rel="next"', browser.get(path).text)
        path = _HERE + older[1].replace("&amp;", "&") if older else path
    yield from _told("inbox, its 21st page", speed([browser], _asking(path)), _ONE)


def _searched(browsers: Sequence[Browser]) -> Iterator[Measured]:
    """Words rare, common and in between."""
    words = vocabulary()
    kinds = {
        "a common word": COMMON,
        "a word in between": words[60],
        "a rare word": words[1500],
        "two words": f"{words[20]} {words[60]}",
        "a word that is nowhere": "ฬฬฬฬ",
    }
    for name, asked in kinds.items():
        found = speed(browsers, _asking(f"{_HERE}?tab=all&q={quote(asked)}"))
        yield from _told(f"search in {MANY:,}, {name}", found, _SEARCH)


def _sent(site: Site) -> Iterator[Measured]:
    """Letters sent to 1,300 receivers, the slowest of some."""
    browser = Browser(site.port)
    browser.sign_in(_CLERK, site.password)
    letters = run(module("circulars.fill", "send", _TIMES), site.env).output.split()
    slowest = 0.0
    for letter in letters:
        path = f"{_HERE}sent/{letter}/send"
        token = _TOKEN.search(browser.get(path).text)
        answer = browser.post(path, token[1] if token else "", {})
        if answer.status != 302:
            raise RuntimeError(f"sending answered {answer.status}")
        slowest = max(slowest, answer.seconds)
    yield Measured("circulars", f"sent to {RECEIVERS:,} receivers", slowest, "s", _SEND)
