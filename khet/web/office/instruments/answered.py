"""What was answered, as pages and papers show it: item by item in words, the score, its level."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from khet.records.office.models import AnswerSheet
from khet.records.office.queries.instruments import answers_in
from khet.rules.instrument_scores import Band, asked, band_of, calculated, percent_of
from khet.rules.instruments import FILES, Answers, Content, Item, ItemKind, content_of
from khet.rules.tables import SHIPPED, Tables
from khet.web.office.instruments.words import plain, worked_out
from khet.web.parts.kinds import Named, Ref, named
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """An item and its answer in words; ``text`` is what the level means, ``files`` lead on."""

    item: Item
    answer: str
    text: str = ""
    files: tuple[Named, ...] = ()


@dataclass(frozen=True)
class Scored:
    """A score: what was got of what is possible, in percent, and the level that it means."""

    got: Decimal
    possible: Decimal
    percent: Decimal
    band: Band | None

    @property
    def told(self) -> tuple[str, str]:
        """What was got and what was possible, without zeros at the end."""
        return plain(self.got), plain(self.possible)


def scored(sheet: AnswerSheet, tables: Tables = SHIPPED) -> Scored | None:
    """The score of a sheet by the levels in force on its day; none where none is known."""
    if sheet.got is None or sheet.possible is None:
        return None
    return score_shown(sheet.got, sheet.possible, sheet.version.content["bands"], sheet.day, tables)


def score_shown(
    got: Decimal, possible: Decimal, scheme: str, day: date, tables: Tables = SHIPPED
) -> Scored:
    """A score as it is shown."""
    try:
        band = band_of(got, possible, scheme, day, tables)
    except LookupError:
        band = None
    return Scored(got, possible, percent_of(got, possible), band)


def sections_of(viewer: Viewer, sheet: AnswerSheet) -> list[tuple[str, list[Line]]]:
    """What a sheet says: each section's title with its lines; what wasn't asked is left out."""
    content, answers = content_of(sheet.version.content), answers_in(sheet)
    shown = {item.name for item in asked(content, answers)}
    files = named(viewer, list(_refs(content, answers)))
    values = calculated(content, answers)
    found = []
    for part in content.parts:
        items = [i for i in part.items if i.name in shown and i.kind != ItemKind.NOTE]
        lines = [_line(item, answers, values.get(item.name), files) for item in items]
        if lines:
            found.append((part.title, lines))
    return found


def _line(item: Item, answers: Answers, value: Any, files: dict[Ref, Named]) -> Line:
    if item.kind in FILES and item.name not in answers.skipped:
        keys = answers.values.get(item.name, ())
        known = [files.get(Ref("office.evidence", key)) for key in keys]
        seen = tuple(one for one in known if one is not None)
        told = _("%(n)s ไฟล์") % {"n": len(keys)} if keys and len(seen) < len(keys) else ""
        return Line(item, told, files=seen)
    if item.kind == ItemKind.CALCULATE:
        return Line(item, "" if value is None else worked_out(value))
    found = answers.values.get(item.name)
    level = found if item.kind == ItemKind.LEVEL and item.levels else None
    text = item.levels[level - 1] if level else ""
    return Line(item, answer_word(item, answers, found), text)


def answer_word(item: Item, answers: Answers, value: Any) -> str:
    """An answer in words; empty where there is none."""
    if item.name in answers.skipped:
        return _("ไม่เกี่ยวข้อง")
    if value is None:
        return ""
    if item.kind == ItemKind.YES_NO:
        return _("ใช่") if value else _("ไม่ใช่")
    if item.kind == ItemKind.DATE:
        return be_date(date.fromisoformat(value))
    labels = {choice.name: choice.label for choice in item.choices}
    if isinstance(value, list):
        return ", ".join(labels.get(str(one), str(one)) for one in value)
    said = str(value)
    return labels.get(said, said)


def _refs(content: Content, answers: Answers) -> Iterable[Ref]:
    for item in content.items:
        if item.kind in FILES:
            for key in answers.values.get(item.name, ()):
                yield Ref("office.evidence", key)
