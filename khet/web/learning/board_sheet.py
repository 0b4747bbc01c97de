"""The colour board as a sheet: the same rows, with the base and the date written in it."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Tinted, Value
from khet.figures.traced import Traced
from khet.records.learning.models import Sitting
from khet.records.registry.models import Unit
from khet.web.learning.board import FIVE, OWN_CUTS, Board, Row
from khet.web.learning.linked import Cell
from khet.web.learning.words import sitting_title
from khet.web.parts.tags import be_date, words

_TINTS = {
    "blue": "#dfeafa",
    "green": "#def2e1",
    "yellow": "#fdf1c4",
    "orange": "#ffe3cb",
    "red": "#fbdcdc",
    "black": "#e3e2e6",
}


def board_sheet(
    area: Unit,
    traced: Traced,
    sitting: Sitting,
    board: Board,
    filters: list[str],
    sizes: dict[str, str],
) -> Sheet:
    """The sheet of a board; a percent is a number, its colour a word in the column beside.

    ``filters`` are those that were applied, in words, ``sizes`` the names of the size classes.
    """
    return Sheet(
        f"{sitting.test} {sitting.grade} {sitting.academic_year}",
        [*_heading(area, traced, sitting, board), _applied(filters)],
        _columns(board),
        [_row(row, sizes) for row in board.rows],
        _notes(board),
        total=_area(board),
        frozen=2,
    )


def _heading(area: Unit, traced: Traced, sitting: Sitting, board: Board) -> list[str]:
    base = _("ฐานคำนวณ: นักเรียนทั้งเขต %(area)s %(n)s คน; z = %(z)s")
    shown = _("แสดง %(shown)s จาก %(of)s โรงเรียน")
    source = _("ข้อมูล ณ %(date)s จากไฟล์ %(file)s ฉบับที่ %(version)s")
    kept = traced.source
    n = f"{board.area_scored.value:,}"
    return [
        _("ลำดับในเขต") if board.by_rank else _("ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง"),
        f"{sitting_title(sitting)} {area}",
        base % {"area": area, "n": n, "z": traced.parameters.z},
        shown % {"shown": len(board.rows), "of": board.of},
        source % {"date": be_date(kept.imported_at), "file": kept.name, "version": kept.version},
    ]


def _applied(filters: list[str]) -> str:
    return _("ตัวกรองที่ใช้: %(filters)s") % {"filters": " · ".join(filters) or _("ไม่มี")}


def _columns(board: Board) -> list[str]:
    named = [_("รหัสโรงเรียน"), _("โรงเรียน"), _("อำเภอ"), _("เครือข่าย"), _("ขนาดโรงเรียน")]
    pairs = ((column.name, f"{column.short}: {_('สี')}") for column in board.columns)
    return [*named, _("ผู้มีคะแนน (คน)"), *(name for pair in pairs for name in pair)]


def _row(row: Row, sizes: dict[str, str]) -> list[Value | Tinted]:
    school = row.school
    size = words(sizes[school.size]) if school.size else None
    named = [school.code, school.name, school.district, school.network, size, row.scored.value]
    return [*named, *(value for cell in row.cells for value in _pair(cell))]


def _pair(cell: Cell) -> list[Value | Tinted]:
    if cell.band is None:
        return [cell.percent.value, None]
    other = f" / {words(cell.other.th)}" if cell.other else ""
    return [Tinted(cell.percent.value, _TINTS[cell.band.key]), words(cell.band.th) + other]


def _area(board: Board) -> list[Value]:
    percents = (value for cell in board.area for value in (cell.percent.value, None))
    return [None, _("ทั้งเขต"), None, None, None, board.area_scored.value, *percents]


def _notes(board: Board) -> list[str]:
    four = [f"{words(band.th)} {words(band.meaning_th)}" for band in board.bands]
    five = [
        f"{words(band.th)} {band.low / 100:.2f}–{band.high / 100:.2f} {words(band.meaning_th)}"
        for band in board.bands
    ]
    told = [] if board.scheme == FIVE else [words(OWN_CUTS)]
    return [_("ช่องว่าง: ไม่มีข้อมูล"), *(four if board.by_rank else five), *told]
