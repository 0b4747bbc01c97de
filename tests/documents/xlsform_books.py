"""Workbooks as offices bring them, made cell by cell."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from khet.documents.xlsform.reading import ReadForm, read
from khet.documents.xlsform.remarks import RefusedWorkbookError, Remark

SCHEMES = ("five",)
Rows = Iterable[Sequence[Any]]


def book(survey: Rows, choices: Rows = (), settings: Rows = (), **others: Rows) -> Workbook:
    """A workbook of those sheets; one without rows isn't there."""
    made = Workbook()
    made.remove(made.active)
    sheets = {"survey": survey, "choices": choices, "settings": settings, **others}
    for name, rows in sheets.items():
        lines = list(rows)
        if lines:
            sheet = made.create_sheet(name)
            for line in lines:
                sheet.append(list(line))
    return made


def saved(made: Workbook) -> bytes:
    """The file."""
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def taken(*sheets: Rows, **others: Rows) -> ReadForm:
    """What is read of a workbook of those sheets."""
    return read(saved(book(*sheets, **others)), SCHEMES)


def faults(*sheets: Rows, **others: Rows) -> list[Remark]:
    """What is wrong with a workbook of those sheets; it must be refused."""
    return faults_of(saved(book(*sheets, **others)))


def faults_of(data: bytes) -> list[Remark]:
    """What is wrong with a file; it must be refused."""
    with pytest.raises(RefusedWorkbookError) as refused:
        read(data, SCHEMES)
    assert refused.value.faults
    return refused.value.faults


def survey(*rows: Sequence[Any], head: Sequence[str] = ("type", "name", "label")) -> Rows:
    """The sheet ``survey`` with those columns."""
    return [head, *rows]
