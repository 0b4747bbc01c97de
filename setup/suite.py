"""``make test``: the checks, then the whole suite on SQLite and on PostgreSQL what asks a database.

A missing PostgreSQL or Chromium is told, with what it leaves out; with ``CI=1`` it is a failure.
"""

import os
import signal
import subprocess
import sys
import tempfile

from checks import run_checks
from postgres import temporary_database
from steps import Outcome, Step, finish, run
from tools import CHROMIUM, POSTGRESQL, Tool, obtain

_SAME_ON_BOTH = (
    *("contract", "docs", "documents", "figures", "rules"),
    *("journeys", "jobs/demo"),
    *(f"web/test_{name}.py" for name in ("doors", "language", "templates")),
    *(f"jobs/test_{name}.py" for name in ("build_assets", "check_alone", "check_report")),
)
"""Tests that ask no database, or only what others ask of it as well: SQLite is enough."""


def main() -> None:
    """Run everything, then print what ran; exit code 1 if anything failed."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda number, _: sys.exit(128 + number))
    found = obtain(POSTGRESQL, CHROMIUM)
    left_out = [_left_out(tool) for tool, path in found.items() if path is None]
    finish([*run_checks(), *_run_tests(found[POSTGRESQL], found[CHROMIUM]), *left_out])


def _run_tests(initdb: str | None, chromium: str | None) -> list[Step]:
    steps = [_pytest("SQLite", None, chromium)]
    if initdb:
        steps.append(_pytest_on_postgres(initdb, chromium))
    return steps


def _pytest_on_postgres(initdb: str, chromium: str | None) -> Step:
    try:
        with temporary_database(initdb) as url:
            ignored = [f"--ignore=tests/{path}" for path in _SAME_ON_BOTH]
            return _pytest("PostgreSQL", url, chromium, *ignored)
    except (OSError, subprocess.CalledProcessError) as error:
        return Step("pytest, PostgreSQL", Outcome.FAILED, str(error))


def _pytest(database: str, url: str | None, chromium: str | None, *more: str) -> Step:
    with tempfile.TemporaryDirectory(prefix="khet-home-") as home:
        ours = {"DATABASE_URL": url, "KHET_HOME": home, "KHET_CHROMIUM": chromium}
        env = _without_ours() | {name: value for name, value in ours.items() if value}
        return run(f"pytest, {database}", ("pytest", "-n", "2", *more), env)


def _without_ours() -> dict[str, str]:
    """The surroundings without what steers an installation, so that tests run alike everywhere."""
    return {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith("KHET_")
    }


def _left_out(tool: Tool) -> Step:
    needed = os.environ.get("CI", "").lower() in ("1", "true")
    outcome = Outcome.FAILED if needed else Outcome.LEFT_OUT
    return Step(f"ไม่พบ {tool.title} not found", outcome, tool.leaves_out)


if __name__ == "__main__":
    main()
