"""The colour board as a sheet: the same rows, with the base and the date written in it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Tinted, Value
from khet.web.learning.board import FIVE, OWN_CUTS, Board
from khet.web.learning.board_page import BoardPage
from khet.web.learning.linked import Cell
from khet.web.learning.sheets import SchoolCells, lines_of, school_columns, told
from khet.web.learning.small import small_words
from khet.web.learning.study import Study
from khet.web.learning.words import sitting_title
from khet.web.parts.tags import words

_TINTS = {
    "blue": "#dfeafa",
    "green": "#def2e1",
    "yellow": "#fdf1c4",
    "orange": "#ffe3cb",
    "red": "#fbdcdc",
    "black": "#e3e2e6",
}


def board_sheet(page: BoardPage) -> Sheet:
    """The board as it is seen; a percent is a number, its colour a word in the column beside."""
    board, study, named = page.board, page.study, SchoolCells(page.study)
    sitting = study.sitting
    return Sheet(
        f"{sitting.test} {sitting.grade} {sitting.academic_year}",
        [*_heading(study, board), *lines_of(page, len(board.rows))],
        [*school_columns(), _("ผู้มีคะแนน (คน)"), *_columns(board), _("หมายเหตุ")],
        [
            [*named.of(row.school), told(row.scored), *_pairs(row.cells), small_words(row.small)]
            for row in board.rows
        ],
        _notes(board),
        total=[*named.whole, board.area_scored.value, *_pairs(board.area), None],
        frozen=2,
    )


def _heading(study: Study, board: Board) -> list[str]:
    base = _("ฐานคำนวณ: นักเรียนทั้งเขต %(area)s %(n)s คน; z = %(z)s")
    area, n = study.viewer.area, f"{board.area_scored.value:,}"
    return [
        _("ลำดับในเขต") if board.by_rank else _("ร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง"),
        f"{sitting_title(study.sitting)} {area}",
        base % {"area": area, "n": n, "z": study.traced.parameters.z},
    ]


def _columns(board: Board) -> list[str]:
    pairs = ((column.name, f"{column.short}: {_('สี')}") for column in board.columns)
    return [name for pair in pairs for name in pair]


def _pairs(cells: Iterable[Cell]) -> list[Value | Tinted]:
    return [value for cell in cells for value in _pair(cell)]


def _pair(cell: Cell) -> list[Value | Tinted]:
    if cell.band is None:
        return [told(cell.percent), None]
    other = f" / {words(cell.other.th)}" if cell.other else ""
    return [Tinted(cell.percent.value, _TINTS[cell.band.key]), words(cell.band.th) + other]


def _notes(board: Board) -> list[str]:
    four = [f"{words(band.th)} {words(band.meaning_th)}" for band in board.bands]
    five = [
        f"{words(band.th)} {band.low / 100:.2f}–{band.high / 100:.2f} {words(band.meaning_th)}"
        for band in board.bands
    ]
    told = [] if board.scheme == FIVE else [words(OWN_CUTS)]
    return [_("ช่องว่าง: ไม่มีข้อมูล"), *(four if board.by_rank else five), *told]
