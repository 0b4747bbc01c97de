"""What the list of registers shows."""

from dataclasses import dataclass
from datetime import datetime

from khet.jobs.registers.catalogue import REGISTERS
from khet.jobs.registers.register import Register
from khet.records.registry.queries.tallies import last_changes, tallies
from khet.web.parts.viewer import Viewer
from khet.web.registry.imports.asked import may_bring, may_take

_COUNTED = {
    "areas": ("area",),
    "districts": ("district", "subdistrict"),
    "networks": ("network",),
    "schools": ("school",),
    "enrolment-by-grade": ("enrolment",),
    "groups": ("group",),
}
_UNCOUNTED = {"enrolment", "published", "standards"}
_UNCOUNTED |= {"letters-received", "letters-sent", "letters-circular"}


@dataclass(frozen=True)
class Entry:
    """A register in the list; ``rows`` is ``None`` where they aren't counted for the reader."""

    kind: type[Register]
    rows: int | None
    changed: datetime | None
    may_bring: bool
    may_take: bool


def entries(viewer: Viewer) -> list[Entry]:
    """The registers that the person may bring or take out, in the order a new office brings them.

    Rows are counted for who has the register of the whole area.
    """
    kinds = [k for k in REGISTERS.values() if may_bring(viewer, k) or may_take(viewer, k)]
    if not kinds:
        return []
    counted, changed = tallies(viewer.area), last_changes(e for k in kinds for e in k.kinds)
    return [
        Entry(
            kind,
            _rows(viewer, kind, counted),
            max((changed[event] for event in kind.kinds if event in changed), default=None),
            may_bring(viewer, kind),
            may_take(viewer, kind),
        )
        for kind in kinds
    ]


def _rows(viewer: Viewer, kind: type[Register], counted: dict[str, int]) -> int | None:
    names = _COUNTED.get(kind.key, (kind.key,))
    wide = any(map(viewer.scope.may_everywhere, (kind.permission, kind.seen_with)))
    if not wide or kind.key in _UNCOUNTED:
        return None
    return sum(counted.get(name, 0) for name in names)


def next_kind(viewer: Viewer, kind: type[Register]) -> type[Register] | None:
    """The register that comes after this one, of those that the person may bring.

    Another layout of the same register is not the next step.
    """
    kinds = [
        other
        for other in REGISTERS.values()
        if other is kind or (other.kinds != kind.kinds and may_bring(viewer, other))
    ]
    return next(iter(kinds[kinds.index(kind) + 1 :]), None)
