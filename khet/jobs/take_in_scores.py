"""Score files that people bring by the page: looked at, checked and kept behind it."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction

from khet.documents.import_report import write_report
from khet.figures.intake.fields import SITTING, YEAR
from khet.figures.intake.given import Given
from khet.figures.intake.kinds import TITLES, Kind, kinds_of
from khet.figures.intake.look import columns_of, guessed_sitting, told_sitting
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import Opened, check_opened, open_file, unreadable
from khet.figures.intake.sheets import UnreadableError
from khet.jobs.against_registers import with_registers, with_sittings
from khet.jobs.background import BY, Teller
from khet.jobs.draw_trends import draw_trends
from khet.jobs.keep_scores import Part, parts_of
from khet.jobs.keep_scores import keep as keep_parts
from khet.jobs.memory import give_back_memory
from khet.jobs.sitting_results import make_ready
from khet.jobs.uploads import remove_upload, report_path, upload_path
from khet.records.learning.models import ScoreFile
from khet.records.registry.actions.imports import checked, kept, looked_at
from khet.records.registry.models import Import
from khet.records.registry.queries.imports import user_of
from khet.records.registry.queries.settings import office_tables

MOST = 1000
STEPS = 5
_STORED = 1000
_LISTED = 200
logger = logging.getLogger(__name__)


def look(held: Import, tell: Teller) -> None:
    """What the file seems to hold, for the person to confirm, or why it can't be read."""
    try:
        opened = open_file(upload_path(held), most=MOST, tables=office_tables(held.area))
    except UnreadableError as exc:
        _tell_unreadable(held, unreadable(exc))
        return
    if not opened.sheet.height:
        _tell_unreadable(held, check_opened(opened, Given({}), keeping=False))
        return
    seen = {
        "layout": opened.headings.layout if opened.headings else None,
        "encoding": opened.sheet.encoding,
        "rows": len(opened.rows.rows) if opened.rows else opened.sheet.height,
        "columns": [asdict(column) for column in columns_of(opened)],
        "told": told_sitting(opened),
        "guess": guessed_sitting(held.name),
    }
    looked_at(held=held, report={"look": seen})


def _tell_unreadable(held: Import, report: Report) -> None:
    checked(by=BY, held=held, report={"look": None, "found": _found(report, [])})


def check(held: Import, tell: Teller) -> None:
    """Every check, against the registers too; the report lies ready as a page and a workbook."""
    opened, report = _checked(held, tell)
    parts = parts_of(report) if report.level < 2 and opened else []
    tell.step()
    write_report(report_path(held), held.name, report, opened)
    tell.step()
    checked(by=BY, held=held, report=with_found(held, report, parts))


def _checked(held: Import, tell: Teller) -> tuple[Opened | None, Report]:
    try:
        tables = office_tables(held.area)
        opened = open_file(upload_path(held), columns_said(held), MOST, tables)
    except UnreadableError as exc:
        return None, unreadable(exc)
    tell.step()
    report = check_opened(opened, _given(held.choices), keeping=True)
    tell.step()
    called = opened.headings.headings if opened.headings else {}
    report = with_registers(report, called, MOST, held.area.code)
    report = with_sittings(report, held, tables)
    tell.step()
    return opened, report


def keep(held: Import, tell: Teller) -> None:
    """Keep the file if what was accepted still covers what is found; make its pages ready."""
    files = _kept(held, tell)
    if files:
        remove_upload(held)
        give_back_memory()
        get_ready(*files)


def _kept(held: Import, tell: Teller) -> list[ScoreFile]:
    """The files that are current now; none where the file was not kept."""
    report = _checked(held, tell)[1]
    reasons = reasons_for(report, held.choices.get("accepted", {}))
    if reasons is None:
        parts = parts_of(report) if report.level < 2 else []
        checked(by=BY, held=held, report=with_found(held, report, parts))
        return []
    with transaction.atomic():
        by = user_of(held.choices.get("keeper")) or held.brought_by
        files = keep_parts(upload_path(held), held.name, report, reasons, by)
        kept(by=by, held=held, report={"files": [file.pk for file in files]})
    return files


def reasons_for(report: Report, accepted: Mapping[str, str]) -> str | None:
    """Why each kind of warning was accepted; ``None`` where something still speaks against it.

    Args:
        accepted: the reasons by the kind of warning.
    """
    kinds = {kind.key for kind in kinds_of(report.problems)}
    if report.level == 2 or kinds - accepted.keys():
        return None
    return "\n".join(f"{TITLES[kind]}: {accepted[kind]}" for kind in sorted(kinds))


def get_ready(*files: ScoreFile) -> None:
    """Results and charts, so that no page has to wait; a failure here keeps nobody from them."""
    try:
        for file in files:
            make_ready(file)
        draw_trends()
    except Exception as exc:
        logger.error("results of %s are not ready: %s", [f.pk for f in files], type(exc).__name__)


def _given(choices: Mapping[str, Any]) -> Given:
    """What the person said of the sitting; a value that can't be one was refused by the form."""
    said = choices.get("sitting", {})
    return Given({f.name: _value(f.name, said[f.name]) for f in SITTING if f.name in said})


def _value(name: str, text: str) -> Any:
    return int(text) if name == YEAR.name else text


def columns_said(held: Import) -> dict[int, str]:
    """What the person said that the columns of the file hold, by their place."""
    return {int(place): name for place, name in held.choices.get("columns", {}).items()}


def with_found(held: Import, report: Report, parts: list[Part]) -> dict[str, Any]:
    """What a file is found to hold, with what was seen at the first look."""
    return {"look": (held.report or {}).get("look"), "found": _found(report, parts)}


def _found(report: Report, parts: list[Part]) -> dict[str, Any]:
    """A report as it is stored: counts of every kind, the first findings of each."""
    kinds = kinds_of(report.problems)
    listed = min(_LISTED, _STORED // max(len(kinds), 1))
    told = {**report.as_dict(), "level": report.level}
    del told["problems"]
    return {
        **told,
        "kinds": [_kind(kind, listed) for kind in kinds],
        "sittings": [_sitting(part) for part in parts],
    }


def _kind(kind: Kind, listed: int) -> dict[str, Any]:
    first = [problem.as_dict() for problem in kind.listed[:listed]]
    return {"key": kind.key, "level": kind.level, "count": kind.count, "first": first}


def _sitting(part: Part) -> dict[str, Any]:
    """A sitting of the file: how much it holds, and what it would change."""
    changes = None
    if part.changes is not None:
        names = ("added", "left_out", "changed")
        changes = {name: part.changes.count(name) for name in names}
        changes["schools"] = len(part.changes.by_school())
    return {
        **vars(part.sitting),
        "content": part.content,
        "rows": part.rows.num_rows,
        "schools": len(part.rows["school"].unique()),
        "pupils": _pupils(part),
        "current": part.current.pk if part.current else None,
        "same": part.is_same,
        "changes": changes,
    }


def _pupils(part: Part) -> int | None:
    if "pupil" not in part.rows.column_names:
        return None
    found: int = part.rows.group_by(["school", "pupil"]).aggregate([]).num_rows
    return found
