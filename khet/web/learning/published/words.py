"""What the matters that others tell of are called, and what each is for."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from khet.records.learning.models import Published
from khet.rules.colours import colour_words
from khet.rules.published import COLOUR, LIMIT, NATIONAL_MEAN, OBEC_MEAN, PERCENT, PROVINCE_MEAN
from khet.rules.tables import SHIPPED, Tables
from khet.web.learning.words import subject_name
from khet.web.parts.tags import marks


class Word(NamedTuple):
    """A colour as a badge shows it."""

    key: str
    th: str


def what_names() -> dict[str, str]:
    """The matters in the order of the page: those of the area, then that of schools."""
    return {
        LIMIT: _("ขีดจำกัดล่าง"),
        COLOUR: _("สีของเขต"),
        NATIONAL_MEAN: _("ค่าเฉลี่ยระดับประเทศ"),
        OBEC_MEAN: _("ค่าเฉลี่ย สพฐ."),
        PROVINCE_MEAN: _("ค่าเฉลี่ยจังหวัด"),
        PERCENT: _("ร้อยละไม่ผ่าน"),
    }


def what_lead(what: str) -> str:
    """What a matter is, in a sentence."""
    return {
        LIMIT: _("ขีดจำกัดล่างที่หน่วยงานอื่นประกาศ ของแต่ละวิชา"),
        PERCENT: _("ร้อยละของนักเรียนที่ไม่ผ่าน ของแต่ละโรงเรียน ใช้เมื่อไม่มีคะแนนรายคนของการสอบนี้"),
        COLOUR: _("สีที่เขตได้รับแจ้งในแต่ละวิชา ไม่ได้คำนวณจากเกณฑ์ของโรงเรียน"),
        NATIONAL_MEAN: _("ค่าเฉลี่ยของทั้งประเทศ ไว้เทียบกับค่าเฉลี่ยของเขต"),
        OBEC_MEAN: _("ค่าเฉลี่ยของโรงเรียนในสังกัด สพฐ. ไว้เทียบกับค่าเฉลี่ยของเขต"),
        PROVINCE_MEAN: _("ค่าเฉลี่ยของทั้งจังหวัด ไว้เทียบกับค่าเฉลี่ยของเขต"),
    }[what]


def colour_of(row: Published, tables: Tables = SHIPPED) -> Word | None:
    """The colour that was told, with its word."""
    words = colour_words(row.sitting.academic_year, tables)
    return Word(row.colour, words.get(row.colour, row.colour)) if row.colour else None


def told_title(row: Published) -> str:
    """What was told, of which subject and school."""
    parts = [what_names()[row.what], subject_name(row.subject), str(row.school or "")]
    return " ".join(filter(None, parts))


def told_value(row: Published, tables: Tables = SHIPPED) -> str:
    """What was told, as text."""
    colour = colour_of(row, tables)
    return _(colour.th) if colour else str(marks(row.value))


def colour_choices(year: int, tables: Tables = SHIPPED) -> list[tuple[str, str]]:
    """The colours to choose from."""
    return [("", _("ไม่ใช่สี")), *((key, _(th)) for key, th in colour_words(year, tables).items())]
