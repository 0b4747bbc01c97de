"""The summary as a paper (DOCX, PDF) and as a sheet (XLSX)."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from khet.documents.paper import Block, Heading, Paper, Table, Text, Title
from khet.documents.sheets import Sheet, Value
from khet.documents.thai_docx import Columns
from khet.rules.calendar import thai_date
from khet.web.learning.visit_summary.columns import Column, Reckoned, Section
from khet.web.learning.visit_summary.forms import TOPIC, group_names
from khet.web.learning.visit_summary.table import Tables, aside

_WIDTH, _NAME = 16.0, 4.0
_NONE = "–"


def summary_paper(tables: Tables) -> Paper:
    """The summary as a paper, to be made with the page in Thai."""
    asked = tables.summary
    heads = [
        "สรุปผลการนิเทศ",
        str(asked.viewer.area.name),
        f"{asked.period} จำแนกตาม{group_names()[asked.by]}",
        f"ข้อมูล ณ วันที่ {thai_date(asked.viewer.today)}",
    ]
    tabled = [block for section in tables.sections for block in _blocks(tables, section)]
    notes = [Text(note) for note in notes_of(tables)]
    return Paper(f"สรุปผลการนิเทศ {asked.period}", [Title(heads), *tabled, *notes])


def summary_sheet(tables: Tables) -> Sheet:
    """The summary as one sheet; of a percent its numerator and denominator stand before it."""
    asked = tables.summary
    columns = [column for section in tables.sections for column in section.columns]
    *lines, (_whole, total) = tables.reckoned
    by = group_names()[asked.by]
    return Sheet(
        _("สรุปผลนิเทศ"),
        (f"{_('สรุปผลนิเทศ')} {asked.period}", str(asked.viewer.area.name)),
        [by, *(head for section in tables.sections for head in section.heads)],
        [[group.name, *_values(columns, one)] for group, one in lines],
        notes_of(tables),
        [_("รวม"), *_values(columns, total)],
    )


def notes_of(tables: Tables) -> list[str]:
    """What has to be known to read the figures."""
    asked = tables.summary
    told = [
        _("โรงเรียนคือโรงเรียนรัฐที่เปิดอยู่เมื่อสิ้นช่วงเวลา และโรงเรียนอื่นที่มีการนิเทศในช่วงนี้"),
        _("ขนาดโรงเรียนตามจำนวนนักเรียนปีการศึกษา %(year)s") % {"year": asked.register.size_year},
        _("– คือยังไม่มีข้อมูลให้คำนวณ เช่น ยังไม่มีการนิเทศที่แจ้งโรงเรียนแล้ว"),
    ]
    if asked.by == TOPIC:
        several = _("การนิเทศครั้งหนึ่งมีหลายเรื่องได้ จึงนับในทุกเรื่อง บรรทัดรวมนับการนิเทศและโรงเรียนครั้งเดียว")
        return [several, _("ข้อค้นพบนับตามเรื่องของข้อค้นพบนั้น"), *told]
    return told


def _blocks(tables: Tables, section: Section) -> Iterator[Block]:
    columns = section.columns
    width = (_WIDTH - _NAME) / len(columns)
    heads = [group_names()[tables.summary.by], *(column.head for column in columns)]
    *lines, (_whole, total) = tables.reckoned
    centred = frozenset(range(1, len(heads)))
    yield Heading(section.title)
    yield Table(
        Columns(heads, (_NAME, *(width for _one in columns)), centred),
        [
            [[name], *([_told(column, one)] for column in columns)]
            for name, one in [*((group.name, one) for group, one in lines), ("รวม", total)]
        ],
    )
    if section.note:
        yield Text(section.note)


def _told(column: Column, one: Reckoned) -> str:
    value = column.value(one)
    if value is None:
        return _NONE
    shown = f"{value:,}"
    beside = aside(column, one)
    return f"{shown} {beside}" if beside.startswith("(") else shown


def _values(columns: list[Column], one: Reckoned) -> list[Value]:
    values: list[Decimal | int | None] = [column.value(one) for column in columns]
    return [*values]
