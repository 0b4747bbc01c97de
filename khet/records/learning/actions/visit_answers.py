"""What was answered to instruments at a visit; of records that cross, both answers stay."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from khet.records.learning.actions.visit_plan import KIND
from khet.records.learning.models import Visit, VisitConflict
from khet.records.office.actions.answers import keep_answers
from khet.records.office.models import InstrumentVersion
from khet.records.office.queries.instruments import answers_in, sheets_about
from khet.records.registry.actions.audit import Actor
from khet.rules.instruments import Answers

CROSSED = "learning.visit-conflict"
"""The kind of record that answers are about that came with a text which crossed another."""
Given = Iterable[tuple[InstrumentVersion, Answers]]


@transaction.atomic
def keep_visit_answers(
    *, by: Actor, visit: Visit, crossed: VisitConflict | None, given: Given, at: datetime
) -> None:
    """Keep answers about a visit that was made, or about the text that crossed its record.

    Pictures are of the visit itself, so that no item has any.
    """
    about = (CROSSED, str(crossed.pk)) if crossed else (KIND, str(visit.pk))
    day = date.fromisoformat(crossed.content["day"]) if crossed else visit.day or visit.month
    for version, answers in given:
        keep_answers(
            by=by,
            version=version,
            unit=visit.school,
            about=about,
            day=day,
            answers=answers,
            at=at,
            files=False,
        )


@transaction.atomic
def use_crossed_answers(*, by: Actor, conflict: VisitConflict, at: datetime) -> None:
    """Let the answers that came with a text count for the visit, as the text does."""
    visit = conflict.visit
    sheets = sheets_about(CROSSED, str(conflict.pk))
    given = [(sheet.version, answers_in(sheet)) for sheet in sheets]
    visit.refresh_from_db()
    keep_visit_answers(by=by, visit=visit, crossed=None, given=given, at=at)
