"""A demonstration installation of its own, served for as long as it is measured."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench.children import khet, module, run, surroundings
from bench.places import CHECKOUT

_PATIENCE = 60.0


@dataclass(frozen=True)
class Site:
    """A running installation: its port, the bare page's, the logins' password, its environment.

    ``made`` is the seconds ``khet demo`` took, ``started`` those from ``khet serve`` to the first
    answer, ``server`` the number of its process.
    """

    port: int
    bare_port: int
    password: str
    made: float
    started: float
    server: int
    env: Mapping[str, str]


@contextmanager
def demo_site(database_url: str | None) -> Iterator[Site]:
    """The demonstration area on the database given, or on SQLite."""
    with tempfile.TemporaryDirectory(prefix="khet-bench-") as home:
        told = {"KHET_HOME": home, **({"DATABASE_URL": database_url} if database_url else {})}
        env = {**surroundings(), **told}
        made = run(khet("demo"), env).seconds
        password = (Path(home) / "demo-password.txt").read_text(encoding="utf-8")
        port, bare_port = _free_port(), _free_port()
        bare_env = {**env, "DJANGO_SETTINGS_MODULE": "bench.pages.bare_settings"}
        with (
            _served(khet("serve", "--port", port), port, env) as (server, started),
            _served(module("pages.bare", bare_port), bare_port, bare_env),
        ):
            yield Site(port, bare_port, password, made, started, server, env)


@contextmanager
def _served(
    command: Sequence[object], port: int, env: Mapping[str, str]
) -> Iterator[tuple[int, float]]:
    """Run a server; the number of its process, and the seconds until its first answer."""
    begun = time.perf_counter()
    words = [str(word) for word in command]
    with subprocess.Popen(words, cwd=CHECKOUT, env=env, stdout=subprocess.DEVNULL) as server:
        try:
            _await_answer(port, server, begun + _PATIENCE)
            yield server.pid, time.perf_counter() - begun
        finally:
            server.terminate()


def _await_answer(port: int, server: subprocess.Popen[bytes], until: float) -> None:
    while server.poll() is None and time.perf_counter() < until:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except (OSError, HTTPException):
            time.sleep(0.02)
    raise RuntimeError(f"no answer on port {port}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def postgres() -> Iterator[str | None]:
    """The URL of an empty PostgreSQL database of our own, or None where there is no PostgreSQL."""
    sys.path.insert(0, str(CHECKOUT / "setup"))
    from postgres import temporary_database
    from tools import POSTGRESQL

    found = POSTGRESQL.find()
    if found is None:
        yield None
        return
    with temporary_database(found) as url:
        yield f"{url.rpartition('/')[0]}/postgres"
