"""The bands of A, B and C in words, with their source."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from khet.rules.tables import Tables
from khet.web.learning.words import group_name
from khet.web.parts.tags import percent

_TABLE = "ability"


@dataclass(frozen=True)
class Bands:
    """Each group's name with the means that it takes; ``own`` is the year of an office's edition.

    Otherwise ``source`` says where the bands are from and what became of their holes.
    """

    lines: tuple[tuple[str, str], ...]
    source: str
    own: int | None


def bands(academic_year: int, tables: Tables) -> Bands:
    """The bands in force in a year (BE)."""
    table = tables.of(_TABLE, academic_year)
    thai = get_language() == "th"
    begun, is_own = tables.begins(_TABLE, academic_year)
    ends = {"a": percent(table["a_from"]), "c": percent(table["c_up_to"])}
    lines = (
        (group_name("A"), _("ตั้งแต่ %(a)s") % ends),
        (group_name("B"), _("มากกว่า %(c)s แต่ไม่ถึง %(a)s") % ends),
        (group_name("C"), _("ไม่เกิน %(c)s") % ends),
    )
    source = "" if is_own else str(table["source_th" if thai else "source"])
    return Bands(lines, source, begun if is_own else None)
