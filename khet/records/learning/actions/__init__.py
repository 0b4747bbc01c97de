"""Writes about tests: score files, what schools send and answer, targets, rewards."""

from khet.records.learning.actions.collecting import (
    AlreadyOpenError,
    Asked,
    ClosedError,
    PartsSentError,
    SentPart,
    change_due,
    close_collection,
    lock_collection,
    open_collections,
    send_part,
    take_in_corrections,
    withdraw_collection,
)
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
    "AlreadyOpenError",
    "Asked",
    "ClosedError",
    "KeptFile",
    "PartsSentError",
    "PublishedEntry",
    "RewardEntry",
    "RewardMovedError",
    "SentPart",
    "Source",
    "TargetsChangedError",
    "UnknownAreaError",
    "WrongStateError",
    "agree_rewards",
    "change_due",
    "close_collection",
    "give_rewards",
    "lock_collection",
    "move_results",
    "open_collections",
    "propose_rewards",
    "publish",
    "record_score_files",
    "return_to_version",
    "send_part",
    "set_targets",
    "take_in_corrections",
    "withdraw_collection",
    "withdraw_published",
    "withdraw_results",
    "withdraw_reward",
]
