"""A site with the made area, served to a real browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.cast import HASHERS, PASSWORD, engage
from tests.journeys.visit_rows import asked_of_records
from tests.made_area import make_area

PROGRAMS = ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser")
_TRAIL = import_module("khet.records.registry.migrations.0003_events_are_only_added")
PATIENCE = 10_000
DESKTOP, PHONE = (1280, 860), (390, 844)


def _chromium() -> str | None:
    return os.environ.get("KHET_CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="module")
def made_site(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[str, Path]]:
    """The address of a running site and its folder; its records are gone after the file."""
    home = tmp_path_factory.mktemp("site")
    with django_db_blocker.unblock():
        places = {"HOME": home, "WAREHOUSE": home / "warehouse"}
        with override_settings(**places, PASSWORD_HASHERS=HASHERS):
            make_area(home / "files")
            engage()
        with _served() as address:
            yield address, home
        _empty_database()


def _empty_database() -> None:
    """Every record goes, the audit trail's too, which the database refuses to let go."""
    with connections["default"].schema_editor() as editor:
        _TRAIL.allow_changes(apps, editor)
    call_command("flush", verbosity=0, interactive=False)
    with connections["default"].schema_editor() as editor:
        _TRAIL.refuse_changes(apps, editor)


@contextmanager
def _served() -> Iterator[str]:
    """The site on a port of its own; its static files come from the middleware, as always."""
    memory = {c.alias: c for c in connections.all() if getattr(c, "is_in_memory_db", bool)()}
    for connection in memory.values():
        connection.inc_thread_sharing()
    server = LiveServerThread("localhost", _one_after_another, memory)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    yield f"http://localhost:{server.port}"
    server.terminate()
    for connection in memory.values():
        connection.dec_thread_sharing()


def _one_after_another(application: Any) -> Callable[..., Any]:
    """The site with one request at a time.

    In memory all threads share a connection of SQLite, which has them wait for each other for ever
    where one calls a function of Python, as panels of a home do at once.
    """
    turn = Lock()

    def answer(*asked: Any) -> Any:
        with turn:
            return application(*asked)

    return answer


@pytest.fixture(scope="module")
def browser(made_site: tuple[str, Path]) -> Iterator[Browser]:
    """The machine's own Chromium, begun after the records are made: its loop would hide them.

    Each file of journeys begins with a test of the records, so that their database is there.
    """
    program = _chromium()
    if program is None:
        pytest.skip("ไม่พบ Chromium")
    with sync_playwright() as playwright:
        begun = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield begun
        begun.close()


@pytest.fixture
def site(made_site: tuple[str, Path], settings: Any) -> str:
    """The site's address, with the settings that its pages read."""
    address, home = made_site
    settings.HOME, settings.WAREHOUSE = home, home / "warehouse"
    return address


@pytest.fixture
def visit(site: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open the site at a width, signed in as a member of the cast unless the name is ``None``."""
    begun: list[BrowserContext] = []

    def begin(name: str | None = "director", size: tuple[int, int] = DESKTOP, **more: Any) -> Page:
        seen = {"width": size[0], "height": size[1]}
        begun.append(
            browser.new_context(base_url=site, viewport=seen, reduced_motion="reduce", **more)
        )
        begun[-1].set_default_timeout(PATIENCE)
        page = begun[-1].new_page()
        if name:
            sign_in(page, name)
        return page

    yield begin
    for context in begun:
        context.close()


@pytest.fixture
def ask(django_db_blocker: Any) -> Callable[[Callable[[], Any]], Any]:
    """What the records say meanwhile."""
    return lambda question: asked_of_records(django_db_blocker, question)


def complaints(page: Page) -> list[str]:
    """What the page's scripts, policy and requests complain of from now on."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def sign_in(page: Page, name: str) -> None:
    """Sign in by the form, and wait until home stands."""
    page.goto("/sign-in")
    fill_sign_in(page, name)
    page.wait_for_url("**/")


def fill_sign_in(page: Page, name: str) -> None:
    """Fill in the form of signing in that stands on the page."""
    page.get_by_label("ชื่อผู้ใช้").fill(name)
    page.get_by_label("รหัสผ่าน").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="เข้าสู่ระบบ").click()
