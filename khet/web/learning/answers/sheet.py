"""The schools that answer as a sheet: a row for each school and subject asked for."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from khet.documents.sheets import Sheet, Value
from khet.web.learning.answers.list_page import AnswersPage, Row
from khet.web.learning.sheets import SchoolCells, lines_of, school_columns
from khet.web.learning.words import subject_name
from khet.web.parts.tags import be_date, few_words, words


def answers_sheet(page: AnswersPage) -> Sheet:
    """Who answered what, and who has not, of the schools as they are seen."""
    study = page.study
    due = page.held.file.answers_due
    by = [_("ให้โรงเรียนตอบภายในวันที่ %(day)s") % {"day": be_date(due)}] if due else []
    return Sheet(
        f"{study.sitting.test} {study.sitting.grade} {study.year}",
        [
            f"{_('คำตอบของโรงเรียน')} {page.name} {study.viewer.area}",
            *lines_of(page, len(page.rows)),
            *by,
        ],
        [*school_columns(), *_columns()],
        [cells for row in page.rows for cells in _rows(page, row)],
        [_("ช่องว่าง: ไม่มีข้อมูล")],
        frozen=2,
    )


def _columns() -> list[str]:
    return [
        *(_("วิชา"), _("คะแนนเฉลี่ย"), _("ร้อยละไม่ผ่าน"), _("5 สี"), _("สาเหตุด้านนักเรียน")),
        *(_("สาเหตุด้านครู"), _("สิ่งที่จะดำเนินการ"), _("ค่าเป้าหมาย"), _("เกินกำหนด (วัน)")),
    ]


def _rows(page: AnswersPage, row: Row) -> Iterator[list[Value]]:
    study, named = page.study, SchoolCells(page.study)
    if row.few:
        yield [*named.of(row.school), few_words(row.few), *[None] * 7, row.duty.late or None]
    for subject in row.asked:
        found, answer = study.row(subject, row.school.code), row.answers.get(subject)
        cell = study.cell(subject, row.school.code)
        told: list[Value] = [None] * 4
        if answer:
            told = [answer.pupils_causes, answer.teachers_causes, answer.plan, answer.target]
        yield [
            *named.of(row.school),
            subject_name(subject),
            found.mean if found else None,
            cell.percent.value,
            words(cell.band.th) if cell.band else None,
            *told,
            row.duty.late or None,
        ]
