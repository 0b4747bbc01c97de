"""Files that schools bring as their part of a collected sitting: looked at, checked and kept."""

import re

from django.db import transaction

from khet.documents.import_report import write_report
from khet.figures.intake.report import Report
from khet.figures.intake.score_file import Opened
from khet.jobs.background import BY, Teller
from khet.jobs.check_part import Sender, checked_part
from khet.jobs.collect_parts import keep_part
from khet.jobs.take_in_scores import MOST, columns_said, look, reasons_for, with_found
from khet.jobs.uploads import remove_upload, report_path, upload_path
from khet.records.learning.queries import collection_of
from khet.records.registry.actions.imports import checked, kept
from khet.records.registry.models import Import, Unit
from khet.records.registry.queries.imports import user_of
from khet.records.registry.queries.school import school_and_joined

__all__ = ["check", "keep", "look"]

STEPS = 3
_WHAT = re.compile(r"part:([0-9]+):(.+)")


def part_of(collection: int, school: str) -> str:
    """What a file is that the school of that code brings for the collection of that key."""
    return f"part:{collection}:{school}"


def sender_of(held: Import) -> Sender | None:
    """For which collection and school a file was brought; ``None`` where it is no part."""
    told = _WHAT.fullmatch(held.what)
    return sender(held.area, int(told[1]), told[2]) if told else None


def sender(area: Unit, collection: int, school: str) -> Sender | None:
    """The school of that code in an area's collection of that key, if both are there."""
    found, unit = collection_of(area, collection), school_and_joined(area, school)[0]
    return Sender(found, unit) if found and unit else None


def check(held: Import, tell: Teller) -> None:
    """Every check; the report lies ready as a page and a workbook."""
    opened, report = _checked(held)
    tell.step()
    write_report(report_path(held), held.name, report, opened)
    tell.step()
    checked(by=BY, held=held, report=with_found(held, report, []))


def keep(held: Import, tell: Teller) -> None:
    """Keep the part if what was accepted still covers what is found."""
    report = _checked(held)[1]
    tell.step()
    reasons = reasons_for(report, held.choices.get("accepted", {}))
    if reasons is None:
        checked(by=BY, held=held, report=with_found(held, report, []))
        return
    with transaction.atomic():
        by = user_of(held.choices.get("keeper")) or held.brought_by
        source = (upload_path(held), held.name)
        part = keep_part(
            by=by, sender=_sender(held), report=report, accepted=reasons, source=source
        )
        kept(by=by, held=held, report={"part": part.pk})
    remove_upload(held)


def _checked(held: Import) -> tuple[Opened | None, Report]:
    return checked_part(upload_path(held), _sender(held), columns_said(held), MOST)


def _sender(held: Import) -> Sender:
    found = sender_of(held)
    if found is None:
        raise LookupError(held.what)
    return found
