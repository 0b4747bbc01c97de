"""The menu of a page with a chosen year: each of its pages opens."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.cast import ANONYMOUS, NAMES
from tests.web.doors.returned import DRAFT, SENT

SignIn = Callable[[str], Client]
YEAR = "year=2556"
STAFF = [name for name in NAMES if name not in (ANONYMOUS, "newcomer")]


def _menu(client: Client, page: str) -> set[str]:
    layout = client.get(page).context["layout"]
    return {entry.url for section in layout.menu for entry in (section, *section.under)}


@pytest.mark.parametrize("name", STAFF)
def test_each_page_of_the_menu_opens_with_the_chosen_year(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    urls = _menu(client, f"/?{YEAR}")
    assert f"/registry/schools?{YEAR}" in urls
    assert {url for url in urls if client.get(url).status_code not in (200, 302)} == set()


@pytest.mark.parametrize("page", ["/learning/overview", "/learning/imports", "/registry/schools"])
def test_the_year_is_carried_to_pages_of_school_years_only(sign_in: SignIn, page: str) -> None:
    urls = _menu(sign_in("data-officer"), f"{page}?{YEAR}")
    assert f"/learning/colours?{YEAR}" in urls
    beyond = ("/office/", "/reports/", "/learning/visits/")
    assert not [url for url in urls if url.startswith(beyond) and "year" in url]


def test_pages_of_the_office_s_workbook_stand_among_letters(sign_in: SignIn) -> None:
    clerk = sign_in("clerk")
    for page in (f"{DRAFT}/template", f"{SENT}/merged"):
        under = clerk.get(f"/office/returned/{page}").context["layout"].under
        assert "/office/letters/" in {entry.url for entry in under}
