"""Papers that leave as files, each told in the audit trail."""

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Event


def record_paper(*, by: Actor, key: str, form: str) -> Event:
    """Say that a paper was made, and in which form it left.

    Args:
        key: the paper and what it is about, as ``board 2026-12-01``.
    """
    after = {"form": form}
    return record_event(by=by, action="export-paper", kind="office.paper", key=key, after=after)
