"""How a school stands in a month: whether what it owes for the month was sent, checked or is late.

Source: system 29 and 19 of the domain: รอส่ง, ส่งแล้ว รอตรวจ, ส่งกลับแก้ไข, ตรวจแล้ว; a month without
anything sent after its day is late.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from khet.rules.deadlines import days_late

NONE, LATER, AWAITED, LATE, SENT, RETURNED, ACCEPTED, WAIVED = (
    *("none", "later", "awaited", "late", "sent", "returned", "accepted", "waived"),
)
_BY_STATE = {"done": SENT, "returned": RETURNED, "accepted": ACCEPTED, "waived": WAIVED}
HANDED_IN = frozenset({SENT, ACCEPTED})
"""What counts as handed in."""
MISSING = frozenset({AWAITED, LATE, RETURNED})
"""What the school still has to do."""


@dataclass(frozen=True)
class Standing:
    """A school in a month: a key, and how many days late it is where it still owes it.

    What was returned and is past its day is late too, as everywhere.
    """

    key: str
    late: int = 0

    @property
    def keys(self) -> frozenset[str]:
        """All that it is: what was returned can be late besides."""
        return frozenset({self.key, LATE}) if self.late else frozenset({self.key})


def standing(state: str | None, due: date, today: date) -> Standing:
    """How a duty of a month stands on a day; without one, the month comes later or never does.

    Args:
        state: of the duty, ``None`` where there is none.
        due: its last day; of a month without a duty the day on which one would open.

    >>> standing("open", date(2026, 11, 16), date(2026, 11, 20))
    Standing(key='late', late=4)
    >>> standing(None, date(2026, 12, 1), date(2026, 11, 20)).key
    'later'
    >>> standing("returned", date(2026, 11, 16), date(2026, 11, 20))
    Standing(key='returned', late=4)
    """
    if state is None:
        return Standing(LATER if due > today else NONE)
    late = days_late(due, today)
    if state in _BY_STATE:
        return Standing(_BY_STATE[state], late if state == RETURNED else 0)
    return Standing(LATE if late else AWAITED, late)


@dataclass(frozen=True)
class Tally:
    """How many schools there are of a kind in a month; ``of`` are all that have to send."""

    of: int
    handed_in: int
    accepted: int
    sent: int
    returned: int
    missing: int
    late: int


def tally(standings: Iterable[Standing]) -> Tally:
    """The schools of a month counted: those exempt, or without a duty, are no part of it.

    >>> tally([Standing(key) for key in ("accepted", "sent", "waived")] + [Standing("returned", 4)])
    Tally(of=3, handed_in=2, accepted=1, sent=1, returned=1, missing=1, late=1)
    """
    found = list(standings)
    counted = Counter(one.key for one in found)
    handed_in = sum(counted[key] for key in HANDED_IN)
    missing = sum(counted[key] for key in MISSING)
    return Tally(
        of=handed_in + missing,
        handed_in=handed_in,
        accepted=counted[ACCEPTED],
        sent=counted[SENT],
        returned=counted[RETURNED],
        missing=missing,
        late=sum(LATE in one.keys for one in found),
    )
