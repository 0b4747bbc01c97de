"""Papers for the whole area: the letters of results, and a sheet for each school."""

import re
from collections.abc import Iterator

from bench.children import khet, run
from bench.figures import Measured
from bench.pages.browser import Browser
from bench.pages.site import demo_site

_USER = "supervisor"
_LETTERS, _SHEETS = 20.0, 20.0
_PDF, _XLSX = "/learning/letters.pdf", "/learning/letters.xlsx"
_NETWORK = re.compile(r'href="/learning/networks/(\w+)')
_PAGES = re.compile(r"/Count (\d+)")


def measure() -> Iterator[Measured]:
    """Each print as the first who asks for it gets it, and once more."""
    run(khet("assets"))
    with demo_site(None) as site:
        browser = Browser(site.port)
        browser.sign_in(_USER, site.password)
        yield from _prints(browser, "letters to all schools", [_PDF], _LETTERS)
        yield _seconds("letters to all schools, XLSX", browser.get(_XLSX).seconds, _LETTERS)
        overview = browser.get("/learning/overview").text
        networks = dict.fromkeys(_NETWORK.findall(overview))
        paths = [f"/learning/networks/{code}/sheets.pdf" for code in networks]
        yield from _prints(browser, "sheets of all schools, network by network", paths, _SHEETS)


def _prints(browser: Browser, what: str, paths: list[str], budget: float) -> Iterator[Measured]:
    for turn in ("first", "again"):
        answers = [browser.get(path) for path in paths]
        yield _seconds(f"{what}: {turn}", sum(answer.seconds for answer in answers), budget)
    pages = sum(max(map(int, _PAGES.findall(answer.text))) for answer in answers)
    yield Measured("papers", f"{what}: pages", pages, "")
    yield Measured("papers", f"{what}: size", sum(a.size for a in answers) / 1e6, "MB")


def _seconds(what: str, seconds: float, budget: float) -> Measured:
    return Measured("papers", what, seconds, "s", budget)
