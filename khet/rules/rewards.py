"""Which reward a school's quality colours earn it.

Source: the dated table ``rewards``, the office's own policy. It prints more for black than for red
although black reads as the worse; the order of the rewards is the printed one, and each names the
colours that count for it, so an office may read it otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from khet.rules.tables import SHIPPED, Tables

FOUR, FOUR_BY_RANK, FIVE = "four", "four-rank", "five"
SCHEMES = (FOUR, FOUR_BY_RANK, FIVE)
SUBJECTS, OVERALL = "subjects", "overall"
OVER = (SUBJECTS, OVERALL)


@dataclass(frozen=True)
class Reward:
    """A reward: its key, what it is, and the colours of which every one of a school must be."""

    key: str
    th: str
    colours: frozenset[str]


@dataclass(frozen=True)
class RewardTerms:
    """What rewards of a year go by.

    ``scheme`` is the colours that count, ``over`` whether they are those of each subject or the
    overall one of each test and grade; ``tests`` are those that count, ``rewards`` the best first.
    """

    scheme: str
    over: str
    tests: tuple[str, ...]
    rewards: tuple[Reward, ...]


@lru_cache(256)
def reward_terms(academic_year: int, tables: Tables = SHIPPED) -> RewardTerms:
    """What the rewards of an academic year (BE) go by.

    >>> reward_terms(2556).tests
    ('O-NET', 'NT')
    """
    table = tables.of("rewards", academic_year)
    rewards = (Reward(r["key"], r["th"], frozenset(r["colours"])) for r in table["reward"])
    return RewardTerms(table["scheme"], table["over"], tuple(table["tests"]), tuple(rewards))


def reward_of(colours: Sequence[str], rewards: Sequence[Reward]) -> Reward | None:
    """The first reward for which every colour counts; none without a colour, or where none holds.

    Args:
        colours: the colour keys that the school has, of any tests, grades and subjects.
        rewards: the best first.

    >>> rewards = reward_terms(2556).rewards
    >>> [reward_of(colours, rewards).key for colours in (["green"], ["green", "black"], ["red"])]
    ['aeroplane', 'province', 'lunch']
    >>> reward_of([], rewards)
    """
    if not colours:
        return None
    return next((reward for reward in rewards if reward.colours.issuperset(colours)), None)


def held_back(colours: Sequence[str], rewards: Sequence[Reward]) -> frozenset[str]:
    """The colours that keep a school from the reward before the one that it gets.

    Where it gets none, those that keep it from the last. Empty at the best reward.

    >>> sorted(held_back(["green", "yellow", "black"], reward_terms(2556).rewards))
    ['black']
    """
    found = reward_of(colours, rewards)
    before = rewards.index(found) if found else len(rewards)
    return frozenset(colours) - rewards[before - 1].colours if before else frozenset()
