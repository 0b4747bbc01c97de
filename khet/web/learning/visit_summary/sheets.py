"""The sheets of the chosen instrument: what each scored, in which group it stands."""

from dataclasses import dataclass
from functools import cached_property

from khet.records.learning.queries.visit_summary import sheets_of, topics_of_visits
from khet.records.office.models import AnswerSheet, Instrument
from khet.rules.instrument_scores import band_of, bands
from khet.rules.visit_summary import Scores, Sheet, scores_of
from khet.web.learning.visit_summary.asked import Summary
from khet.web.learning.visit_summary.forms import TOPIC
from khet.web.learning.visit_summary.groups import Group
from khet.web.parts.tags import words

FIVE = "five"


@dataclass(frozen=True)
class Filled:
    """A sheet about a visit (its key), with what it scored."""

    sheet: AnswerSheet
    visit: int
    score: Sheet
    scheme: str
    topics: tuple[str, ...] = ()


class Sheets:
    """The sheets of an instrument about the visits of a summary."""

    def __init__(self, summary: Summary, instrument: Instrument) -> None:
        self._summary, self._instrument = summary, instrument

    @cached_property
    def filled(self) -> list[Filled]:
        """All of them, the newest first."""
        asked = self._summary
        found = list(sheets_of(asked.span, self._instrument.pk))
        keys = [int(sheet.about_key) for sheet in found]
        topics = topics_of_visits(keys) if asked.by == TOPIC else {}
        return [
            Filled(sheet, key, self._score(sheet), _scheme(sheet), tuple(topics.get(key, ())))
            for sheet, key in zip(found, keys, strict=True)
        ]

    def of(self, group: Group) -> list[Filled]:
        """Those of the schools of a group; of a topic those about visits that have it."""
        asked = self._summary
        return [
            one
            for one in self.filled
            if one.sheet.unit_id in group.schools
            and (
                group is asked.whole
                or any(asked.has(group, topic) for topic in one.topics or (None,))
            )
        ]

    def scores(self, group: Group) -> Scores:
        """What those of a group come to."""
        return scores_of(one.score for one in self.of(group))

    @cached_property
    def names(self) -> dict[int, str]:
        """The levels by number, as the schemes of the sheets name them."""
        day, tables = self._summary.months[1].last, self._summary.viewer.tables
        schemes = dict.fromkeys(one.scheme for one in self.filled) or {FIVE: None}
        return {b.level: words(b.th) for scheme in schemes for b in bands(scheme, day, tables)}

    def _score(self, sheet: AnswerSheet) -> Sheet:
        if sheet.got is None or sheet.possible is None:
            return Sheet()
        tables = self._summary.viewer.tables
        band = band_of(sheet.got, sheet.possible, _scheme(sheet), sheet.day, tables)
        return Sheet(sheet.got, sheet.possible, band.level)


def _scheme(sheet: AnswerSheet) -> str:
    """The levels that the version of the sheet is read by."""
    return str(sheet.scheme)  # type: ignore[attr-defined]
