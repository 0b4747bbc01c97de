"""Writes about tests: score files, what schools send and answer, targets, rewards."""

from khet.records.learning.actions.answers import (
    AnswerEntry,
    AnswersClosedError,
    ResultsChangedError,
    answer_results,
)
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
    recalculate,
    record_score_files,
    return_to_version,
)
from khet.records.learning.actions.standards import (
    StandardEntry,
    keep_standard_means,
    withdraw_standard_means,
)
from khet.records.learning.actions.standing import (
    ANSWERS,
    Announcement,
    close_answers,
    move_results,
    reopen_answers,
    withdraw_results,
)
from khet.records.learning.actions.targets import TargetsChangedError, set_targets

__all__ = [
    "ANSWERS",
    "AlreadyOpenError",
    "Announcement",
    "AnswerEntry",
    "AnswersClosedError",
    "Asked",
    "ClosedError",
    "KeptFile",
    "PartsSentError",
    "PublishedEntry",
    "ResultsChangedError",
    "RewardEntry",
    "RewardMovedError",
    "SentPart",
    "Source",
    "StandardEntry",
    "TargetsChangedError",
    "UnknownAreaError",
    "WrongStateError",
    "agree_rewards",
    "answer_results",
    "change_due",
    "close_answers",
    "close_collection",
    "give_rewards",
    "keep_standard_means",
    "lock_collection",
    "move_results",
    "open_collections",
    "propose_rewards",
    "publish",
    "recalculate",
    "record_score_files",
    "reopen_answers",
    "return_to_version",
    "send_part",
    "set_targets",
    "take_in_corrections",
    "withdraw_collection",
    "withdraw_published",
    "withdraw_results",
    "withdraw_reward",
    "withdraw_standard_means",
]
