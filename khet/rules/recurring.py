"""When work that comes again comes next, and when a letter that was refused is tried again.

Source: the office's custom (a digest at 06:30); the pauses are those of this program.
"""

from datetime import datetime, time, timedelta

PAUSES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
"""After the first, second, third and fourth try; a fifth that fails is the last."""


def next_at(now: datetime, at: time) -> datetime:
    """The next time at which the clock of ``now`` shows ``at``; a day later where it does now.

    >>> next_at(datetime(2014, 3, 20, 5, 0), time(6, 30))
    datetime.datetime(2014, 3, 20, 6, 30)
    >>> next_at(datetime(2014, 3, 20, 6, 30), time(6, 30))
    datetime.datetime(2014, 3, 21, 6, 30)
    """
    day = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return day if day > now else day + timedelta(1)


def next_full(now: datetime, every: timedelta) -> datetime:
    """The next full minute, hour or so: ``every`` divides a day.

    >>> next_full(datetime(2014, 3, 20, 5, 0, 59), timedelta(minutes=1))
    datetime.datetime(2014, 3, 20, 5, 1)
    >>> next_full(datetime(2014, 3, 20, 23, 0), timedelta(hours=1))
    datetime.datetime(2014, 3, 21, 0, 0)
    """
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + ((now - day) // every + 1) * every


def try_again(tries: int) -> timedelta | None:
    """How long a letter waits after so many tries that failed; ``None`` where it is given up.

    >>> try_again(1), try_again(4), try_again(5)
    (datetime.timedelta(seconds=60), datetime.timedelta(seconds=21600), None)
    """
    return PAUSES[tries - 1] if tries <= len(PAUSES) else None
