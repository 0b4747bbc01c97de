"""The instruments of a visit, filled in on its page; answers keep the version they were of."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.records.learning.actions.visit_plan import KIND
from khet.records.learning.models import Visit
from khet.records.learning.queries.recording import versions_to_fill
from khet.records.office.models import AnswerSheet, InstrumentVersion
from khet.records.office.queries.instruments import answers_in, sheets_about
from khet.rules.instruments import content_of
from khet.rules.tables import Tables
from khet.web.office.instruments.answering import AnswerForm

ANSWERED = "answered"
"""The field that says which versions the page asks."""


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


def _form(
    version: InstrumentVersion,
    sent: QueryDict | None,
    known: dict[int, AnswerSheet],
    today: date,
    tables: Tables,
) -> AnswerForm:
    sheet = known.get(version.pk)
    before = answers_in(sheet) if sheet else None
    return AnswerForm(
        content_of(version.content),
        sent,
        prefix=f"a{version.pk}",
        initial=before,
        today=today,
        tables=tables,
        instead=_("ถ่ายภาพหรือเอกสารของข้อนี้ในส่วน “ภาพถ่าย” ของหน้านี้ ภาพจะอยู่กับการนิเทศ"),
    )


def _sent(sent: QueryDict) -> list[int]:
    told = [key for key in sent.getlist(ANSWERED) if key.isascii() and key.isdecimal()]
    return [int(key) for key in told if len(key) <= 18]
