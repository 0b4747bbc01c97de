"""Pages of visits on a phone, as journeys without a signal go through them."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
START = "/learning/visits/record/"


def ready(page: Page) -> None:
    """Wait until the scripts of the page have done their part."""
    expect(page.locator("[data-ready]")).to_be_attached()


def prepare_page(page: Page, address: str) -> None:
    """Open a record page and have it kept for when there is no signal."""
    page.goto(address)
    ready(page)
    page.locator("#prepare button").click()
    expect(page.locator("#prepare [role=status]")).to_contain_text("เตรียมแล้ว")


def write(page: Page, address: str, advice: str, *photos: Path) -> None:
    """Open a record page that was prepared, and write on it without a signal."""
    prepare_page(page, address)
    page.context.set_offline(True)
    page.goto(address)
    ready(page)
    page.get_by_label("ข้อเสนอแนะ").fill(advice)
    if photos:
        page.locator("#id_photo").set_input_files(photos)
        expect(page.locator("#photos li")).to_have_count(len(photos))
    page.get_by_role("button", name="บันทึกการนิเทศ").click()
    expect(page.locator("#state")).to_contain_text("จะส่งเองเมื่อมีสัญญาณ")
