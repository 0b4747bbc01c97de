"""Rooms and vehicles asked for through their form, as tests of bookings send and read it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.forms import BaseForm
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from khet.records.office.models import Booking
from tests.conftest import Clock
from tests.web.doors.bookings import ROOM

SignIn = Callable[..., Client]
NOW = timezone.make_aware(datetime(2026, 11, 2, 9, 5))
TUESDAY = "3 พ.ย. 2569"
ADD = "/office/bookings/add"


@pytest.fixture(autouse=True)
def on_a_monday(clock: Clock) -> None:
    clock.time = NOW


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def asked_for(*rooms: int, **more: Any) -> dict[str, Any]:
    told = {"first": TUESDAY, "starts": "๐๙.๐๐ น.", "ends": "12:00", "title": "ประชุมกลุ่ม"}
    return {**told, "resources": [str(room) for room in rooms or (ROOM,)], **more}


def newest_booking() -> Booking:
    return Booking.objects.exclude(starts__year=2014).latest("pk")


def book_it(client: Client, *rooms: int, **more: Any) -> Booking:
    assert client.post(ADD, asked_for(*rooms, **more)).status_code == 302
    return newest_booking()


def as_shown(form: BaseForm) -> dict[str, Any]:
    """What the form would send as it stands on the page."""
    return {name: form[name].value() or "" for name in form.fields}
