"""The lower limit of a grade and subject (ขีดจำกัดล่าง): a confidence bound under the mean.

Source: the idea is that of the national quality assessment's third round; its published limits
reproduce with z = 2.58 to four decimals. This office takes its own pupils as the base.
"""

from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from khet.rules.rounding import Whole, half_up, half_up_decimal
from khet.rules.tables import SHIPPED, Tables

Z = Decimal(SHIPPED.of("limits", 2500)["z"])
SMALL: int = SHIPPED.of("limits", 2500)["small"]
"""What counts in an office's own edition that was made before it could say so."""

_EXACT = Context(prec=28)


@dataclass(frozen=True)
class Terms:
    """What an office decides about its results in a year.

    Args:
        z: standard errors that the limit lies below the mean.
        base: whose pupils make the limit, ``area`` or ``nation``.
        overall: a percent over all subjects, ``pooled`` or the ``mean`` of the subjects' percents.
        target: the mean that every subject is to reach, in whole marks.
        few: what rests on fewer pupils than this is told to the school and its supervisors only.
        small: what rests on fewer pupils than this is read with care.
    """

    z: Decimal
    base: str
    overall: str
    target: int
    few: int
    small: int


def terms(academic_year: int, tables: Tables = SHIPPED) -> Terms:
    """The terms of an academic year (BE).

    >>> terms(2556).z
    Decimal('2.58')
    """
    told = tables.of("limits", academic_year)
    return Terms(
        Decimal(told["z"]),
        told["base"],
        told["overall"],
        told["target"],
        told["few"],
        told.get("small", SMALL),
    )


@dataclass(frozen=True)
class LowerLimit:
    """What a base's scores come to. ``mean`` and ``sd`` have 4 decimals, ``limit`` 2.

    ``mean`` is not known without a score, ``sd`` and ``limit`` not below two.
    """

    n: int
    mean: Decimal | None
    sd: Decimal | None
    limit: Decimal | None


def lower_limit(n: int, total: int, squares: int, z: Decimal = Z) -> LowerLimit:
    """Mean, standard deviation (n − 1) and lower limit ``mean − z·√(variance/n)``.

    Args:
        n: number of pupils with a score.
        total: sum of their scores, in hundredths.
        squares: sum of the squares of their scores, in hundredths squared.
        z: how many standard errors below the mean.

    The limit is rounded half up to 2 decimals and never clipped, so it may be below 0.

    >>> lower_limit(2, 5000 + 5050, 5000**2 + 5050**2)
    LowerLimit(n=2, mean=Decimal('50.2500'), sd=Decimal('0.3536'), limit=Decimal('49.61'))
    """
    if n == 0:
        return LowerLimit(0, None, None, None)
    with localcontext(_EXACT):
        mean = Decimal(total) / 100 / n
        if n == 1:
            return LowerLimit(1, half_up_decimal(mean, 4), None, None)
        variance = Decimal(n * squares - total * total) / (n * (n - 1)) / 10_000
        limit = mean - z * (variance / n).sqrt()
        return LowerLimit(
            n,
            half_up_decimal(mean, 4),
            half_up_decimal(variance.sqrt(), 4),
            half_up_decimal(limit, 2),
        )


def percent_below(n_below: Whole, n: Whole) -> Whole:
    """Percent of pupils not above the limit, in hundredths, half up: 13999 of 20000 → 7000.

    >>> percent_below(13_999, 20_000)
    7000
    """
    return half_up(10_000 * n_below, n)
