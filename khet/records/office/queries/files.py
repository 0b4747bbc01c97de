"""Looking up the files of records."""

from collections.abc import Iterable

from django.db.models import QuerySet

from khet.records.office.models import AttachedFile


def files_of(kind: str, keys: Iterable[str]) -> dict[str, list[AttachedFile]]:
    """The files of records of a kind, by the key of the record, in the order they were attached."""
    found: dict[str, list[AttachedFile]] = {}
    rows = attached().filter(about_kind=kind, about_key__in=list(keys))
    for file in rows.order_by("pk"):
        found.setdefault(file.about_key, []).append(file)
    return found


def attached() -> QuerySet[AttachedFile]:
    """Every file that belongs to a record, without its text."""
    return AttachedFile.objects.filter(taken_off_at=None).defer("text")
