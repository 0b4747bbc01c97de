"""``khet serve``: the site, on this machine's own address unless told otherwise."""

import argparse
import os
import sys

from khet.jobs.installation import migrate_database, open_installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT") or 8000), help="พอร์ต / port (8000)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="ที่อยู่ / address (127.0.0.1)")


def run(options: argparse.Namespace) -> int:
    """Serve until stopped."""
    open_installation()
    migrate_database()
    from granian import Granian
    from granian.constants import Interfaces

    sys.stdout.write(f"\nเปิดใช้งานแล้วที่ / open  http://{options.host}:{options.port}\n")
    sys.stdout.write("หยุดด้วย Ctrl-C / stop with Ctrl-C\n")
    sys.stdout.flush()
    Granian(
        "khet.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=2,
        blocking_threads=2,
        log_access=False,
    ).serve()
    return 0
