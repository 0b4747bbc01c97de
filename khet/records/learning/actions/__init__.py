"""Writes about tests: score files and their standing, what was published, rewards."""

from khet.records.learning.actions.published import (
    PublishedEntry,
    publish,
    withdraw_published,
)
from khet.records.learning.actions.rewards import (
    RewardEntry,
    RewardMovedError,
    agree_rewards,
    give_rewards,
    propose_rewards,
    withdraw_reward,
)
from khet.records.learning.actions.score_files import (
    KeptFile,
    Source,
    UnknownAreaError,
    WrongStateError,
    move_results,
    record_score_files,
    return_to_version,
    withdraw_results,
)
from khet.records.learning.actions.targets import TargetsChangedError, set_targets

__all__ = [
    "KeptFile",
    "PublishedEntry",
    "RewardEntry",
    "RewardMovedError",
    "Source",
    "TargetsChangedError",
    "UnknownAreaError",
    "WrongStateError",
    "agree_rewards",
    "give_rewards",
    "move_results",
    "propose_rewards",
    "publish",
    "record_score_files",
    "return_to_version",
    "set_targets",
    "withdraw_published",
    "withdraw_results",
    "withdraw_reward",
]
