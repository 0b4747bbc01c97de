"""A phone that has a signal again: it sends its records one by one, and then their pictures."""

import json
import time
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5

from PIL import Image, ImageDraw

from bench.pages.browser import Browser
from khet.rules.calendar import thai_date

EACH = 4
_PLACE = "/learning/visits/record"
_WIDE = (1600, 1200)


def sync(browser: Browser, numbers: Sequence[str]) -> float:
    """Send everything that was written down; gives the seconds.

    Raises:
        RuntimeError: something was refused.
    """
    pictures = [_picture(place) for place in range(len(numbers) * EACH)]
    begun = time.perf_counter()
    token = json.loads(browser.get(f"{_PLACE}/token").text)["token"]
    for number in numbers:
        _send(browser, "sync", token, _record(number))
    for place, picture in enumerate(pictures):
        fields = {"visit": numbers[place // EACH], "number": _number(f"photo {place}")}
        _send(browser, "photo", token, fields, photo=picture)
    return time.perf_counter() - begun


def _send(browser: Browser, what: str, token: str, fields: dict[str, str], **files: bytes) -> None:
    answer = browser.post(f"{_PLACE}/{what}", token, fields, **files)
    if answer.status != 200:
        raise RuntimeError(f"{what} answered {answer.status}: {answer.text[:500]}")


def _record(number: str) -> dict[str, str]:
    today = date.today()
    return {
        "number": number,
        "base": "0",
        "day": thai_date(today),
        "advice": "ควรบันทึกผลรายสัปดาห์เป็นจำนวน",
        "level": "4",
        "findings-TOTAL_FORMS": "1",
        "findings-INITIAL_FORMS": "0",
        "findings-0-uuid": _number(f"finding {number}"),
        "findings-0-text": "บันทึกการอ่านไม่ต่อเนื่อง",
        "findings-0-action": "บันทึกการอ่านทุกสัปดาห์",
        "findings-0-due": thai_date(today.replace(year=today.year + 1, day=1)),
        "pictures": str(EACH),
    }


def _number(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"khet-bench {name}"))


def _picture(place: int) -> bytes:
    """A picture of the size that phones shrink theirs to, each another."""
    picture, out = Image.effect_noise((400, 300), 60).convert("RGB").resize(_WIDE), BytesIO()
    ImageDraw.Draw(picture).rectangle((0, 0, place + 1, 40), fill="#2f5d50")
    picture.save(out, "JPEG", quality=70)
    return out.getvalue()
