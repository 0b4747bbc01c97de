"""What every test may ask for: an installation's folder of its own."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models.signals import post_init
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from khet.jobs.build_assets import build_assets
from tests.cast import HASHERS
from tests.event_guard import refuse_secrets

hypothesis_settings.register_profile("khet", deadline=None)
hypothesis_settings.load_profile("khet")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    """Whatever a test writes for an installation goes to a folder of that test."""
    settings.HOME = tmp_path / "home"
    settings.WAREHOUSE = settings.HOME / "warehouse"
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "shared": settings.CACHES["shared"],
    }
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = HASHERS


@pytest.fixture(autouse=True, scope="session")
def _guarded_events() -> None:
    """No event of any test may hold a password, a code, a citizen's id or a pupil's name."""
    post_init.connect(refuse_secrets, sender="registry.Event", weak=False)


@pytest.fixture(autouse=True, scope="session")
def _assets() -> None:
    """Pages name their fonts and styles by content, so these are built before."""
    build_assets()


class Clock:
    """The time that the site reads; it goes on only when told."""

    def __init__(self) -> None:
        self.time = timezone.now()

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **more: float) -> None:
        """Let so much time pass: ``days``, ``minutes``, ``seconds``."""
        self.time += timedelta(**more)

    def to(self, day: date) -> None:
        """Let it be that day, at the same time of day."""
        self.forward(days=(day - timezone.localdate(self.time)).days)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock in place of the machine's."""
    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made
