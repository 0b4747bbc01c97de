"""Writes about tests: keeping score files and their standing, and what was published elsewhere."""

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
    move_results,
    record_score_files,
    return_to_version,
    withdraw_results,
)
from khet.records.learning.actions.standards import (
    StandardEntry,
    keep_standard_means,
    withdraw_standard_means,
)

__all__ = [
    "KeptFile",
    "PublishedEntry",
    "Source",
    "StandardEntry",
    "UnknownAreaError",
    "WrongStateError",
    "keep_standard_means",
    "move_results",
    "publish",
    "record_score_files",
    "return_to_version",
    "withdraw_published",
    "withdraw_results",
    "withdraw_standard_means",
]
