"""The letters' table as a sheet: a row for each school and subject."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from khet.documents.result_letters import Letter, Line, Sent
from khet.documents.sheets import Sheet, Value
from khet.web.learning.letters.told import Letters
from khet.web.learning.sheets import source_lines
from khet.web.learning.words import sitting_title
from khet.web.parts.tags import be_date, few_words, words


def letters_sheet(letters: Letters, sent: Sent) -> Sheet:
    """What each school is told, and which subjects it answers for until when."""
    sitting = letters.file.sitting
    by = _("ให้ตอบภายในวันที่ %(day)s") % {"day": be_date(sent.by)}
    return Sheet(
        f"{sitting.test} {sitting.grade} {sitting.academic_year}",
        [
            f"{_('หนังสือแจ้งผล')} {sitting_title(sitting)} {letters.study.viewer.area}",
            *source_lines(letters.file),
        ],
        _columns(),
        [row for s in letters.schools for row in _rows(s.code, letters.of(s), by)],
        [_("ช่องว่าง: ไม่มีข้อมูล")],
        frozen=3,
    )


def _columns() -> list[str]:
    return [
        *(_("รหัสโรงเรียน"), _("โรงเรียน"), _("วิชา"), _("ผู้มีคะแนน (คน)"), _("คะแนนเฉลี่ย")),
        *(_("คะแนนเฉลี่ยของเขต"), _("ต่างจากเขต"), _("เปลี่ยนจากปีก่อน"), _("ร้อยละไม่ผ่าน")),
        *(_("5 สี"), _("สิ่งที่ขอให้ทำ"), _("หมายเหตุ")),
    ]


def _rows(code: str, letter: Letter, by: str) -> Iterator[list[Value]]:
    few = _("นักเรียนน้อย อ่านด้วยความระวัง") if letter.few else None
    few = f"{few} · {letter.pooled}" if few and letter.pooled else few
    for line in (*letter.lines, letter.whole):
        asked = by if line.name in letter.asked else None
        yield [code, letter.school, line.name, *_values(line), asked, few]


def _values(line: Line) -> list[Value]:
    colour = words(line.colour[1]) if line.colour else None
    n = few_words(line.few) if line.few else line.n
    return [n, line.mean, line.area, line.gap, line.change, line.percent, colour]
