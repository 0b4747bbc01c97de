"""Where the site listens."""

import socket

import pytest

from khet.jobs.cli import main


def test_a_port_in_use_is_refused_before_anything_begins(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    assert str(port) in capsys.readouterr().err


@pytest.mark.parametrize("port", ["abc", "0", "80000", "-1", "๘๐๐๐"])
def test_a_port_that_is_none_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    assert main(["serve"]) == 2
