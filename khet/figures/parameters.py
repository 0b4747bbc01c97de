"""What an analysis may be asked to do differently."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

from khet.rules.limits import Z, terms
from khet.rules.published import LIMIT, PERCENT
from khet.rules.statuses import ALL
from khet.rules.tables import SHIPPED, OwnEdition, Tables

TABLES = ("ability", "colours", "tests")
"""The dated tables that results are made by, beside the limits, which are parameters themselves."""

BASES = ("area", "nation")
SCHEMES = ("five", "four")
OVERALLS = ("pooled", "mean")


@dataclass(frozen=True)
class Told:
    """A limit, or a school's percent, that somebody else published: in hundredths, with source."""

    what: str
    subject: str
    value: int
    source: str
    school: str = ""


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
        told: what was published elsewhere and counts here.
        few: of fewer pupils than this, nothing that tells single scores is shown.
        small: of fewer pupils than this, figures are read with care.
        pupils: whose scores count, of all or of all but the special ones.
    """

    z: Decimal = Z
    base: str = "area"
    scheme: str = "five"
    overall: str = "pooled"
    tables: Tables = SHIPPED
    target: int = 50
    told: tuple[Told, ...] = ()
    few: int = 5
    small: int = 10
    pupils: str = ALL

    def told_limit(self, subject: str) -> Told | None:
        """The published limit of a subject, which counts in place of the computed one."""
        return next((t for t in self.told if (t.what, t.subject) == (LIMIT, subject)), None)

    def told_percents(self) -> dict[tuple[str, str], Told]:
        """Published percents by school and subject; they count where no scores are known."""
        return {(t.school, t.subject): t for t in self.told if t.what == PERCENT}


def parameters_of(academic_year: int, tables: Tables, told: tuple[Told, ...] = ()) -> Parameters:
    """The parameters of a year (BE), with no more of the office's tables than count in it."""
    terms_of_year = terms(academic_year, tables)
    return Parameters(
        z=terms_of_year.z,
        base=terms_of_year.base,
        overall=terms_of_year.overall,
        tables=tables.only(TABLES, academic_year),
        target=terms_of_year.target,
        told=told,
        few=terms_of_year.few,
        small=terms_of_year.small,
    )


def frozen(parameters: Parameters) -> dict[str, Any]:
    """Parameters as plain values to be kept; numbers with decimals as text, so exact."""
    plain = {field.name: getattr(parameters, field.name) for field in fields(parameters)}
    told = [asdict(one) for one in parameters.told]
    own = [asdict(edition) for edition in parameters.tables.own]
    return plain | {"z": str(parameters.z), "tables": own, "told": told}


def thawed(kept: Mapping[str, Any]) -> Parameters:
    """The parameters that were frozen; what was not known then has its default."""
    own = tuple(OwnEdition(**edition) for edition in kept["tables"])
    told = tuple(Told(**one) for one in kept["told"])
    return Parameters(
        **{**kept, "z": Decimal(kept["z"]), "tables": Tables(own), "told": told},
    )
