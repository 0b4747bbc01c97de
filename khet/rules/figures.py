"""A figure: a number that can say what it is, how it came about and from which rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What is measured, stated once.

    Args:
        code: its name in addresses.
        name, unit, meaning: in Thai, as people read them.
        numerator, denominator: what is divided by what; empty where nothing is.
        source: where the definition comes from.
        grain: of what it is known: ``area``, ``network``, ``district``, ``school``, ``pupil``.
        owner: who answers for it.
        since: the day from which Khet has computed it as it is defined now.
        signed: whether its sign is always told.
    """

    code: str
    name: str
    unit: str
    meaning: str
    numerator: str = ""
    denominator: str = ""
    source: str
    grain: tuple[str, ...]
    owner: str
    since: date
    signed: bool = False


@dataclass(frozen=True)
class FigureRow:
    """One row that a figure came from: its values, as the columns say, and what they are of.

    A row is of a school (its code), of a subject, or of a school's subject; else the text is empty.
    """

    school: str
    values: tuple[Decimal | int | str | None, ...]
    subject: str = ""


@dataclass(frozen=True)
class FigureSource:
    """The file that the rows came from: who can be asked, and which version it is."""

    name: str
    version: int
    sha256: str
    imported_at: datetime
    imported_by: str


@dataclass(frozen=True)
class Figure:
    """A value with its trace. ``value`` is ``None`` where not known, and ``reason`` says why.

    Args:
        numerator, denominator: what was divided, where the measure is a ratio.
        missing: pupils without a score, by reason.
        parameters: what the computation was told, such as z and the base.
        steps: the computation with its numbers filled in, one line a step.
        columns: headings of the rows' values.
        version: key of the results that the figure was read from.
    """

    measure: Measure
    value: Decimal | int | None
    numerator: Decimal | int | None
    denominator: int | None
    missing: Mapping[str, int]
    parameters: Mapping[str, str]
    steps: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[FigureRow, ...]
    source: FigureSource
    version: str
    reason: str = ""
