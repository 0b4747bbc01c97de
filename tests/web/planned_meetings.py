"""The day on which tests of meetings stand, and what they ask of the pages."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from khet.rules.calendar import fiscal_year, thai_date
from tests.conftest import Clock
from tests.web.doors.meetings import BOARD

SignIn = Callable[..., Client]
NOW = timezone.make_aware(datetime(2026, 11, 2, 9))
"""A Monday; no holiday comes before ``LATER``."""
TODAY, LATER = NOW.date(), date(2026, 12, 3)
PLAN = f"/office/bodies/{BOARD}/plan"


@pytest.fixture(autouse=True)
def on_a_monday(clock: Clock) -> None:
    clock.time = NOW


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def asked_for(**more: Any) -> dict[str, Any]:
    said = {"begins": thai_date(LATER), "number": "๙", "year": str(fiscal_year(LATER).be)}
    return {**said, **more}
