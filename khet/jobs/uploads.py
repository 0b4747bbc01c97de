"""Files as people brought them, until they are kept or thrown away: in ``KHET_HOME/uploads``.

Only the installation's own user can read them; each is named by the key of its import.
"""

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from khet.records.registry.models import Import


@dataclass(frozen=True)
class Received:
    """A file that has just come in, still without an import."""

    path: Path
    sha256: str
    size: int


def receive(chunks: Iterable[bytes]) -> Received:
    """Write a file as it comes, piece by piece."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    told, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as out:
        for chunk in chunks:
            out.write(chunk)
            told.update(chunk)
            size += len(chunk)
    return Received(Path(out.name), told.hexdigest(), size)


def place(received: Received, held: Import) -> None:
    """Give the file its place, now that its import is recorded."""
    received.path.replace(upload_path(held))


def upload_path(held: Import) -> Path:
    """Where the file of an import lies until it is kept or thrown away."""
    return _folder() / f"{held.pk}{Path(held.name).suffix.lower()}"


def report_path(held: Import) -> Path:
    """Where the workbook of what was found in it lies."""
    return _folder() / f"{held.pk}.report.xlsx"


def remove_upload(held: Import) -> None:
    """Remove the file and its workbook; the record of the import stays."""
    for path in (upload_path(held), report_path(held)):
        path.unlink(missing_ok=True)


def remove_strays(before: datetime) -> None:
    """Remove what lies in the folder since before that time."""
    for path in _folder().glob("*"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.HOME) / "uploads"
