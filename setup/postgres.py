"""A PostgreSQL of our own for one test run: fresh, unreachable from outside, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
"""


@contextmanager
def temporary_database(initdb: str) -> Iterator[str]:
    """Start a cluster with the ``initdb`` given and yield its DATABASE_URL; then remove it all.

    It speaks UTF-8 over a socket in a folder that only its owner and root can enter.
    Raises CalledProcessError where PostgreSQL can't be started, with its log printed.
    """
    folder = Path(tempfile.mkdtemp(prefix="khet-postgres-"))
    pg_ctl = str(Path(initdb).resolve().with_name("pg_ctl"))
    account = _unprivileged(folder)
    try:
        _make(initdb, folder, account)
        _start(pg_ctl, folder, account)
        yield f"postgres://khet@{quote(str(folder), safe='')}/khet"
    finally:
        _remove(pg_ctl, folder, account)


def _unprivileged(folder: Path) -> dict[str, Any]:
    """Who runs the server: ourselves, or as root, whom PostgreSQL refuses, another account."""
    if os.geteuid() != 0:
        return {}
    names = {user.pw_name for user in pwd.getpwall()}
    account = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _make(initdb: str, folder: Path, account: dict[str, Any]) -> None:
    options = ("--encoding=UTF8", "--locale=C.UTF-8", "--auth=trust", "--username=khet")
    _run(folder, account, initdb, *options, "--no-sync")
    with (folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as config:
        config.write(SETTINGS.format(folder=folder))


def _start(pg_ctl: str, folder: Path, account: dict[str, Any]) -> None:
    log = folder / "log"
    try:
        _run(folder, account, pg_ctl, "start", "--wait", "--silent", f"--log={log}")
    except subprocess.CalledProcessError:
        print(log.read_text(encoding="utf-8", errors="replace") if log.exists() else "")
        raise


def _remove(pg_ctl: str, folder: Path, account: dict[str, Any]) -> None:
    try:
        if (folder / "data" / "postmaster.pid").exists():
            _run(folder, account, pg_ctl, "stop", "--mode=immediate", "--silent")
    finally:
        shutil.rmtree(folder)


def _run(folder: Path, account: dict[str, Any], *command: str) -> None:
    place = {**os.environ, "PGDATA": str(folder / "data")}
    subprocess.run(command, check=True, cwd=folder, env=place, stdout=subprocess.DEVNULL, **account)
