"""Keeping a checked score file: all of it or nothing, its source and its report with it."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from django.conf import settings

from khet.figures.differences import Differences, differences
from khet.figures.intake.given import Given
from khet.figures.intake.problems import veiled
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import check_file
from khet.figures.warehouse import SittingKey, Warehouse, by_sitting, with_pupil_keys
from khet.jobs.against_registers import current_of, with_registers
from khet.jobs.sitting_results import score_path
from khet.records.learning.actions import KeptFile, Source, record_score_files
from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.audit import Actor
from khet.records.registry.queries.schools import home_area
from khet.records.registry.queries.settings import office_tables
from khet.rules.tables import SHIPPED

_BY = "คำสั่ง khet import-scores"


@dataclass(frozen=True)
class Part:
    """What a file holds of one sitting, as the warehouse keeps it, beside what is current."""

    sitting: SittingKey
    content: str
    rows: pa.Table
    current: ScoreFile | None
    changes: Differences | None

    @property
    def is_same(self) -> bool:
        """Whether it says no more and nothing else than the current file does."""
        return self.changes is not None and not self.changes.pupils.num_rows


def check_and_keep(path: Path, given: Given, accepted: str | None, by: Actor = _BY) -> Report:
    """Check a file against the rules and the registers, and keep it if nothing speaks against it.

    Errors, and warnings without a reason to accept them, keep nothing. The report says which.
    """
    area = home_area()
    tables = office_tables(area) if area else SHIPPED
    report = with_registers(check_file(path, given, keeping=True, tables=tables))
    if report.level == 2 or (report.level == 1 and not accepted):
        return report
    keep(path, path.name, report, accepted or "", by)
    return report


def parts_of(report: Report) -> list[Part]:
    """The sittings of a file without errors."""
    if report.scores is not None:
        content = ScoreFile.Content.PUPILS
        rows = with_pupil_keys(report.scores, settings.PUPIL_KEY)
    else:
        content, rows = ScoreFile.Content.SCHOOLS, report.means
    return [_part(sitting, content, part) for sitting, part in by_sitting(rows)]


def _part(sitting: SittingKey, content: str, rows: pa.Table) -> Part:
    current = current_of(sitting, content)
    changes = differences(pq.read_table(score_path(current)), rows) if current else None
    return Part(sitting, content, rows, current, changes)


def keep(path: Path, name: str, report: Report, accepted: str, by: Actor) -> list[ScoreFile]:
    """Write a clean report's rows to the warehouse, then record them in one transaction.

    What the current file says already is not kept again.

    Args:
        path: where the file lies; ``name`` is its own name.
        accepted: why warnings were accepted.
    """
    warehouse = Warehouse(settings.WAREHOUSE)
    told = veiled(report.as_dict())
    source = Source(name, warehouse.keep_source(path), told, accepted)
    files = [
        KeptFile(
            **vars(part.sitting),
            content=part.content,
            sha256=_sha256(warehouse, part),
            rows=part.rows.num_rows,
        )
        for part in parts_of(report)
    ]
    return record_score_files(by=by, files=files, source=source)


def _sha256(warehouse: Warehouse, part: Part) -> str:
    if part.current is not None and part.is_same:
        return part.current.sha256
    return warehouse.keep(part.sitting, part.rows)
