"""Files of a record: attached, taken off. Each is audited at the record."""

from datetime import datetime

from django.db import transaction

from khet.records.office.actions.evidence import About, Brought
from khet.records.office.models import AttachedFile
from khet.records.registry.actions.audit import Actor, record_event


@transaction.atomic
def attach(
    *, by: Actor, about: About, brought: Brought, at: datetime, part: str = "", told: bool = True
) -> AttachedFile:
    """Let a file that was received and stored belong to a record, as the ``part`` of it.

    Args:
        told: whether its event tells its name, which can be personal.
    """
    kept = AttachedFile.objects.create(
        about_kind=about[0],
        about_key=about[1],
        part=part,
        name=brought.name,
        type=brought.type,
        size=brought.size,
        sha256=brought.sha256,
        text=brought.text,
        attached_at=at,
        attached_by=str(by),
    )
    _tell(by, "attach-file", kept, told)
    return kept


@transaction.atomic
def take_off(*, by: Actor, file: AttachedFile, at: datetime, told: bool = True) -> None:
    """Let a file belong to its record no more; one that was taken off stays so."""
    kept = AttachedFile.objects.select_for_update().get(pk=file.pk)
    if kept.taken_off_at is None:
        kept.taken_off_at = at
        kept.save()
        _tell(by, "take-off-file", kept, told)


def _tell(by: Actor, action: str, file: AttachedFile, told: bool) -> None:
    after = {"name": file.name if told else "", "part": file.part, "sha256": file.sha256}
    record_event(
        by=by,
        action=action,
        kind=file.about_kind,
        key=file.about_key,
        after={name: value for name, value in after.items() if value},
    )
