"""Writes about tests: keeping score files and their standing, and what was published elsewhere."""

from khet.records.learning.actions.answers import (
    AnswerEntry,
    AnswersClosedError,
    ResultsChangedError,
    answer_results,
)
from khet.records.learning.actions.published import (
    PublishedEntry,
    publish,
    withdraw_published,
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
from khet.records.learning.actions.standing import (
    ANSWERS,
    Announcement,
    close_answers,
    move_results,
    reopen_answers,
    withdraw_results,
)

__all__ = [
    "ANSWERS",
    "Announcement",
    "AnswerEntry",
    "AnswersClosedError",
    "KeptFile",
    "PublishedEntry",
    "ResultsChangedError",
    "Source",
    "UnknownAreaError",
    "WrongStateError",
    "answer_results",
    "close_answers",
    "move_results",
    "publish",
    "recalculate",
    "record_score_files",
    "reopen_answers",
    "return_to_version",
    "withdraw_published",
    "withdraw_results",
]
