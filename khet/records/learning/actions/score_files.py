"""Writes about tests: keeping an accepted score file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from khet.records.learning.models import ScoreFile, Sitting
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, UnitKind


class UnknownAreaError(Exception):
    """A score file of an area that this installation doesn't know."""


@dataclass(frozen=True)
class KeptFile:
    """A file that lies in the warehouse, ready to be recorded."""

    academic_year: int
    test: str
    round: str
    grade: str
    area: str
    content: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class Source:
    """The file that a person brought, what checking it said, and why warnings were accepted."""

    name: str
    sha256: str
    report: dict[str, Any]
    accepted_warnings: str = ""


@transaction.atomic
def record_score_files(*, by: Actor, files: list[KeptFile], source: Source) -> list[ScoreFile]:
    """Make the files the current ones of their sittings; older ones stay, no longer current.

    A file that is current already is left as it is.

    Raises:
        UnknownAreaError: a file's area is not in the register.
    """
    return [_record(by, file, source) for file in files]


def _record(by: Actor, file: KeptFile, source: Source) -> ScoreFile:
    sitting = _sitting(file)
    earlier = ScoreFile.objects.select_for_update().filter(sitting=sitting)
    current = earlier.filter(current=True, content=file.content).first()
    if current and current.sha256 == file.sha256:
        return current
    kept = _next_version(
        by,
        earlier,
        sitting=sitting,
        content=file.content,
        sha256=file.sha256,
        rows=file.rows,
        source_name=source.name,
        source_sha256=source.sha256,
        report=source.report,
        accepted_warnings=source.accepted_warnings,
    )
    record_event(
        by=by,
        action="import-scores",
        kind="learning.score-file",
        key=str(kept.pk),
        before={"sha256": current.sha256, "version": current.version} if current else None,
        after={
            "sha256": kept.sha256,
            "version": kept.version,
            "sitting": str(sitting),
            "accepted_warnings": kept.accepted_warnings,
        },
    )
    return kept


@transaction.atomic
def return_to_version(*, by: Actor, file: ScoreFile, reason: str) -> ScoreFile:
    """Make an older version count again: a new version with its content, calculated anew.

    A file that is current already is left as it is.
    """
    versions = ScoreFile.objects.select_for_update().filter(sitting=file.sitting)
    older = versions.get(pk=file.pk)
    if older.current:
        return older
    before = versions.filter(content=older.content, current=True).first()
    kept = _next_version(
        by,
        versions,
        sitting=older.sitting,
        content=older.content,
        sha256=older.sha256,
        rows=older.rows,
        source_name=older.source_name,
        source_sha256=older.source_sha256,
        report={**older.report, "returned_to": older.version, "reason": reason},
        accepted_warnings=older.accepted_warnings,
    )
    record_event(
        by=by,
        action="return-scores",
        kind="learning.score-file",
        key=str(kept.pk),
        before={"version": before.version} if before else None,
        after={"version": kept.version, "returned_to": older.version, "reason": reason},
    )
    return kept


def _next_version(by: Actor, versions: QuerySet[ScoreFile], **kept: Any) -> ScoreFile:
    """A new current version of a sitting, in the place of the one of the same content."""
    version = max((old.version for old in versions), default=0) + 1
    versions.filter(content=kept["content"]).update(current=False)
    return ScoreFile.objects.create(version=version, imported_by=str(by), **kept)


def _sitting(file: KeptFile) -> Sitting:
    area = Unit.objects.filter(kind=UnitKind.AREA, code=file.area).first()
    if area is None:
        raise UnknownAreaError(file.area)
    sitting, _ = Sitting.objects.get_or_create(
        area=area,
        academic_year=file.academic_year,
        test=file.test,
        round=file.round,
        grade=file.grade,
    )
    return sitting


class WrongStateError(Exception):
    """A score file that is not in the state that the step begins with."""


@transaction.atomic
def move_results(*, by: Actor, file: ScoreFile, to: str, at: datetime) -> ScoreFile:
    """Take results a step on: calculated → checked → announced, as events tell.

    Raises:
        WrongStateError: the step doesn't lead there.
    """
    kept = ScoreFile.objects.select_for_update().get(pk=file.pk)
    steps = {
        ScoreFile.State.CHECKED: (ScoreFile.State.CALCULATED, "checked"),
        ScoreFile.State.ANNOUNCED: (ScoreFile.State.CHECKED, "announced"),
    }
    before, name = steps[ScoreFile.State(to)]
    if kept.state != before:
        raise WrongStateError(kept.state)
    kept.state = to
    setattr(kept, f"{name}_by", str(by))
    setattr(kept, f"{name}_at", at)
    kept.save()
    record_event(
        by=by,
        action=f"results-{to}",
        kind="learning.score-file",
        key=str(kept.pk),
        before={"state": before},
        after={"state": to, "sitting": str(kept.sitting), "version": kept.version},
    )
    return kept


@transaction.atomic
def withdraw_results(*, by: Actor, file: ScoreFile, reason: str) -> ScoreFile:
    """Take back an announcement: announced → checked; schools see an older one, or none.

    Raises:
        WrongStateError: the file is not announced.
    """
    kept = ScoreFile.objects.select_for_update().get(pk=file.pk)
    if kept.state != ScoreFile.State.ANNOUNCED:
        raise WrongStateError(kept.state)
    before = {"state": kept.state, "announced_by": kept.announced_by}
    kept.state = ScoreFile.State.CHECKED
    kept.announced_by, kept.announced_at = "", None
    kept.save()
    told = {"sitting": str(kept.sitting), "version": kept.version, "reason": reason}
    record_event(
        by=by,
        action="announcement-withdrawn",
        kind="learning.score-file",
        key=str(kept.pk),
        before=before,
        after={"state": kept.state, **told},
    )
    return kept
