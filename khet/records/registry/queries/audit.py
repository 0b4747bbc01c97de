"""Reading the audit trail."""

from khet.records.registry.models import Event


def registers_version() -> int:
    """Grows with every change of the registers: the newest event about one of them.

    Who looked at a list of pupils changes none of them.
    """
    about = Event.objects.filter(kind__startswith="registry.").exclude(kind="registry.pupil-list")
    return about.order_by("-pk").values_list("pk", flat=True).first() or 0
