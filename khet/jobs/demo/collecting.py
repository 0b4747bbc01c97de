"""A sitting of the year after the newest: last year's P4 in P5, with parts of most schools sent."""

import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
from django.db import transaction

from khet.jobs.check_part import Sender, checked_part
from khet.jobs.collect_parts import keep_part
from khet.jobs.demo.aims import Sitting
from khet.jobs.demo.area import DemoArea
from khet.jobs.demo.pupils import entries_of_grade
from khet.jobs.demo.roster import pupils
from khet.jobs.demo.scores import draw
from khet.jobs.demo.sizes import YEARS
from khet.records.learning.actions import Asked, open_collections
from khet.records.learning.models import Collection
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.pupils import save_pupils
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.entries import units_of

YEAR, GRADE, _BEFORE = YEARS[-1] + 1, "P5", "P4"
_DAYS = 14
_LATE = 4
"""Every so many-th school has not sent yet."""


@transaction.atomic
def ask_schools(*, by: Actor, office: Unit, area: DemoArea, today: date, waiting: str) -> None:
    """Register the grade's pupils, open the collection, and let most schools send.

    Args:
        today: the day on which it is opened; schools have two weeks.
        waiting: the code of a school that has not sent.
    """
    group = pupils(area, _BEFORE, YEARS[-1])
    save_pupils(by=by, academic_year=YEAR, entries=entries_of_grade(group, GRADE))
    [collection] = open_collections(
        by=by,
        area=office,
        asked=Asked(YEAR, "LAS", ""),
        grades=[GRADE],
        due=today + timedelta(days=_DAYS),
        on=today,
    )
    scores = draw(area, Sitting(YEARS[-1], "LAS", "", GRADE), group)
    year = pa.repeat(pa.scalar(str(YEAR)), scores.num_rows)
    scores = scores.set_column(0, "academic_year", year)
    for sender in _senders(collection, office, scores, waiting):
        _send(by, sender, scores.filter(pc.field("school") == sender.school.code))


def _senders(
    collection: Collection, office: Unit, scores: pa.Table, waiting: str
) -> Iterator[Sender]:
    units = {unit.code: unit for unit in units_of(office, UnitKind.SCHOOL)}
    codes = sorted(scores["school"].unique().to_pylist())
    for place, code in enumerate(codes):
        if place % _LATE and code != waiting:
            yield Sender(collection, units[code])


def _send(by: Actor, sender: Sender, rows: pa.Table) -> None:
    """Bring a school's rows as a file that it could have made, through the same checks."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"LAS-{GRADE}-{sender.school.code}.csv"
        pyarrow.csv.write_csv(rows, path)
        report = checked_part(path, sender)[1]
        if report.problems:
            raise RuntimeError(f"{path.name}: {report.problems[0].message}")
        keep_part(by=by, sender=sender, report=report, accepted="", source=(path, path.name))
