"""Files of a form, taken in; those that can be kept stay while the rest of the form is mended."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from khet.jobs.evidence_files import RefusedFileError, stored_path, take_in
from khet.records.office.actions.evidence import Brought
from khet.records.registry.models import User

_SALT, _HELD_FOR = "evidence", 24 * 60 * 60
_LONGEST_TITLE = 300


@dataclass
class Arrived:
    """What came with a form: files, and a link."""

    brought: list[Brought] = field(default_factory=list)

    def held_by(self, user: User) -> list[tuple[Brought, str]]:
        """The files with their tokens, by which the next form gives them without a new upload."""
        files = [one for one in self.brought if one.sha256]
        return [(one, _token(one, user)) for one in files]


def arrive(
    form: forms.Form,
    files: "Iterable[UploadedFile[Any]]",
    held: Iterable[str],
    user: User,
    take: "Callable[[UploadedFile[Any]], Brought]" = take_in,
) -> Arrived:
    """Take in the files of a form, each as ``take`` does; what it refuses is told at the field."""
    known = {one.sha256: one for one in (_from_token(token, user) for token in held) if one}
    new: dict[str, Brought] = {}
    for file in files:
        try:
            taken = take(file)
        except RefusedFileError as fault:
            form.add_error("file", f"“{file.name}” {fault}")
            continue
        if same := new.get(taken.sha256):
            names = {"name": taken.name, "other": same.name}
            form.add_error("file", _("“%(name)s” มีเนื้อหาเดียวกับ “%(other)s”: เลือกไฟล์เดียว") % names)
        new.setdefault(taken.sha256, taken)
    return Arrived(list((known | new).values()))


def title_of(brought: Brought, typed: str, several: bool) -> str:
    """The title of what was brought: as typed, else by its name; of several each has its own."""
    name = Path(brought.name).stem or brought.link
    if typed:
        name = f"{typed} – {name}" if several else typed
    return name[:_LONGEST_TITLE] or _("ไม่มีชื่อ")


def _token(brought: Brought, user: User) -> str:
    told = [brought.name, brought.type, brought.size, brought.sha256, user.pk]
    return signing.dumps(told, salt=_SALT)


def _from_token(token: str, user: User) -> Brought | None:
    try:
        *told, bringer = signing.loads(token, salt=_SALT, max_age=_HELD_FOR)
    except signing.BadSignature:
        return None
    found = Brought(*told)
    return found if bringer == user.pk and stored_path(found.sha256).exists() else None
