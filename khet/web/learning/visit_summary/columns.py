"""The columns of the summary in their tables: what each shows, and the list that it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khet.rules.visit_summary import LEVELS, Line, Scores
from khet.web.learning.visits.words import level_name

Value = Decimal | int | None


@dataclass(frozen=True)
class Reckoned:
    """A line with what the sheets of an instrument come to, where one is chosen."""

    line: Line
    scores: Scores | None = None


@dataclass(frozen=True)
class Column:
    """A column; ``opens`` names the list of the rows that it counts.

    ``of`` gives numerator and denominator of a percent.
    """

    head: str
    opens: str
    value: Callable[[Reckoned], Value]
    of: Callable[[Reckoned], tuple[int, int]] | None = None


@dataclass(frozen=True)
class Section:
    """A table: its title, its columns, and a sentence on how to read it.

    ``about`` is what its columns are about, where they stand beside those of other tables.
    """

    title: str
    columns: tuple[Column, ...]
    note: str = ""
    about: str = ""

    @property
    def heads(self) -> list[str]:
        """The columns as they are named where the title isn't above them."""
        before = f"{self.about}: " if self.about else ""
        return [f"{before}{column.head}" for column in self.columns]


def sections() -> list[Section]:
    """The tables about visits."""
    return [_visits(), _answers(), _findings(), _levels()]


def instrument_section(title: str, names: dict[int, str]) -> Section:
    """The table about the sheets of an instrument; ``names`` are its levels by number."""
    levels = [
        Column(name, f"sheets{level}", _sheets_of(level))
        for level, name in sorted(names.items(), reverse=True)
    ]
    head = [
        Column(_("แบบที่ตอบ"), "sheets", lambda r: _scores(r).n),
        Column(_("ยังไม่มีคะแนน"), "unscored", lambda r: _scores(r).n - _scores(r).scored),
        Column(_("ร้อยละเฉลี่ย"), "scored", lambda r: _scores(r).mean),
    ]
    note = _("ร้อยละเฉลี่ยคือค่าเฉลี่ยของร้อยละของแต่ละแบบที่มีคะแนน")
    return Section(title, (*head, *levels), note, title)


def _scores(reckoned: Reckoned) -> Scores:
    return reckoned.scores or Scores(0, 0, None, (0,) * len(LEVELS))


def _sheets_of(level: int) -> Callable[[Reckoned], Value]:
    return lambda r: _scores(r).levels[LEVELS.index(level)]


def _share(level: int) -> Callable[[Reckoned], tuple[int, int]]:
    return lambda r: (r.line.tally.of_level(level), r.line.rated)


def _tally(name: str) -> Callable[[Reckoned], Value]:
    return lambda r: getattr(r.line.tally, name)


def _visits() -> Section:
    return Section(
        _("การออกนิเทศ"),
        (
            Column(_("โรงเรียน"), "schools", lambda r: r.line.schools),
            Column(_("โรงเรียนที่ได้รับการนิเทศ"), "visited", lambda r: r.line.visited),
            Column(
                _("ร้อยละของโรงเรียน"),
                "visited",
                lambda r: r.line.visited_percent,
                lambda r: (r.line.visited, r.line.schools),
            ),
            Column(_("ยังไม่ได้รับการนิเทศ"), "unvisited", lambda r: r.line.schools - r.line.visited),
            Column(_("ออกนิเทศ (ครั้ง)"), "made", _tally("made")),
            Column(_("อยู่ในแผน (ครั้ง)"), "planned", _tally("planned")),
            Column(_("ถึงกำหนดแล้วยังไม่ออก"), "missed", _tally("missed")),
        ),
        _("ออกนิเทศนับตามวันที่ออก อยู่ในแผนนับตามเดือนที่วางแผน จึงไม่จำเป็นต้องเท่ากัน"),
    )


def _answers() -> Section:
    return Section(
        _("การแจ้งและการตอบของโรงเรียน"),
        (
            Column(_("แจ้งโรงเรียนแล้ว"), "told", _tally("told")),
            Column(_("โรงเรียนตอบแล้ว"), "answered", _tally("answered")),
            Column(
                _("ร้อยละที่ตอบ"),
                "answered",
                lambda r: r.line.answered_percent,
                lambda r: (r.line.tally.answered, r.line.tally.told),
            ),
            Column(_("เฉลี่ยวันจากนิเทศถึงแจ้ง"), "told", lambda r: r.line.mean_telling),
            Column(_("เฉลี่ยวันจากนิเทศถึงตอบ"), "answered", lambda r: r.line.mean_answering),
        ),
        _("ร้อยละที่ตอบคิดจากการนิเทศที่แจ้งโรงเรียนแล้ว"),
    )


def _findings() -> Section:
    return Section(
        _("ข้อค้นพบ"),
        (
            Column(_("ข้อค้นพบทั้งหมด"), "findings", _tally("findings")),
            Column(_("ยังไม่แจ้งโรงเรียน"), "untold", _tally("untold")),
            Column(_("ยังไม่ปิด"), "open", _tally("open")),
            Column(_("ในจำนวนนั้นเกินกำหนด"), "late", _tally("late")),
            Column(_("ปิดแล้ว"), "closed", _tally("closed")),
        ),
        _("ข้อค้นพบทั้งหมด = ยังไม่แจ้ง + ยังไม่ปิด + ปิดแล้ว ข้อที่ยกเว้นให้นับว่าปิดแล้ว"),
    )


def _levels() -> Section:
    counted = [
        Column(
            level_name(level),
            f"level{level}",
            _tally(f"level{level}"),
            _share(level),
        )
        for level in LEVELS
    ]
    unrated = Column(_("ไม่ได้ให้ระดับ"), "unrated", _tally("unrated"))
    note = _("ในวงเล็บคือร้อยละของการนิเทศที่ให้ระดับ")
    return Section(_("ระดับที่ได้จากการนิเทศ (ครั้ง)"), (*counted, unrated), note)
