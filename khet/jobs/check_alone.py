"""Files of reports checked by a process of its own: what follows needs no database.

A file can be made so that its reader takes all memory or never ends, so the process has little of
both, and what it had finished before counts. It is this module, run as a script.
"""

import base64
import json
import resource
import subprocess  # nosec B404
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khet.documents.report_reader import UnreadableReportError, read_report
from khet.documents.report_reader.refused import WHY
from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.reading.packed import pack
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.report import check_between, check_report

MOST_LINES = 50_000
_ROOT = Path(__file__).resolve().parents[2]
_MEMORY, _SECONDS = 2 << 30, 60
_TOO_MUCH = WHY["long"]


@dataclass(frozen=True)
class Looked:
    """What was found in a file, with its text as it is kept; or why it can't be checked."""

    outcome: Outcome = field(default_factory=Outcome)
    lines: bytes = b""
    length: int = 0
    fault: str = ""


def check_files(files: Mapping[str, Path]) -> tuple[dict[str, Looked], Outcome]:
    """Check files (their names as people see them) alone and against each other.

    Where one can't be read, nothing is compared.
    """
    said = _said({name: str(path) for name, path in files.items()})
    looked = {name: _looked(said.get(name)) for name in files}
    return looked, _outcome(said.get("", {}))


def _said(files: Mapping[str, str]) -> dict[str, Any]:
    """What the process said of each file, and of all under no name."""
    words, asked = [sys.executable, "-m", __name__], json.dumps(files).encode()
    ran = subprocess.run(  # noqa: S603  # nosec B603
        words, input=asked, capture_output=True, check=False, cwd=_ROOT
    )
    said = (json.loads(line) for line in ran.stdout.splitlines() if line.endswith(b"}"))
    return {one.pop("file"): one for one in said}


def _looked(said: Mapping[str, Any] | None) -> Looked:
    if said is None:
        return Looked(fault=_TOO_MUCH)
    if "fault" in said:
        return Looked(fault=said["fault"])
    return Looked(_outcome(said), base64.b64decode(said["lines"]), said["length"])


def _outcome(said: Mapping[str, Any]) -> Outcome:
    return Outcome(said.get("checked", 0), tuple(map(_finding, said.get("findings", ()))))


def _finding(said: Mapping[str, Any]) -> Finding:
    known = {"kind": Kind(said["kind"]), "sure": Sure(said["sure"])}
    return Finding(**{**said, **known, "others": tuple(said["others"])})


def _check_alone() -> None:
    """The process: a line of JSON for each file as soon as it is checked, and one for all."""
    for limit, most in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        resource.setrlimit(limit, (most, most))
    read: dict[str, tuple[Line, ...]] = {}
    files = json.load(sys.stdin)
    for name, path in files.items():
        print(json.dumps({"file": name, **_checked(Path(path), read, name)}), flush=True)
    if len(read) == len(files) > 1:
        print(json.dumps({"file": "", **_told(check_between(read))}), flush=True)


def _checked(path: Path, read: dict[str, tuple[Line, ...]], name: str) -> dict[str, Any]:
    try:
        lines = read_report(path.read_bytes())
    except UnreadableReportError as fault:
        return {"fault": str(fault)}
    if len(lines) > MOST_LINES:
        return {"fault": _TOO_MUCH}
    read[name] = lines
    text = base64.b64encode(pack(lines)).decode()
    return {**_told(check_report(lines)), "lines": text, "length": len(lines)}


def _told(outcome: Outcome) -> dict[str, Any]:
    return {"checked": outcome.checked, "findings": [vars(one) for one in outcome.findings]}


if __name__ == "__main__":
    _check_alone()
