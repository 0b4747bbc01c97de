"""Templates are short and clean: nothing that a strict content security policy would refuse."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.web.messages import TEMPLATES

LONGEST = 120
REFUSED = re.compile(r"\sstyle=|<style|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)|https?://")
PATHS = sorted(TEMPLATES.rglob("*.html"))
STATIC = TEMPLATES.parent / "static"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_is_short_and_has_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert REFUSED.findall(text) == []


@pytest.mark.parametrize("inline", ['<p style="x">', "<b onclick='f()'>", "<script>f()</script>"])
def test_inline_parts_are_recognised(inline: str) -> None:
    assert REFUSED.search(inline)


def test_styles_and_scripts_ask_for_nothing_outside() -> None:
    for path in (STATIC / "khet.css", STATIC / "khet.js"):
        text = path.read_text(encoding="utf-8")
        assert "http" not in text
        assert len(text.encode()) < 28_000


@pytest.mark.parametrize("address", ["/", "/learning/overview", "/learning/colours", "/design"])
def test_pages_carry_nothing_inline(director: Client, address: str) -> None:
    response = director.get(address)
    assert "<style" not in response.content.decode()
    assert not re.search(r"<[^>]+ (style|on[a-z]+)=", response.content.decode())
    policy = response.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    [config] = re.findall(r"name=\"htmx-config\" content='([^']+)'", response.content.decode())
    assert "style" not in json.loads(config)["attributesToSettle"]


@pytest.mark.parametrize("name", ["anonymous", "newcomer", "director"])
def test_every_page_has_the_icon(sign_in: Callable[[str], Client], name: str) -> None:
    client = sign_in(name)
    page = client.get("/design")
    [linked] = re.findall(r'<link rel="icon" href="([^"]+)"', page.content.decode())
    assert "img-src 'self'" in page.headers["Content-Security-Policy"]
    found = client.get("/favicon.ico", follow=True)
    assert found.redirect_chain == [(linked, 302)]
    assert found.headers["Content-Type"] == "image/svg+xml"
    assert 0 < len(b"".join(found.streaming_content)) < 1_000


def test_a_first_visit_is_light(director: Client) -> None:
    page = director.get("/learning/colours", headers={"accept-encoding": "gzip"})
    assets = list(Path(settings.STATIC_ROOT).rglob("*.gz"))
    fonts = list((Path(settings.STATIC_ROOT) / "fonts").glob("*.woff2"))
    assert len(fonts) == 2
    assert len(page.content) < 30_000
    assert len(page.content) + sum(path.stat().st_size for path in (*assets, *fonts)) < 250_000


def test_a_page_of_the_not_signed_in_shows_no_results(sign_in: Callable[[str], Client]) -> None:
    page = sign_in("anonymous").get("/").content.decode()
    assert "/learning/" not in page
