"""Writes about tests: keeping an accepted score file."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from khet.records.learning.models import ScoreFile, Sitting
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, UnitKind


class WrongStateError(Exception):
    """A score file that is not in the state that the step begins with."""


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
    why = {"returned_to": older.version, "reason": reason}
    kept = _same_again(by, versions, older, why)
    record_event(
        by=by,
        action="return-scores",
        kind="learning.score-file",
        key=str(kept.pk),
        before={"version": before.version} if before else None,
        after={"version": kept.version, "returned_to": older.version, "reason": reason},
    )
    return kept


@transaction.atomic
def recalculate(*, by: Actor, file: ScoreFile, reason: str) -> ScoreFile:
    """A new version of a current, announced file with the same content, to be calculated anew.

    Until it is announced too, schools go on seeing what was announced.

    Raises:
        WrongStateError: the file isn't current any more, or not announced.
    """
    versions = ScoreFile.objects.select_for_update().filter(sitting=file.sitting)
    told = versions.get(pk=file.pk)
    if not told.current or told.state != ScoreFile.State.ANNOUNCED:
        raise WrongStateError(told.state)
    kept = _same_again(by, versions, told, {"recalculated": told.version, "reason": reason})
    record_event(
        by=by,
        action="recalculate-results",
        kind="learning.score-file",
        key=str(kept.pk),
        before={"version": told.version},
        after={"version": kept.version, "sitting": str(kept.sitting), "reason": reason},
    )
    return kept


def _same_again(
    by: Actor, versions: QuerySet[ScoreFile], of: ScoreFile, why: dict[str, Any]
) -> ScoreFile:
    """A new current version with the content of another."""
    return _next_version(
        by,
        versions,
        sitting=of.sitting,
        content=of.content,
        sha256=of.sha256,
        rows=of.rows,
        source_name=of.source_name,
        source_sha256=of.source_sha256,
        report={**of.report, **why},
        accepted_warnings=of.accepted_warnings,
    )


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
