"""Several workers at one real database: each piece of work is done once, each letter sent once."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.jobs.mail_server import Server

pytestmark = pytest.mark.django_db


def _database(folder: Path) -> dict[str, str]:
    """The address of a database like the tests' that other processes can open."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(folder / "khet.sqlite3") as copy:
            copy.executescript("\n".join(connection.connection.iterdump()))
        return {}
    told = connection.settings_dict
    user, host = f"{told['USER']}:{told['PASSWORD']}", quote(told["HOST"], safe="")
    port = f":{told['PORT']}" if told["PORT"] else ""
    return {"DATABASE_URL": f"postgres://{user}@{host}{port}/{told['NAME']}"}


def test_workers_at_the_same_time_do_and_send_everything_once(tmp_path: Path) -> None:
    server = Server()
    port = server.start()
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    mail = {"KHET_HOME": str(tmp_path), "KHET_MAIL": f"smtp://127.0.0.1:{port}"}
    try:
        made = subprocess.run(
            [sys.executable, "-m", "tests.jobs.two_workers"],
            env={**kept, **mail, **_database(tmp_path)},
            capture_output=True,
            check=True,
            text=True,
            timeout=120,
        )
    finally:
        server.stop()
    told = json.loads(made.stdout)
    assert sorted(told["claims"]) == [False, False, False, True]
    assert told["states"] == [["sent", 1]] * 20
    assert told["numbers"] == list(range(1, 41) if connection.vendor == "sqlite" else ())
    assert len({envelope.content for envelope in server.taken}) == len(server.taken) == 20
