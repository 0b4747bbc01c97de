"""What schools sent of a sitting: kept school by school, and put together to one score file.

The score file comes by the same way as any other: from a CSV with a row for each pupil and subject,
which is kept as its source, so that every score leads back to its row.
"""

import tempfile
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction
from django_tasks import task

from khet.figures.intake.given import Given
from khet.figures.intake.problems import veiled
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import check_file
from khet.figures.intake.told import sitting_th
from khet.figures.warehouse import Warehouse
from khet.jobs.check_part import Sender
from khet.jobs.keep_scores import keep
from khet.jobs.sitting_results import sitting_key
from khet.jobs.take_in_scores import get_ready
from khet.records.learning.actions import (
    SentPart,
    close_collection,
    lock_collection,
    send_part,
    take_in_corrections,
)
from khet.records.learning.models import Collection, SchoolPart, ScoreFile
from khet.records.learning.queries import current_parts, files_of_keys
from khet.records.registry.actions.audit import Actor
from khet.records.registry.queries.settings import office_tables
from khet.rules.scores import reason_text, score_text

_OWN = ("score", "no_score", "row")


class NoPartsError(Exception):
    """Nobody has sent anything that a score file could be made of."""


class UnfitPartsError(Exception):
    """The parts no longer pass the checks; the message is the first fault, in Thai."""


def keep_part(
    *,
    by: Actor,
    sender: Sender,
    report: Report,
    accepted: str,
    source: tuple[Path, str] | None = None,
) -> SchoolPart:
    """Keep the rows of a clean report as what the school sends.

    Args:
        report: one with the scores of pupils.
        accepted: why warnings were accepted.
        source: the file that the school brought and its own name; ``None`` where it typed.
    """
    rows, warehouse = report.scores, Warehouse(Path(settings.WAREHOUSE))
    if rows is None:
        raise ValueError(report.layout)
    name = source[1] if source else ""
    part = SentPart(
        sha256=warehouse.keep_part(sender.key, rows),
        rows=rows.num_rows,
        pupils=len(rows["pupil"].unique()),
        report=veiled(report.as_dict()),
        source_name=name[-255:],
        source_sha256=warehouse.keep_source(source[0]) if source else "",
        accepted_warnings=accepted,
    )
    return send_part(by=by, collection=sender.collection, school=sender.school, part=part)


def part_path(part: SchoolPart) -> Path:
    """Where a school's part lies; it comes with its collection, sitting and area."""
    key = sitting_key(part.collection.sitting)
    return Warehouse(Path(settings.WAREHOUSE)).part(key, part.sha256)


def part_rows(part: SchoolPart) -> pa.Table:
    """The rows of a school's part, with pupils' own numbers."""
    return pq.read_table(part_path(part))


def close(*, by: Actor, collection: Collection, at: datetime) -> ScoreFile:
    """End a collection: one score file out of the parts that are there.

    Raises:
        ClosedError: it was closed before.
        NoPartsError: nobody sent anything.
        UnfitPartsError: the parts no longer pass the checks.
    """
    with transaction.atomic():
        held = lock_collection(collection=collection)
        parts = current_parts(held)
        file = _together(by, held, parts)
        close_collection(by=by, collection=held, file=file, parts=parts, at=at)
        prepare.enqueue(file.pk)
    return file


def take_in(*, by: Actor, collection: Collection) -> ScoreFile:
    """A further version of the score file, with what schools sent after the closing.

    Raises:
        NoPartsError: it isn't closed, or nothing was sent since then.
        UnfitPartsError: the parts no longer pass the checks.
    """
    with transaction.atomic():
        held = lock_collection(collection=collection)
        parts = current_parts(held)
        if held.closed_at is None or all(part.taken_into_id for part in parts):
            raise NoPartsError
        file = _together(by, held, parts)
        take_in_corrections(by=by, collection=held, file=file, parts=parts)
        prepare.enqueue(file.pk)
    return file


@task()
def prepare(file: int) -> None:
    """Make the pages of a score file (its key) ready behind the page that made it."""
    for found in files_of_keys([file]).values():
        get_ready(found)


def _together(by: Actor, collection: Collection, parts: list[SchoolPart]) -> ScoreFile:
    if not parts:
        raise NoPartsError
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "parts.csv"
        rows = pa.concat_tables(map(part_rows, parts), promote_options="default")
        pyarrow.csv.write_csv(_as_written(rows), path)
        tables = office_tables(collection.sitting.area)
        report = check_file(path, Given({}), keeping=True, tables=tables)
        if report.level == 2:
            raise UnfitPartsError(report.problems[0].message)
        [file] = keep(path, _name(collection, len(parts)), report, _accepted(parts), by)
    return file


def _as_written(rows: pa.Table) -> pa.Table:
    """The rows as a person would write them: one column of scores, with words for having none."""
    known = {name: rows[name] for name in rows.column_names if name not in _OWN}
    pairs = zip(rows["score"].to_pylist(), rows["no_score"].to_pylist(), strict=True)
    texts = [reason_text(why) if score is None else score_text(score) for score, why in pairs]
    text = {name: pc.fill_null(column.cast(pa.string()), "") for name, column in known.items()}
    return pa.table({**text, "score": pa.array(texts, pa.string())})


def _name(collection: Collection, schools: int) -> str:
    sitting = collection.sitting
    told = sitting_th(sitting.test, sitting.grade, sitting.academic_year, sitting.round)
    return f"{told} รวมจาก {schools} โรงเรียน.csv"


def _accepted(parts: list[SchoolPart]) -> str:
    """What schools' warnings were accepted for, school by school."""
    told = [(part.school.code, part.accepted_warnings) for part in parts if part.accepted_warnings]
    return "\n".join(f"{code}: {line}" for code, why in told for line in why.splitlines())
