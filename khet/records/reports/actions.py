"""Checked reports: kept with what was found, marked, deleted; events name no file."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.files import attach
from khet.records.office.models import AttachedFile
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.records.reports.models import CheckedReport, ReportFinding, ReportVersion
from khet.records.reports.queries import KIND, Same, same
from khet.rules.checking.findings.finding import Finding, Outcome
from khet.rules.thai import tidy

_MARKS = ("mark", "reason", "marked_by", "marked_at")


@dataclass(frozen=True)
class ReportEntry:
    """What is said of a report: for which unit it is, its name, and which year it is about."""

    area: Unit
    unit: Unit
    name: str
    year_kind: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Checked:
    """What the check of a report came to: its text as it is kept, and what was found by what."""

    outcome: Outcome
    engine: str
    lines: bytes = b""
    length: int = 0


class OldVersionError(Exception):
    """The finding is of a version that another took the place of."""


@transaction.atomic
def keep_report(
    *, by: User, entry: ReportEntry, brought: Brought, checked: Checked, at: datetime
) -> ReportVersion:
    """Keep a report and what was found; one of the same name becomes the next version of it."""
    report = _report(by, entry)
    file = attach(by=by, about=(KIND, str(report.pk)), brought=brought, at=at, told=False)
    return _add(by, report, file, checked, at)


@transaction.atomic
def check_anew(
    *, by: User, version: ReportVersion, checked: Checked, at: datetime
) -> ReportVersion:
    """Keep what newer checks find in the same file, as its next version."""
    report = CheckedReport.objects.select_for_update().get(pk=version.report_id)
    return _add(by, report, version.file, checked, at)


@transaction.atomic
def keep_comparison(
    *, by: User, entry: ReportEntry, of: Sequence[ReportVersion], checked: Checked, at: datetime
) -> ReportVersion:
    """Keep what several reports say differently of the same thing."""
    made = _add(by, _report(by, entry), None, checked, at)
    made.compares.set(of)
    return made


@transaction.atomic
def mark_finding(
    *, by: User, finding: ReportFinding, mark: str, reason: str, at: datetime
) -> ReportFinding:
    """Say of a finding that it is right, wrong or accepted; an empty mark takes that back.

    Raises:
        OldVersionError: see there.
    """
    rows = ReportFinding.objects.select_for_update(of=("self",)).select_related("version")
    kept = rows.get(pk=finding.pk)
    if not kept.version.current:
        raise OldVersionError
    before = kept.mark
    kept.mark, kept.reason = mark, tidy(reason)
    kept.marked_by, kept.marked_at = (by, at) if mark else (None, None)
    kept.save()
    told = {"finding": kept.rank, "kind": kept.kind}
    _tell(by, "mark-finding", kept.version.report_id, {"mark": before}, {**told, "mark": mark})
    return kept


@transaction.atomic
def delete_report(*, by: Actor, report: CheckedReport) -> None:
    """Delete a report with all its versions, and what others were found to differ from it."""
    of_it = CheckedReport.objects.filter(versions__compares__report=report).exclude(pk=report.pk)
    for one in (*of_it.distinct(), report):
        key, count = one.pk, one.versions.count()
        one.delete()
        AttachedFile.objects.filter(about_kind=KIND, about_key=str(key)).delete()
        _tell(by, "delete-report", key, None, {"versions": count})


def _report(by: User, entry: ReportEntry) -> CheckedReport:
    """The report of that name; what is said of its year now counts."""
    named: dict[str, Any] = {
        "area": entry.area,
        "unit": entry.unit,
        "brought_by": by,
        "name": entry.name,
    }
    about = {"year_kind": entry.year_kind, "year": entry.year}
    return CheckedReport.objects.update_or_create(**named, defaults=about)[0]


def _add(
    by: User, report: CheckedReport, file: AttachedFile | None, checked: Checked, at: datetime
) -> ReportVersion:
    before = ReportVersion.objects.filter(report=report, current=True).defer("lines").first()
    if before:
        before.current = False
        before.save(update_fields=["current"])
    made = ReportVersion.objects.create(
        report=report,
        number=before.number + 1 if before else 1,
        file=file,
        lines=checked.lines,
        length=checked.length,
        checked=checked.outcome.checked,
        engine=checked.engine,
        brought_at=at,
    )
    _find(made, checked.outcome.findings, before)
    counts = {"checked": made.checked, "findings": len(checked.outcome.findings)}
    after = {"version": made.number, **counts, "sha256": file.sha256 if file else ""}
    _tell(by, "check-report", report.pk, None, {k: v for k, v in after.items() if v != ""})
    return made


def _find(
    version: ReportVersion, findings: Iterable[Finding], before: ReportVersion | None
) -> None:
    """Write down what was found; the marks of the same findings of the version before stay."""
    marked: dict[Same, list[ReportFinding]] = defaultdict(list)
    for old in ReportFinding.objects.filter(version=before) if before else ():
        marked[same(old)].append(old)
    rows = []
    for rank, found in enumerate(findings, 1):
        row = ReportFinding(version=version, rank=rank, **_values(found))
        if marked[same(row)]:
            old = marked[same(row)].pop(0)
            for name in _MARKS:
                setattr(row, name, getattr(old, name))
        rows.append(row)
    ReportFinding.objects.bulk_create(rows, batch_size=200)


def _values(found: Finding) -> dict[str, Any]:
    return {
        **vars(found),
        "kind": found.kind.value,
        "sure": found.sure.value,
        "others": list(found.others),
        "figure": found.figure,
    }


def _tell(
    by: Actor, action: str, key: int, before: dict[str, Any] | None, after: dict[str, Any]
) -> None:
    record_event(by=by, action=action, kind=KIND, key=str(key), before=before, after=after)
