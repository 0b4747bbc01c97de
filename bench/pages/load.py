"""How quickly a page answers, asked again and again by one session or by four at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median

from bench.pages.browser import Browser

REQUESTS, ROUNDS = 200, 3

Ask = Callable[[Browser], float]


@dataclass(frozen=True, order=True)
class Speed:
    """Median and 95th percentile of the seconds that answers took."""

    median: float
    p95: float


def speed(sessions: Sequence[Browser], ask: Ask) -> Speed:
    """The best of some rounds of requests, shared evenly by the sessions, all at once.

    Each round has new connections: chance shares them among the server's processes, and those of
    one process wait for each other.
    """
    return min(_round(sessions, ask) for _ in range(ROUNDS))


def _round(sessions: Sequence[Browser], ask: Ask) -> Speed:
    each = REQUESTS // len(sessions)
    for session in sessions:
        session.hang_up()
    with ThreadPoolExecutor(len(sessions)) as pool:
        runs = pool.map(lambda session: [ask(session) for _ in range(each)], sessions)
        seconds = sorted(taken for run in runs for taken in run)
    return Speed(median(seconds), seconds[int(0.95 * len(seconds))])
