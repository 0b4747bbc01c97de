"""Files of evidence: received, looked at, and kept under their hash in ``KHET_HOME/evidence``.

The same content is stored once, however often it is brought. A file that no record names after a
week was left by somebody who didn't go on, and is removed.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from khet.jobs.file_checks import RefusedFileError, clean_picture, kind_of
from khet.jobs.read_text import READABLE, read_text
from khet.records.office.actions.evidence import (
    Brought,
    EvidenceEntry,
    WithdrawnError,
    fill_text,
    keep_brought,
)
from khet.records.office.models import Evidence, EvidenceVersion
from khet.records.office.queries.evidence import known_hashes, newest_versions, version_of_key
from khet.records.registry.actions.audit import Actor
from khet.rules.file_kinds import KINDS, PICTURES

__all__ = ["RefusedFileError", "take_in"]
SCANS = ("pdf", *PICTURES)
"""The kinds of files (their codes) that can be the scan of a paper."""
AT_ONCE = 2_000_000
"""Up to how many bytes a file is read while its bringer waits."""
_BY = "งานเบื้องหลัง"
_LONGEST_NAME = 200


def take_in(
    upload: "UploadedFile[Any]", *, text: bool = True, only: Collection[str] = KINDS
) -> Brought:
    """Receive a file, store it, and read its text unless it is large: then ``read_later`` does.

    Args:
        text: whether its text is to be read at all.
        only: the kinds (their codes) that are wanted here.

    Raises:
        RefusedFileError: it is empty, too large, or its content isn't of a kind that is kept.
    """
    name = _plain_name(upload.name or "")
    _check_size(upload.size or 0)
    with _arriving(upload) as path:
        kind = kind_of(path, name, only)
        if kind.code in PICTURES:
            clean_picture(path, kind)
        size, sha256 = path.stat().st_size, _hash(path)
        _place(path, sha256)
    reads = text and size <= AT_ONCE
    read = read_text(stored_path(sha256), kind.code) if reads else ""
    return Brought(name, kind.type, size, sha256, text=read)


def with_text(brought: Brought) -> Brought:
    """What was brought, with its text read where it wasn't, however long its bringer waits."""
    if brought.text or not brought.sha256:
        return brought
    return replace(brought, text=read_text(stored_path(brought.sha256), _code(brought.type)))


def keep(*, by: Actor, entry: EvidenceEntry, brought: Brought) -> Evidence:
    """Keep one file or link as evidence, and have its text read if that is still to be done."""
    kept = keep_brought(by=by, entry=entry, brought=brought, at=timezone.now())
    read_newest_later([kept])
    return kept


def read_newest_later(evidence: Iterable[Evidence]) -> None:
    """Have the texts of the newest versions read behind the pages, where they weren't yet."""
    for version in newest_versions(evidence).values():
        read_later(version)


def read_later(version: EvidenceVersion) -> None:
    """Have the text of a file read behind the pages, where it wasn't read when it was brought."""
    if version.sha256 and not version.text and _code(version.type) in READABLE:
        read_stored.enqueue(version.pk)


@task()
def read_stored(pk: int) -> None:
    """Read the text of the file of a version, unless that was done or it is withdrawn."""
    version = version_of_key(pk)
    if version is None or version.text:
        return
    if text := read_text(stored_path(version.sha256), _code(version.type)):
        with suppress(WithdrawnError):
            fill_text(by=_BY, version=version, text=text)


def _code(type_: str) -> str:
    return next((kind.code for kind in KINDS.values() if kind.type == type_), "")


def stored_path(sha256: str) -> Path:
    """Where the file of that hash lies."""
    return _folder() / sha256[:2] / sha256


def recorded_files() -> set[Path]:
    """The files that records name."""
    return set(map(stored_path, known_hashes()))


def unknown_files() -> set[Path]:
    """The files that no record names."""
    return set(_folder().glob("??/*")) - recorded_files()


def remove_unknown(before: datetime) -> None:
    """Remove files that no record names and that lie there since before that time."""
    for path in (*unknown_files(), *_folder().glob(".arriving-*")):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _plain_name(name: str) -> str:
    """A file's name as it is shown: no folders, nothing invisible, and not too long."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip()
    path = Path(shown)
    return f"{path.stem[:_LONGEST_NAME]}{path.suffix[:20]}"


def _check_size(size: int) -> None:
    if not size:
        raise RefusedFileError(_("ไฟล์ว่าง: บันทึกไฟล์ใหม่ แล้วเลือกอีกครั้ง"))
    if size > settings.LARGEST_FILE:
        told = _("ไฟล์ใหญ่ %(size)s MB เกินที่เก็บได้ %(most)s MB: ย่อภาพหรือแบ่งเป็นหลายไฟล์")
        shown = f"{size / 1_000_000:.1f}"
        raise RefusedFileError(told % {"size": shown, "most": settings.LARGEST_FILE // 1_000_000})


@contextmanager
def _arriving(upload: "UploadedFile[Any]") -> Iterator[Path]:
    """The file as it comes, piece by piece, under a name of its own until it has its place."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=".arriving-", delete=False) as out:
        for chunk in upload.chunks():
            out.write(chunk)
    path = Path(out.name)
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _place(path: Path, sha256: str) -> None:
    """Give a file its place, sure to be on the disk, instead of one of the same content."""
    final = stored_path(sha256)
    final.parent.mkdir(mode=0o700, exist_ok=True)
    with path.open("rb") as written:
        os.fsync(written.fileno())
    path.replace(final)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _folder() -> Path:
    return Path(settings.HOME) / "evidence"
