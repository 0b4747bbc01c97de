"""Which schools are to be visited first, why, and in which month by whom.

Source: the office supervises to its data and needs coverage (plan of supervision 2557); points,
capacity and days are a dated table, Khet's own start for each office to set. Points are whole.
What isn't known of a school gives it no points, and is never taken as nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from khet.rules.months import Month
from khet.rules.tables import SHIPPED, Tables

COLOUR, FALLEN, NEVER, VISITED = "colour", "fallen", "never", "visited"
FINDINGS, REQUESTS = "findings", "requests"


@dataclass(frozen=True)
class Terms:
    """What a year's table says: points, and how much a supervisor can do.

    ``capacity`` is visits of a person in a month, ``per_day`` in a day; a school is long not
    visited after ``unvisited_days``.
    """

    capacity: int
    per_day: int
    unvisited_days: int
    points: Mapping[str, int]


@dataclass(frozen=True)
class Result:
    """What a test says of a school, as printed: colour, percent not above the limit, gain.

    ``key`` names the test and subject. Each of the others is ``None`` where not known.
    """

    key: str
    colour: str | None = None
    percent: Decimal | None = None
    gain: Decimal | None = None


@dataclass(frozen=True)
class Candidate:
    """A school that may be visited; ``order`` is its name as Thai dictionaries sort it.

    ``last_visit`` is ``None`` where it was never visited; ``late`` of its ``findings`` are.
    """

    code: str
    order: str
    network: str = ""
    subdistrict: str = ""
    results: tuple[Result, ...] = ()
    last_visit: date | None = None
    findings: int = 0
    late: int = 0
    requests: int = 0


@dataclass(frozen=True)
class Reason:
    """Why a school is proposed, with its points and the values that they rest on.

    ``about`` is the key of a result, ``colour`` its colour. ``value`` is a percent, a gain, days
    or a number of findings or requests; of findings so many are ``late``.
    """

    what: str
    points: int
    value: Decimal | int | None = None
    about: str = ""
    colour: str = ""
    late: int = 0


@dataclass(frozen=True)
class Ranked:
    """A school with the reasons for visiting it."""

    school: Candidate
    reasons: tuple[Reason, ...]

    @property
    def points(self) -> int:
        """The points of all its reasons."""
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True)
class Slot:
    """Who visits a school in which month; ``beside`` is the neighbour that it is visited with."""

    lead: int
    month: Month
    beside: str = ""


def terms_of(year: int, tables: Tables = SHIPPED) -> Terms:
    """The terms of a fiscal year (BE).

    >>> terms = terms_of(2570)
    >>> terms.capacity, terms.unvisited_days, terms.points["red"]
    (12, 90, 40)
    """
    table = tables.of("supervision", year)
    return Terms(table["capacity"], table["per_day"], table["unvisited_days"], table["points"])


def reasons_for(school: Candidate, terms: Terms, today: date) -> tuple[Reason, ...]:
    """Why a school should be visited; only what gives points is a reason.

    A colour gives its points. A mean that fell gives points for each whole mark, days since the
    last visit for each period of so many, findings that are still open each, late ones more; each
    of these up to a most. Never visited gives its own points in place of those for days.

    >>> school = Candidate("1", "ก", results=(Result("NT", "red", Decimal("72.50")),), findings=2)
    >>> [(r.what, r.points) for r in reasons_for(school, terms_of(2570), date(2026, 11, 30))]
    [('colour', 40), ('never', 30), ('findings', 10)]
    >>> school = Candidate("1", "ก", last_visit=date(2026, 10, 1))
    >>> reasons_for(school, terms_of(2570), date(2026, 11, 30))
    (Reason(what='visited', points=4, value=60, about='', colour='', late=0),)
    """
    points = terms.points
    found = [reason for result in school.results for reason in _of_result(result, points)]
    found.append(_of_visits(school.last_visit, points, today))
    of_findings = school.findings * points["finding"] + school.late * points["finding_late"]
    found.append(
        Reason(
            FINDINGS, min(of_findings, points["findings_most"]), school.findings, late=school.late
        )
    )
    found.append(Reason(REQUESTS, school.requests * points["request"], school.requests))
    return tuple(reason for reason in found if reason.points > 0)


def _of_result(result: Result, points: Mapping[str, int]) -> list[Reason]:
    found = []
    if result.colour:
        worth = points.get(result.colour, 0)
        found.append(Reason(COLOUR, worth, result.percent, result.key, result.colour))
    if result.gain is not None and result.gain < 0:
        worth = min(int(-result.gain) * points["fallen_mark"], points["fallen_most"])
        found.append(Reason(FALLEN, worth, result.gain, result.key))
    return found


def _of_visits(last: date | None, points: Mapping[str, int], today: date) -> Reason:
    if last is None:
        return Reason(NEVER, points["never"])
    days = (today - last).days
    return Reason(VISITED, min(days // points["days_each"], points["days_most"]), days)


def ranked(schools: Iterable[Candidate], terms: Terms, today: date) -> list[Ranked]:
    """The schools with the most points first; of equal ones the first in Thai order."""
    found = [Ranked(school, reasons_for(school, terms, today)) for school in schools]
    return sorted(found, key=lambda one: (-one.points, one.school.order, one.school.code))


def spread(
    schools: Sequence[Ranked],
    months: Sequence[Month],
    leads: Mapping[str, int],
    taken: Mapping[tuple[int, Month], int],
    capacity: int,
) -> dict[str, Slot]:
    """In which month each school is visited by the supervisor of its network, by its code.

    In the order given, each gets the first month in which its supervisor has room; then its
    neighbours in the sub-district, in the same order, come into that month while there is room:
    one trip visits them together. A school without a reason, without a supervisor, or for which no
    month has room is left out.

    Args:
        leads: the supervisor (a key) of each network.
        taken: how many visits a supervisor has in a month already.

    >>> from khet.rules.months import Month
    >>> near = [Candidate(c, c, "N1", place) for c, place in (("1", "ก"), ("2", "ข"), ("3", "ก"))]
    >>> schools = ranked(near, terms_of(2570), date(2026, 11, 30))
    >>> months = [Month(2569, 12), Month(2570, 1)]
    >>> found = spread(schools, months, {"N1": 7}, {}, 2)
    >>> [(code, slot.month.number, slot.beside) for code, slot in found.items()]
    [('1', 12, ''), ('3', 12, '1'), ('2', 1, '')]
    """
    room = _Room(taken, capacity)
    wanted = [one.school for one in schools if one.reasons and one.school.network in leads]
    found: dict[str, Slot] = {}
    for school in wanted:
        lead = leads[school.network]
        month = next((month for month in months if room.left(lead, month)), None)
        if school.code in found or month is None:
            continue
        found[school.code] = room.taken_by(lead, month)
        for near in wanted:
            together = near.subdistrict == school.subdistrict != "" and near.code not in found
            if together and leads[near.network] == lead and room.left(lead, month):
                found[near.code] = room.taken_by(lead, month, school.code)
    return found


class _Room:
    """How many visits each supervisor can still make in a month."""

    def __init__(self, taken: Mapping[tuple[int, Month], int], capacity: int) -> None:
        self._taken, self._capacity = dict(taken), capacity

    def left(self, lead: int, month: Month) -> bool:
        return self._taken.get((lead, month), 0) < self._capacity

    def taken_by(self, lead: int, month: Month, beside: str = "") -> Slot:
        self._taken[lead, month] = self._taken.get((lead, month), 0) + 1
        return Slot(lead, month, beside)
