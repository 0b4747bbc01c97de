"""Reading the audit trail."""

from collections.abc import Iterable

from django.db.models import QuerySet, Subquery

from khet.records.registry.models import Event

SIGNING_IN = ("sign-in", "sign-in-refused")
"""Actions on a user (kind ``registry.user``) that tell of signing in."""
_NOT_OF_REGISTERS = ("registry.pupil-list", "registry.letter", "registry.job")


def is_of_registers(kind: str, action: str) -> bool:
    """Whether an event changes the registers, or what others published of results.

    Or takes an announcement back: an older version's may be looked up by its key. Who signed in,
    looked at a list of pupils or got a letter changes none of them.
    """
    if kind == "learning.published" or action == "announcement-withdrawn":
        return True
    return (
        kind.startswith("registry.") and kind not in _NOT_OF_REGISTERS and action not in SIGNING_IN
    )


def registers_version() -> int:
    """Grows with every change of the registers: the newest event that is of them."""
    marked = Event.objects.filter(of_registers=True).order_by("-pk")
    return marked.values_list("pk", flat=True).first() or 0


def newest_of(kind: str) -> int:
    """The newest event about a kind of record; 0 where there is none."""
    return _newest_first(kind).first() or 0


def newest_of_each(kinds: Iterable[str]) -> tuple[int | None, ...]:
    """The newest event about each of several kinds; one query."""
    asked = [Subquery(_newest_first(kind)[:1]) for kind in kinds]
    return Event.objects.order_by("-pk").values_list(*asked).first() or ()


def _newest_first(kind: str) -> QuerySet[Event, int]:
    about = Event.objects.filter(kind=kind).order_by("-at", "-pk")
    return about.values_list("pk", flat=True)
