"""``khet serve``: the site, on this machine's own address unless told otherwise."""

import argparse
import os
import socket
import subprocess  # nosec B404
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from khet.jobs.installation import migrate_database, open_installation
from khet.jobs.os_words import os_words

_STOPPING = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    port = os.environ.get("PORT") or "8000"
    parser.add_argument("--port", type=_port, default=port, help="พอร์ต / port (PORT, 8000)")
    host = os.environ.get("HOST") or "127.0.0.1"
    parser.add_argument("--host", default=host, help="ที่อยู่ / address (HOST, 127.0.0.1)")


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65_535):
        raise argparse.ArgumentTypeError(f"{text!r}: ใส่เลขพอร์ต 1–65535 / a port number")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Serve until stopped; 2 where the address can't be had."""
    if (refusal := _refusal(options.host, options.port)) is not None:
        sys.stderr.write(f"{refusal}\n")
        return 2
    open_installation()
    migrate_database()
    from khet.jobs.make_demo import tell_logins
    from khet.jobs.set_up_office import setup_code

    tell_logins()
    if code := setup_code():
        sys.stdout.write(f"\nรหัสติดตั้ง / set-up code: {code}\n")
    sys.stdout.write(f"\nเปิดใช้งานแล้วที่ / open  http://{options.host}:{options.port}\n")
    sys.stdout.write("หยุดด้วย Ctrl-C / stop with Ctrl-C\n")
    sys.stdout.flush()
    with worker_beside():
        _serve(options.host, options.port)
    return 0


def _refusal(host: str, port: int) -> str | None:
    """Why the address can't be listened on; the server itself would share it with another."""
    try:
        with socket.create_server((host, port), reuse_port=False):
            return None
    except OSError as exc:
        return (
            f"เปิดที่ {host}:{port} ไม่ได้ ({os_words(exc)}): "
            "อาจมีโปรแกรมอื่นใช้พอร์ตนี้อยู่ ระบุพอร์ตอื่น เช่น PORT=8001 "
            "/ the address can't be used; try another port, e.g. PORT=8001"
        )


@contextmanager
def worker_beside(patience: float = 1.0) -> Iterator[None]:
    """A worker in a process of its own: begun again where it dies, stopped when the site is.

    Should the site itself be killed, the worker sees it and stops.
    """
    over = Event()
    keeper = Thread(target=_keep_working, args=(over, patience), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join()


def _keep_working(over: Event, patience: float) -> None:
    while not over.is_set():
        words = [sys.executable, "-m", "khet.jobs.cli", "work", "--beside", str(os.getpid())]
        worker = subprocess.Popen(words)  # noqa: S603  # nosec B603
        while worker.poll() is None and not over.wait(patience):
            pass
        _stop(worker)
        over.wait(patience)


def _stop(worker: subprocess.Popen[bytes]) -> None:
    worker.terminate()
    try:
        worker.wait(_STOPPING)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


def _serve(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    Granian(
        "khet.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=2,
        log_access=False,
    ).serve()
