"""How quickly a page answers, asked again and again by one session or by four at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

REQUESTS, ROUNDS = 200, 3

Ask = Callable[[], float]


@dataclass(frozen=True, order=True)
class Speed:
    """Median and 95th percentile of the seconds that answers took."""

    median: float
    p95: float


def speed(sessions: list[Ask]) -> Speed:
    """The best of some rounds of requests, shared evenly by the sessions, all at once."""
    return min(_round(sessions) for _ in range(ROUNDS))


def _round(sessions: list[Ask]) -> Speed:
    each = REQUESTS // len(sessions)
    with ThreadPoolExecutor(len(sessions)) as pool:
        runs = pool.map(lambda ask: [ask() for _ in range(each)], sessions)
        seconds = sorted(taken for run in runs for taken in run)
    return Speed(median(seconds), seconds[int(0.95 * len(seconds))])
