"""What the targets of a subject would do: school by school, and to the area together."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from khet.figures.sums import rows_within
from khet.jobs.sitting_results import scores_for
from khet.records.learning.queries import own_targets_of, targets_of
from khet.rules.colours import Band, five_colour
from khet.rules.gains import gain
from khet.rules.limits import percent_below
from khet.rules.rounding import shown
from khet.rules.targets import Aim, below_if_reached, lift, mean_if_reached
from khet.web.learning.study import Study

_FIVE = 5
Means = Mapping[str, Decimal]


@dataclass(frozen=True)
class Targets:
    """Targets by subject and school: the office's, and those that schools set themselves."""

    office: Mapping[str, Means] = field(default_factory=dict)
    own: Mapping[str, Means] = field(default_factory=dict)

    @cached_property
    def key(self) -> str:
        """A short word for them; others have another."""
        return sha256(repr((self.office, self.own)).encode()).hexdigest()[:16]

    @classmethod
    def of(cls, study: Study) -> "Targets":
        """Those of a sitting."""
        return cls(
            _by_subject(targets_of(study.sitting)), _by_subject(own_targets_of(study.sitting))
        )


def _by_subject(rows: list[tuple[str, str, Decimal]]) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for school, subject, value in rows:
        found.setdefault(subject, {})[school] = value
    return found


@dataclass(frozen=True)
class State:
    """Pupils not above the limit, of ``n``, their percent and its colour; ``None`` is not known."""

    n: int
    below: int | None
    percent: Decimal | None
    band: Band | None = None


@dataclass(frozen=True)
class Foreseen:
    """A school of the plan: as it is ``now``, and ``then`` when it has reached its target.

    ``of_school`` is whether the target is the school's own; ``lift`` what it adds to the area's
    mean, in marks. Without a target the school is foreseen as it is. ``hidden`` is whether its
    pupils are too few for the reader: nothing is told of it then, and it counts as it is.
    """

    code: str
    mean: Decimal | None
    target: Decimal | None
    of_school: bool
    gain: Decimal | None
    lift: Decimal | None
    now: State
    then: State
    hidden: bool = False

    @property
    def passing(self) -> int | None:
        """How many more pupils would be above the limit; ``None`` without a target."""
        if self.gain is None or self.now.below is None or self.then.below is None:
            return None
        return self.now.below - self.then.below


@dataclass(frozen=True)
class Total:
    """What the schools of the plan come to; ``mean`` is the whole area's, whoever looks.

    ``targets`` have one of the office, ``own`` only their own, ``without`` none; ``hidden`` are too
    few for the reader, and count as they are.
    """

    mean: Decimal | None
    mean_then: Decimal | None
    now: State
    then: State
    colours: tuple[tuple[Band, int, int], ...]
    targets: int
    own: int
    without: int
    hidden: int

    @property
    def rise(self) -> Decimal | None:
        """What the area's mean gains, from the means as printed."""
        return gain(self.mean_then, self.mean)


class Plan:
    """A subject of a sitting with its targets, of the schools that the reader may see."""

    def __init__(self, study: Study, subject: str, targets: Targets) -> None:
        self.study, self.subject = study, subject
        self.office = targets.office.get(subject, {})
        self._own = targets.own.get(subject, {})
        limit = study.results.limits.get(subject)
        self.limit = limit.limit if limit else None
        self._rows = rows_within(study.results, subject, None)
        self._pupils = sum(row.n or 0 for row in self._rows.values() if row.total is not None)

    @cached_property
    def schools(self) -> dict[str, Foreseen]:
        """The schools that the reader may see, by code, in the order of their names."""
        return {code: self._foreseen(code, self._target(code)) for code in self.study.visible}

    @property
    def best(self) -> list[Foreseen]:
        """The five schools whose targets lift the area most."""
        return _best(self.schools.values())

    @property
    def best_if_all(self) -> list[Foreseen]:
        """The same if every school below the area's target came up to it, whatever is set."""
        goal = Decimal(self.study.traced.parameters.target)
        weak = (one for one in self.schools.values() if one.mean is not None and one.mean < goal)
        return _best(self._foreseen(one.code, goal) for one in weak)

    @cached_property
    def total(self) -> Total:
        """The schools together."""
        schools = self.schools.values()
        mean_then = mean_if_reached(self._aim(c, self._seen_target(c)) for c in self._rows)
        now = [self._now(one.code) for one in schools]
        then = [was if one.hidden else one.then for one, was in zip(schools, now, strict=True)]
        now_of, then_of = _colours(now), _colours(then)
        return Total(
            self.study.mean(self.subject),
            None if mean_then is None else shown(mean_then, 4),
            _together(now),
            _together(then),
            tuple((band, now_of[band.key], then_of[band.key]) for band in self.study.bands),
            len(self.office.keys() & self.schools.keys()),
            sum(one.of_school for one in schools),
            sum(one.target is None for one in schools),
            sum(one.hidden for one in schools),
        )

    def _target(self, code: str) -> Decimal | None:
        return self.office.get(code, self._own.get(code))

    def _seen_target(self, code: str) -> Decimal | None:
        """The target of a school that the reader may see; the others count as they are."""
        seen = self.schools.get(code)
        return seen.target if seen and not seen.hidden else None

    def _aim(self, code: str, target: Decimal | None) -> Aim:
        row = self._rows.get(code)
        if row is None or not row.n or row.total is None:
            return Aim(0, 0, None)
        return Aim(row.n, row.total, None if target is None else int(target.scaleb(2)))

    def _foreseen(self, code: str, target: Decimal | None) -> Foreseen:
        row, of_school = self._rows.get(code), target is not None and code not in self.office
        if row and row.n and self.study.hides(self.subject, [code]):
            none = State(0, None, None)
            return Foreseen(code, None, target, of_school, None, None, none, none, hidden=True)
        aim, now, mean = self._aim(code, target), self._now(code), row.mean if row else None
        return Foreseen(
            code,
            mean,
            target,
            of_school,
            gain(target, mean),
            None if aim.target is None else shown(lift(aim, self._pupils), 4),
            now,
            now if aim.target is None else self._then(code, aim, now),
        )

    def _now(self, code: str) -> State:
        row = self._rows.get(code)
        if row is None:
            return State(0, None, None)
        band = next((b for b in self.study.bands if b.key == row.colour), None)
        return State(row.n or 0, row.n_below, row.percent_below, band)

    def _then(self, code: str, aim: Aim, now: State) -> State:
        scores = scores_for(self.study.file).get((code, self.subject))
        if self.limit is None or not scores or aim.target is None:
            return State(now.n, None, None)
        below = below_if_reached(scores, aim.target, int(self.limit.scaleb(2)))
        percent = percent_below(below, len(scores))
        key = five_colour(percent, self.study.year, self.study.tables)
        band = next(b for b in self.study.bands if b.key == key)
        return State(now.n, below, shown(percent, 2), band)


def _best(schools: Iterable[Foreseen]) -> list[Foreseen]:
    """The five that lift most; of equals in the order of their names."""
    lifting = [one for one in schools if (one.lift or 0) > 0]
    return sorted(lifting, key=lambda one: -(one.lift or 0))[:_FIVE]


def _colours(states: Iterable[State]) -> Counter[str]:
    return Counter(state.band.key for state in states if state.band)


def _together(states: list[State]) -> State:
    known = [state for state in states if state.below is not None]
    n, below = sum(s.n for s in known), sum(s.below or 0 for s in known)
    return State(n, below if n else None, shown(percent_below(below, n), 2) if n else None)
