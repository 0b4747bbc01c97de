"""How well a school is covered by visits: never visited, not for long, promised and not done.

Source: coverage is the key figure of supervision (a school that is never visited is what online
supervision is for); after how many days a visit is long ago is a dated table's, or is asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_NEVER = 10**6


@dataclass(frozen=True)
class Covered:
    """How a school is covered on a day.

    ``last`` is the day of its last visit and ``days`` how long ago, ``None`` where never visited;
    ``times`` how often it was visited in the fiscal year, ``missed`` how many visits are
    overdue: promised and not made. ``long`` is visited once, but not for so many days.
    """

    last: date | None
    days: int | None
    times: int
    missed: int
    long: bool

    @property
    def never(self) -> bool:
        """Whether it was never visited."""
        return self.last is None

    @property
    def this_year(self) -> bool:
        """Whether it was visited in the fiscal year."""
        return self.times > 0

    @property
    def since(self) -> int:
        """The days to sort by: never is longest ago."""
        return _NEVER if self.days is None else self.days


def covered(
    visits: Iterable[date], missed: int, today: date, long: int, year: tuple[date, date]
) -> Covered:
    """How a school is covered today by the days on which it was visited.

    Args:
        long: after how many days a visit is long ago.
        year: the first and the last day of the fiscal year.

    >>> year = date(2026, 10, 1), date(2027, 9, 30)
    >>> one = covered([date(2026, 8, 1), date(2026, 7, 1)], 0, date(2026, 11, 30), 90, year)
    >>> one.days, one.times, one.long, one.never
    (121, 0, True, False)
    >>> covered([], 1, date(2026, 11, 30), 90, year)
    Covered(last=None, days=None, times=0, missed=1, long=False)
    """
    days = [day for day in visits if day <= today]
    last = max(days, default=None)
    ago = (today - last).days if last else None
    times = sum(year[0] <= day <= year[1] for day in days)
    return Covered(last, ago, times, missed, ago is not None and ago > long)
