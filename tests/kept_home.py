"""An installation that is filled once and lasts for many tests, which leave it as it was."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction
from django.test import override_settings

from tests.cast import HASHERS


@contextmanager
def kept_home(home: Path, blocker: Any, fill: Callable[[Path], None]) -> Iterator[Path]:
    """The folder of an installation that ``fill`` filled, given a folder for its files.

    Its records are gone when it is left: all of it is one transaction, each test a part of that.
    """
    places = override_settings(HOME=home, WAREHOUSE=home / "warehouse", PASSWORD_HASHERS=HASHERS)
    with blocker.unblock(), transaction.atomic():
        with places:
            fill(home / "files")
        yield home
        transaction.set_rollback(True)
