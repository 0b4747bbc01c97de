"""What an analysis may be asked to do differently."""

from dataclasses import dataclass
from decimal import Decimal

from khet.rules.limits import Z, terms
from khet.rules.tables import SHIPPED, Tables

BASES = ("area", "nation")
SCHEMES = ("five", "four")
OVERALLS = ("pooled", "mean")


@dataclass(frozen=True)
class Parameters:
    """How limits and colours are made, and what means are held against.

    Args:
        z: standard errors below the mean.
        base: whose pupils make the limit, the area's or the nation's.
        scheme: five colours by percent not above the limit, or four by rank.
        overall: a school's percent over all subjects, pooled or the mean of its percents.
        tables: the dated tables that tests and colours are read from.
        target: the mean that every subject is to reach, in whole marks.
    """

    z: Decimal = Z
    base: str = "area"
    scheme: str = "five"
    overall: str = "pooled"
    tables: Tables = SHIPPED
    target: int = 50


def parameters_of(academic_year: int, tables: Tables) -> Parameters:
    """The parameters of a year (BE), with no more of the office's tables than count in it."""
    told = terms(academic_year, tables)
    return Parameters(
        z=told.z,
        base=told.base,
        overall=told.overall,
        tables=tables.only(("colours", "tests"), academic_year),
        target=told.target,
    )
