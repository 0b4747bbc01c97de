"""What the server's log says of refusals."""

import logging
from collections.abc import Callable

import pytest
from django.test import Client

SignIn = Callable[[str], Client]


def test_a_refusal_is_one_line_that_names_no_record(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    teacher = sign_in("teacher")
    with caplog.at_level(logging.WARNING):
        assert teacher.get("/office/folder/letters/71/steps").status_code == 403
    told = [one for one in caplog.records if one.name == "django.request"]
    assert [one.getMessage() for one in told] == [
        "Refused (403): /office/folder/letters/<int:pk>/steps"
    ]
    assert told[0].exc_info is None
