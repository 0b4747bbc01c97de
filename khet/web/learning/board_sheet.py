"""The colour board as a sheet: the same rows, with the base and the date written in it."""

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.figures.traced import Traced
from khet.records.learning.models import Sitting
from khet.records.registry.models import Unit
from khet.web.learning.board import Board, Cell
from khet.web.learning.words import sitting_title
from khet.web.parts.tags import be_date, words


def board_sheet(area: Unit, traced: Traced, sitting: Sitting, board: Board) -> Sheet:
    """The sheet of a board; a percent is a number, its colour a word in the column beside."""
    return Sheet(
        f"{sitting.test} {sitting.grade} {sitting.academic_year}",
        _heading(area, traced, sitting, board),
        _columns(board),
        [*(_row(row.school, row.scored.value, row.cells) for row in board.rows), _area(board)],
        _notes(board),
    )


def _heading(area: Unit, traced: Traced, sitting: Sitting, board: Board) -> list[str]:
    base = _("ฐานคำนวณ: นักเรียนทั้งเขต %(area)s %(n)s คน; z = %(z)s")
    shown = _("แสดง %(shown)s จาก %(of)s โรงเรียน")
    source = _("ข้อมูล ณ %(date)s จากไฟล์ %(file)s ฉบับที่ %(version)s")
    kept = traced.source
    n = f"{board.area_scored.value:,}"
    return [
        _("ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง"),
        f"{sitting_title(sitting)} {area}",
        base % {"area": area, "n": n, "z": traced.parameters.z},
        shown % {"shown": len(board.rows), "of": board.of},
        source % {"date": be_date(kept.imported_at), "file": kept.name, "version": kept.version},
    ]


def _columns(board: Board) -> list[str]:
    fixed = [_("รหัสโรงเรียน"), _("โรงเรียน"), _("อำเภอ"), _("เครือข่าย"), _("ผู้มีคะแนน (คน)")]
    pairs = ((column.name, _("สี")) for column in board.columns)
    return [*fixed, *(name for pair in pairs for name in pair)]


def _row(school: object, scored: Value, cells: tuple[Cell, ...]) -> list[Value]:
    named = [getattr(school, name) for name in ("code", "name", "district", "network")]
    return [*named, scored, *_values(cells)]


def _area(board: Board) -> list[Value]:
    return [None, _("ทั้งเขต"), None, None, board.area_scored.value, *_values(board.area)]


def _values(cells: tuple[Cell, ...]) -> list[Value]:
    return [value for cell in cells for value in (cell.percent.value, _colour(cell))]


def _colour(cell: Cell) -> str | None:
    return words(cell.band.th) if cell.band else None


def _notes(board: Board) -> list[str]:
    bands = (
        f"{words(band.th)} {band.low / 100:.2f}–{band.high / 100:.2f} {words(band.meaning_th)}"
        for band in board.bands
    )
    return [_("ช่องว่าง: ไม่มีข้อมูล"), *bands]
