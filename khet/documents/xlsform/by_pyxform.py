"""What pyxform says of a form: what it refuses, no tool that reads XLSForm takes."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from khet.documents.xlsform.columns import Line
from khet.documents.xlsform.items import expression
from khet.documents.xlsform.remarks import Remarks
from khet.documents.xlsform.types import LEFT_OUT, plain_type, said_by

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_AS_THEY_ARE = ("name", "label", "hint", "required", "constraint_message")
_EXPRESSIONS = ("relevant", "constraint", "calculation")


def say_refusal(asked: Iterable[Line], listed: Iterable[Line], remarks: Remarks) -> None:
    """Tell what pyxform refuses of rows that were read, in its own words."""
    survey = _rows([line for line in asked if said_by(line["type"]).word != LEFT_OUT])
    choices = [dict(line.values) for line in listed]
    try:
        convert({"survey": survey, "choices": choices})
    except PyXFormError as refused:
        told = str(refused)
        row = _ROW.search(told)
        words = _("pyxform ไม่รับแบบนี้: %(told)s") % {"told": _ROW.sub("", told)}
        remarks.fault("survey", int(row[1]) if row else 0, "", words)


def _rows(lines: list[Line]) -> list[dict[str, str]]:
    """Rows as pyxform takes them, at their places, from row 2 on."""
    by_number = {line.number: _row(line) for line in lines}
    return [by_number.get(number, {}) for number in range(2, max(by_number, default=1) + 1)]


def _row(line: Line) -> dict[str, str]:
    told = {"type": plain_type(line["type"])}
    told |= {column: line[column] for column in _AS_THEY_ARE}
    told |= {column: expression(line[column]) for column in _EXPRESSIONS}
    return {column: text for column, text in told.items() if text}
