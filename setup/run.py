"""Serve the site on ``PORT``; an installation without a database gets the demonstration first."""

import os
import subprocess
import sys
from pathlib import Path

from bootstrap import KHET, PYTHON, TOP
from speak import say

EMPTY = 3
LOOK = f"""
import django
django.setup()
from django.db import connection
raise SystemExit(0 if connection.introspection.table_names() else {EMPTY})
"""


def main() -> None:
    """Become ``khet serve``, so that a stop signal reaches it directly."""
    home = Path(os.environ.get("KHET_HOME") or TOP / "var")
    unfinished = home / "demo.unfinished"
    if unfinished.exists() or _database_is_empty():
        _make_demo(unfinished)
    os.execv(KHET, [str(KHET), "serve"])  # noqa: S606


def _database_is_empty() -> bool:
    """Ask whichever database the installation uses; one that can't be reached ends the run."""
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "khet.config.settings"}
    code = subprocess.run([PYTHON, "-c", LOOK], env=settings).returncode
    if code not in (0, EMPTY):
        sys.exit(code)
    return code == EMPTY


def _make_demo(unfinished: Path) -> None:
    """Make the demonstration; the mark left by an interrupted one has it made again."""
    unfinished.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished.touch()
    say("กำลังสร้างเขตสาธิต ราวครึ่งนาที", "Making the demonstration area, about half a minute")
    code = subprocess.run([KHET, "demo"], stdout=subprocess.DEVNULL).returncode
    if code:
        sys.exit(code)
    unfinished.unlink()


if __name__ == "__main__":
    main()
