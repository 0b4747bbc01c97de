"""Several people at once, each with an own connection to the database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

on_postgres = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite takes one writer at a time"
)
"""A test of what happens at once; for SQLite that is tests/jobs/test_two_workers."""


def together(do: Callable[[int], str], times: int) -> list[str]:
    """What each turn of a deed tells, done by four people at once."""

    def alone(turn: int) -> str:
        try:
            return do(turn)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as people:
        return list(people.map(alone, range(times)))
