"""Which reward the announced colours of each school earn it, and what to keep as its reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from khet.figures.four_colours import four_colours
from khet.figures.results import Results
from khet.jobs.sitting_results import results_for
from khet.records.learning.actions import RewardEntry
from khet.records.learning.models import ScoreFile
from khet.rules.colours import BY_PERCENTILE, BY_RANK
from khet.rules.limits import terms
from khet.rules.rewards import (
    FIVE,
    FOUR_BY_RANK,
    OVERALL,
    Reward,
    RewardTerms,
    held_back,
    reward_of,
    reward_terms,
)
from khet.rules.sittings import ALL_SUBJECTS, subjects
from khet.rules.tables import Tables


@dataclass(frozen=True)
class Sat:
    """A school's colours in one sitting by subject or ``ALL``, and which results they are of.

    ``results`` is the key of these; ``few`` are the subjects in which its pupils are few.
    """

    test: str
    round: str
    grade: str
    version: int
    results: str
    colours: Mapping[str, str]
    few: tuple[str, ...]


@dataclass(frozen=True)
class Earned:
    """The colours of a school by sitting, and what they earn it among the rewards of the year."""

    sat: tuple[Sat, ...]
    rewards: tuple[Reward, ...]

    @cached_property
    def colours(self) -> tuple[str, ...]:
        """All colours of the school."""
        return tuple(colour for sat in self.sat for colour in sat.colours.values())

    @cached_property
    def reward(self) -> Reward | None:
        """The reward; none where the colours fall in none."""
        return reward_of(self.colours, self.rewards)

    @cached_property
    def held_back(self) -> frozenset[str]:
        """The colours that keep the school from the next better reward."""
        return held_back(self.colours, self.rewards)

    def entry(self, school: str) -> RewardEntry:
        """The school, proposed for its reward with its colours as they are now.

        Raises:
            ValueError: the colours fall in no reward.
        """
        if self.reward is None:
            raise ValueError(school)
        reason = {"name": self.reward.th, "sat": [asdict(sat) for sat in self.sat]}
        return RewardEntry(school, self.reward.key, reason)


def sat_of_reason(reason: Mapping[str, Any]) -> tuple[Sat, ...]:
    """The colours that a school was proposed for."""
    return tuple(Sat(**{**told, "few": tuple(told["few"])}) for told in reason["sat"])


def counting(files: Iterable[ScoreFile], year: int, tables: Tables) -> list[ScoreFile]:
    """The files of an academic year (BE) whose colours count for rewards, in their order."""
    tests = reward_terms(year, tables).tests
    of_year = (f for f in files if f.sitting.academic_year == year and f.sitting.test in tests)
    return sorted(of_year, key=lambda file: _place(file, tests))


def _place(file: ScoreFile, tests: Sequence[str]) -> tuple[int, str, bool, str]:
    sitting = file.sitting
    grade = sitting.grade
    return tests.index(sitting.test), sitting.round, grade.startswith("M"), grade


def earned(files: Iterable[ScoreFile], year: int, tables: Tables) -> dict[str, Earned]:
    """What each school (by code) with a colour in an academic year (BE) has earned.

    Args:
        files: the announced ones: schools learn from rewards what their colours are.
    """
    going_by, found = reward_terms(year, tables), dict[str, list[Sat]]()
    for file in counting(files, year, tables):
        for school, sat in _sat(file, going_by, tables):
            found.setdefault(school, []).append(sat)
    return {school: Earned(tuple(sat), going_by.rewards) for school, sat in found.items()}


def _sat(file: ScoreFile, going_by: RewardTerms, tables: Tables) -> Iterator[tuple[str, Sat]]:
    """Each school with a colour in a file, and its colours there."""
    sitting, results = file.sitting, results_for(file, tables)
    year, few = sitting.academic_year, terms(sitting.academic_year, tables).few
    asked = subjects(sitting.test, sitting.grade, year, tables)
    found: dict[str, dict[str, str]] = {}
    for subject in (ALL_SUBJECTS,) if going_by.over == OVERALL else asked:
        for school, colour in _colours(results, subject, going_by, year, tables).items():
            found.setdefault(school, {})[subject] = colour
    for school, colours in found.items():
        n = {subject: _pupils(results, school, subject, asked) for subject in colours}
        small = tuple(subject for subject, count in n.items() if 0 < count < few)
        named = sitting.test, sitting.round, sitting.grade
        yield school, Sat(*named, file.version, results.version, colours, small)


def _colours(
    results: Results, subject: str, going_by: RewardTerms, year: int, tables: Tables
) -> dict[str, str]:
    if going_by.scheme == FIVE:
        rows = results.of_subject(subject).items()
        return {school: row.colour for school, row in rows if row.colour}
    by = BY_RANK if going_by.scheme == FOUR_BY_RANK else BY_PERCENTILE
    return four_colours(results, subject, year, tables, by)


def _pupils(results: Results, school: str, subject: str, asked: Sequence[str]) -> int:
    """The school's pupils with a score, of all subjects the most in any; 0 where not known."""
    counted = asked if subject == ALL_SUBJECTS else [subject]
    rows = (results.schools.get((school, code)) for code in counted)
    return max((row.n or 0 for row in rows if row), default=0)
