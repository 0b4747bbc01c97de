"""Every page at both widths and in both languages: no sideways scrolling, no barrier."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from khet.records.registry.models import Unit, UnitKind
from tests.journeys.conftest import DESKTOP, PHONE

Visit = Callable[..., Page]
SITTING = "year=2556&test=O-NET&grade=P6"
PAGES = (
    "/",
    "/design",
    f"/learning/overview?{SITTING}",
    f"/learning/colours?{SITTING}",
    f"/learning/figure/percent-below?{SITTING}&subject=thai",
    f"/learning/figure/lower-limit?{SITTING}&subject=thai",
    "/learning/overview?year=2540",
    f"/learning/colours?{SITTING}&scheme=both",
    f"/learning/figure/percent-below?{SITTING}&subject=thai&school=93020508",
    f"/learning/schools/93020508?{SITTING}",
    f"/learning/networks/N1?{SITTING}",
    f"/learning/subjects/thai?{SITTING}",
    "/learning/measures",
    "/learning/measures/mean",
    "/learning/scan?year=2556&test=Pre O-NET&grade=P6&round=1",
    "/learning/published?year=2556",
    "/learning/letters",
    f"/learning/planning?{SITTING}&subject=thai",
    f"/learning/nearest?{SITTING}&subject=thai&school=93020509",
    f"/learning/success?{SITTING}",
    "/learning/rounds?year=2556&test=Pre O-NET&grade=P6&round=1",
    "/learning/standards",
)
VISITS = {"director": PAGES, "school-director": PAGES[0:1] + PAGES[3:4], None: ("/", "/sign-in")}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES}}
FINGER = 44


@pytest.mark.django_db
def test_the_made_area_stands(made_site: object) -> None:
    assert Unit.objects.filter(kind=UnitKind.SCHOOL).count() == 12


def _barriers(page: Page) -> str:
    results = Axe().run(page, options=OPTIONS)
    return results.generate_report() if results.violations_count else ""


def _goes_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def _in_english(page: Page) -> None:
    page.context.add_cookies([{"name": "django_language", "value": "en", "url": page.url}])


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", VISITS)
def test_pages_are_open_to_everyone(
    visit: Visit, name: str | None, size: tuple[int, int], language: str
) -> None:
    page = visit(name, size=size)
    page.goto("/")
    if language == "en":
        _in_english(page)
    for address in VISITS[name]:
        page.goto(address)
        expect(page.locator(".waiting")).to_have_count(0)
        assert page.locator("html").get_attribute("lang") == language
        assert not _goes_sideways(page), address
        assert _barriers(page) == "", address


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_drawer_and_the_menu_are_open_to_everyone(visit: Visit, size: tuple[int, int]) -> None:
    page = visit("director", size=size)
    page.goto(f"/learning/colours?{SITTING}")
    page.locator("details.menu:visible > summary").last.click()
    assert _barriers(page) == ""
    page.keyboard.press("Escape")
    page.locator("#board td.q a").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert _barriers(page) == ""


def test_a_refused_form_is_open_to_everyone(visit: Visit) -> None:
    page = visit(None)
    page.goto("/sign-in")
    page.locator("main button").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert _barriers(page) == ""


def test_fingers_hit_what_they_aim_at(visit: Visit) -> None:
    page = visit("director", size=PHONE)
    for address in PAGES[2:4]:
        page.goto(address)
        small = page.evaluate(
            f"""[...document.querySelectorAll("a, button, select, summary")]
            .filter(e => e.checkVisibility() && e.className !== "skip")
            .filter(e => e.getBoundingClientRect().height < {FINGER})
            .map(e => e.outerHTML.slice(0, 120))"""
        )
        assert small == []


def test_no_page_asks_for_anything_outside(visit: Visit, site: str) -> None:
    page = visit("director")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in PAGES:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith(site)] == []


def test_the_shipped_font_is_the_one_that_shows(visit: Visit) -> None:
    page = visit("director")
    page.goto(PAGES[2])
    assert page.evaluate("document.fonts.check('600 16px Sarabun') && document.fonts.size > 0")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('svg text')).fontFamily")
        == "Sarabun"
    )
