"""The instruments of a visit, filled in on its page; answers keep the version they were of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict

from khet.records.learning.actions.visit_plan import KIND
from khet.records.learning.models import Visit, VisitConflict
from khet.records.learning.queries.recording import versions_to_fill
from khet.records.office.actions.answers import keep_answers
from khet.records.office.models import AnswerSheet, InstrumentVersion
from khet.records.office.queries.instruments import answers_in, sheets_about
from khet.records.registry.models import User
from khet.rules.instruments import content_of
from khet.rules.tables import Tables
from khet.web.office.instruments.answering import AnswerForm

ANSWERED = "answered"
"""The field that says which versions the page asks."""
CROSSED = "learning.visit-conflict"
"""What is answered with a record that crossed another is kept about the conflict."""


@dataclass
class Answering:
    """An instrument on the page of a visit, with what was sent of it."""

    version: InstrumentVersion
    form: AnswerForm
    sent: QueryDict | None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered, which is no fault: it may be filled in another day."""
        start = f"{self.form.prefix}-"
        fields = [name for name in self.sent or () if name.startswith(start)]
        return not any(any(self.sent.getlist(name)) for name in fields if self.sent)

    def is_valid(self) -> bool:
        """Whether it can be kept, or is left for another day."""
        return self.is_blank or self.form.is_valid()


def answering(visit: Visit, sent: QueryDict | None, today: date, tables: Tables) -> list[Answering]:
    """The instruments of a visit: as they were sent, or with what is kept of them."""
    sheets = list(sheets_about(KIND, str(visit.pk)))
    chosen = _sent(sent) if sent is not None else [sheet.version_id for sheet in sheets]
    known = {sheet.version_id: sheet for sheet in sheets}
    return [
        Answering(one, _form(one, sent, known, today, tables), sent)
        for one in versions_to_fill(visit, chosen)
    ]


def keep_all(
    by: User, visit: Visit, crossed: VisitConflict | None, filled: Iterable[Answering], at: datetime
) -> None:
    """Keep what was answered, about the visit or about the record that crossed another."""
    about = (CROSSED, str(crossed.pk)) if crossed else (KIND, str(visit.pk))
    day = date.fromisoformat(crossed.content["day"]) if crossed else visit.day
    for one in filled:
        if day and not one.is_blank:
            keep_answers(
                by=by,
                version=one.version,
                unit=visit.school,
                about=about,
                day=day,
                answers=one.form.answers,
                at=at,
            )


def _form(
    version: InstrumentVersion,
    sent: QueryDict | None,
    known: dict[int, AnswerSheet],
    today: date,
    tables: Tables,
) -> AnswerForm:
    sheet = known.get(version.pk)
    before = answers_in(sheet) if sheet else None
    content = content_of(version.content)
    return AnswerForm(content, sent, None, f"a{version.pk}", before, today=today, tables=tables)


def _sent(sent: QueryDict) -> list[int]:
    told = [key for key in sent.getlist(ANSWERED) if key.isascii() and key.isdecimal()]
    return [int(key) for key in told if len(key) <= 18]
