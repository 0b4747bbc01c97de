"""Writes about tests: score files and their standing, what schools send, what others published."""

from khet.records.learning.actions.collecting import (
    AlreadyOpenError,
    Asked,
    ClosedError,
    SentPart,
    close_collection,
    lock_collection,
    open_collections,
    send_part,
    take_in_corrections,
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
    move_results,
    record_score_files,
    return_to_version,
    withdraw_results,
)

__all__ = [
    "AlreadyOpenError",
    "Asked",
    "ClosedError",
    "KeptFile",
    "PublishedEntry",
    "SentPart",
    "Source",
    "UnknownAreaError",
    "WrongStateError",
    "close_collection",
    "lock_collection",
    "move_results",
    "open_collections",
    "publish",
    "record_score_files",
    "return_to_version",
    "send_part",
    "take_in_corrections",
    "withdraw_published",
    "withdraw_results",
]
