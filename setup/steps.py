"""Steps of a check or a test run: each is run, timed and told again in a summary at the end."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from bootstrap import BIN, TOP


class Outcome(Enum):
    """How a step ended, in the summary's words."""

    PASSED = "ผ่าน passed"
    FAILED = "ไม่ผ่าน FAILED"
    LEFT_OUT = "ข้าม left out"


@dataclass(frozen=True)
class Step:
    """One step that was run or left out; ``note`` is the last line that its program printed."""

    title: str
    outcome: Outcome
    note: str
    seconds: int = 0


def run(title: str, command: Sequence[str], env: Mapping[str, str] = os.environ) -> Step:
    """Run a program of ``.venv`` in ``env``, showing what it prints as it comes."""
    print(f"\n── {title}", flush=True)
    started = time.monotonic()
    code, note = _follow([str(BIN / command[0]), *command[1:]], env)
    outcome = Outcome.FAILED if code else Outcome.PASSED
    return Step(title, outcome, note, round(time.monotonic() - started))


def _follow(command: Sequence[str], env: Mapping[str, str]) -> tuple[int, str]:
    last = ""
    unbuffered = {**env, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=TOP, env=unbuffered, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as program:
        try:
            for line in program.stdout or ():
                print(line, end="", flush=True)
                last = line.strip() or last
        except BaseException:
            program.terminate()
            raise
    return program.returncode, last


def finish(steps: Sequence[Step]) -> None:
    """Print the summary and end; exit code 1 if any step failed."""
    print("\n══ สรุป · Summary")
    for step in steps:
        print(f"{step.outcome.value:<16}{step.seconds:>5} s  {step.title}  {step.note}")
    sys.exit(any(step.outcome is Outcome.FAILED for step in steps))
