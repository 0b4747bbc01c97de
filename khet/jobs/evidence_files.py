"""Files of evidence: received, looked at, and kept under their hash in ``KHET_HOME/evidence``."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from khet.records.office.actions.evidence import Brought


class RefusedFileError(Exception):
    """The file can't be kept; the message says in Thai what is wrong and how to mend it."""


def take_in(upload: "UploadedFile[Any]") -> Brought:
    """Receive a file, store it, and read its text.

    Raises:
        RefusedFileError: its content isn't of a kind that is kept.
    """
    content = upload.read()
    sha256 = hashlib.sha256(content).hexdigest()
    path = stored_path(sha256)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(content)
    name = Path(upload.name or "").name
    return Brought(name, upload.content_type or "", len(content), sha256)


def stored_path(sha256: str) -> Path:
    """Where the file of that hash lies."""
    return Path(settings.HOME) / "evidence" / sha256[:2] / sha256
