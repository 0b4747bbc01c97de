"""``khet check``: reports in, what doesn't add up in them out."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from khet.documents.report_findings import (
    KIND_NAMES,
    SURE_NAMES,
    commented,
    findings_sheet,
    summary,
)
from khet.documents.report_reader import MOST_BYTES, UnreadableReportError, read_report
from khet.jobs.os_words import os_words
from khet.rules.checking.findings.finding import Finding, Outcome
from khet.rules.checking.reading.stream import Line
from khet.rules.checking.report import check_between, check_report

_LONGEST = 160


@dataclass(frozen=True)
class _Report:
    """A file that was asked for: what it has and what was found, or why it can't be read."""

    file: str
    content: bytes = b""
    lines: tuple[Line, ...] = ()
    outcome: Outcome = field(default_factory=Outcome)
    error: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="DOCX, PDF, TXT")
    parser.add_argument("--json", action="store_true", help="ผลเป็น JSON / findings as JSON")
    parser.add_argument(
        "--xlsx", type=Path, metavar="PATH", help="เขียนผลเป็น XLSX / findings as a workbook"
    )
    parser.add_argument(
        "--docx",
        type=Path,
        metavar="PATH",
        help="เขียนรายงานเป็น DOCX พร้อมข้อคิดเห็น / the report with comments at the places",
    )


def run(options: argparse.Namespace) -> int:
    """Check the files; 0 nothing was found, 1 something was, 2 a file can't be read or written."""
    if fault := _fault(options):
        sys.stderr.write(f"{fault}\n")
        return 2
    reports = [_checked(file) for file in options.files]
    between = _between(reports) if len(reports) > 1 else None
    _tell(_json(reports, between) if options.json else _text(reports, between))
    for report in reports:
        if report.error:
            sys.stderr.write(f"{_shown(report.file)}: {report.error}\n")
    written = _write_copies(options, reports[0])
    if not written or any(report.error for report in reports):
        return 2
    found = [*(report.outcome for report in reports), *([between] if between else [])]
    return int(any(outcome.findings for outcome in found))


def _fault(options: argparse.Namespace) -> str:
    """What doesn't go together in what was asked for."""
    copies = [path.resolve() for path in (options.xlsx, options.docx) if path]
    if copies and len(options.files) > 1:
        return "--xlsx และ --docx ใช้ได้ครั้งละหนึ่งไฟล์ / of one file only"
    if Path(options.files[0]).resolve() in copies:
        return "เขียนทับไฟล์ต้นฉบับไม่ได้: ตั้งชื่ออื่น / the report itself isn't written over"
    return ""


def _checked(file: str) -> _Report:
    try:
        content = _content(file)
        lines = read_report(content)
    except UnreadableReportError as exc:
        return _Report(file, error=str(exc))
    except OSError as exc:
        return _Report(file, error=f"เปิดไฟล์ไม่ได้ ({os_words(exc)}): ตรวจชื่อและที่อยู่ของไฟล์")
    return _Report(file, content, lines, check_report(lines))


def _content(file: str) -> bytes:
    with Path(file).open("rb") as there:
        return there.read(MOST_BYTES + 1)


def _between(reports: Sequence[_Report]) -> Outcome:
    return check_between({_shown(one.file): one.lines for one in reports if not one.error})


def _shown(file: str) -> str:
    """A file's name as it was given; letters of another encoding are replaced."""
    return os.fsencode(file).decode("utf-8", "replace")


def _tell(pieces: Iterable[str]) -> None:
    """Print; who stops reading before the end has read enough."""
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _json(reports: Sequence[_Report], between: Outcome | None) -> Iterator[str]:
    told = [_object(_shown(one.file), one.outcome, one.error) for one in reports]
    if between is not None:
        told.append(_object(None, between))
    shown = told[0] if between is None else told
    yield json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _object(file: str | None, outcome: Outcome, error: str = "") -> Mapping[str, Any]:
    found = [_finding(one) for one in outcome.findings]
    told = {"file": file, "checked": outcome.checked, "findings": found}
    return {**told, "error": error} if error else told


def _finding(found: Finding) -> Mapping[str, Any]:
    page = {} if found.page is None else {"page": found.page}
    return {
        **{"line": found.line, **page, "text": found.text, "kind": found.kind.value},
        **{"printed": found.printed, "expected": found.expected, "sure": found.sure.value},
        "message": found.message,
    }


def _text(reports: Sequence[_Report], between: Outcome | None) -> Iterator[str]:
    for report in reports:
        if not report.error:
            yield from _findings(_shown(report.file), report.outcome)
    if between is not None:
        yield from _findings("ระหว่างไฟล์", between)


def _findings(name: str, outcome: Outcome) -> Iterator[str]:
    yield f"{name}: {summary(outcome)}\n"
    for sure, several in groupby(outcome.findings, lambda one: one.sure):
        yield f"\n{SURE_NAMES[sure]}\n"
        yield from (line for one in several for line in _told(one))
    if outcome.findings:
        yield "\n"


def _told(found: Finding) -> Iterator[str]:
    page = "" if found.page is None else f"หน้า {found.page} "
    yield f"{page}บรรทัด {found.line}: {KIND_NAMES[found.kind]}: {found.message}\n"
    words = " ".join(found.text.split())
    yield f"    {words[:_LONGEST]}{'…' if len(words) > _LONGEST else ''}\n"


def _write_copies(options: argparse.Namespace, report: _Report) -> bool:
    """Write the copies that were asked for; whether that went well."""
    if report.error:
        return True
    name = Path(_shown(report.file)).name
    numbered = dict(enumerate(report.outcome.findings, 1))

    def copy() -> bytes:
        return commented(name, report.content, report.lines, numbered, date.today())

    wanted: list[tuple[Path | None, Callable[[], bytes]]] = [
        (options.xlsx, lambda: findings_sheet(name, report.outcome)),
        (options.docx, copy),
    ]
    written = [_write(path, make) for path, make in wanted if path]
    return all(written)


def _write(path: Path, make: Callable[[], bytes]) -> bool:
    try:
        path.write_bytes(make())
    except OSError as exc:
        sys.stderr.write(f"{path}: เขียนไฟล์ไม่ได้ ({os_words(exc)}): เลือกที่อื่น\n")
        return False
    return True
