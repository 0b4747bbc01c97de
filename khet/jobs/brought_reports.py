"""Reports that people bring: checked while they wait, alone and against each other, and kept."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from khet.documents import report_reader
from khet.documents.report_reader import why_not
from khet.documents.report_reader.refused import WHY
from khet.jobs.check_alone import Looked, check_files
from khet.jobs.evidence_files import RefusedFileError, stored_path, take_in
from khet.records.office.actions.evidence import Brought
from khet.records.registry.models import User
from khet.records.reports.actions import (
    Checked,
    ReportEntry,
    check_anew,
    keep_comparison,
    keep_report,
)
from khet.records.reports.models import CheckedReport, ReportVersion
from khet.records.reports.queries import compared_versions, newest_of
from khet.rules import checking
from khet.rules.checking.findings.finding import Outcome, by_importance
from khet.rules.checking.in_sentences.known import Known, against
from khet.rules.checking.reading.packed import unpack
from khet.rules.checking.reading.parsed import Report
from khet.rules.file_kinds import HEAD, kind_of_bytes

_READ = ("docx", "pdf", "text")
_TOLD_WELL = ("", *_READ, "broken", "bomb")


@cache
def engine() -> str:
    """By what readers and checks are known: those spelled alike find the same."""
    told = sha256()
    for path in sorted(
        p for k in (checking, report_reader) for p in Path(*k.__path__).rglob("*.py")
    ):
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def take(upload: "UploadedFile[Any]") -> Brought:
    """Receive a file that is to be checked; one of Word under its old ending gets today's.

    Raises:
        RefusedFileError: it can't be kept, or isn't of a kind that is read as a report.
    """
    name = upload.name or ""
    if name.lower().endswith(".doc") and kind_of_bytes(upload.read(HEAD)) == "zip":
        upload.name = f"{name}x"
    upload.seek(0)
    try:
        return take_in(upload, text=False, only=_READ)
    except RefusedFileError as fault:
        if fault.code in _TOLD_WELL:
            raise
        raise RefusedFileError(_(WHY[why_not(fault.code)]), fault.code) from None


def look(brought: Sequence[Brought]) -> tuple[dict[str, Looked], Outcome]:
    """Check files that were received, by their names, which differ; and against each other."""
    return check_files({one.name: stored_path(one.sha256) for one in brought})


def keep(
    *,
    by: User,
    entry: ReportEntry,
    brought: Brought,
    looked: Looked,
    at: datetime,
    known: Sequence[Known] = (),
) -> ReportVersion:
    """Keep a report that was checked, also against what the records know.

    One brought before as it is isn't kept again.
    """
    newest = newest_of(entry.unit, by, entry.name)
    if newest and newest.file and newest.engine == engine():
        said = (newest.file.sha256, newest.report.year_kind, newest.report.year)
        if said == (brought.sha256, entry.year_kind, entry.year):
            return newest
    return keep_report(
        by=by, entry=entry, brought=brought, checked=_checked(entry, looked, known), at=at
    )


def keep_differences(
    *, by: User, entry: ReportEntry, of: Sequence[ReportVersion], found: Outcome, at: datetime
) -> ReportVersion:
    """Keep what was found between reports that are kept themselves, unless these are as before."""
    newest = newest_of(entry.unit, by, entry.name)
    if newest and newest.engine == engine() and set(compared_versions(newest)) == set(of):
        return newest
    return keep_comparison(by=by, entry=entry, of=of, checked=Checked(found, engine()), at=at)


def check_again(
    *,
    by: User,
    version: ReportVersion,
    looked: Looked,
    at: datetime,
    known: Sequence[Known] = (),
) -> ReportVersion:
    """Keep what the checks of today find in a file that was checked before."""
    return check_anew(
        by=by, version=version, checked=_checked(version.report, looked, known), at=at
    )


def against_records(
    about: ReportEntry | CheckedReport, lines: bytes, known: Sequence[Known]
) -> Outcome:
    """What a report says otherwise than the records know of its area and year."""
    academic = about.year_kind == CheckedReport.YearKind.ACADEMIC
    return against(Report(unpack(lines)), known, about.year if academic else None)


def _checked(about: ReportEntry | CheckedReport, looked: Looked, known: Sequence[Known]) -> Checked:
    found = looked.outcome
    if known:
        found += against_records(about, looked.lines, known)
    ordered = Outcome(found.checked, tuple(by_importance(found.findings)))
    return Checked(ordered, engine(), looked.lines, looked.length)
