"""What an analysis may be asked to do differently."""

from dataclasses import dataclass
from decimal import Decimal

from khet.rules.limits import Z

BASES = ("area", "nation")
SCHEMES = ("five", "four")
OVERALLS = ("pooled", "mean")


@dataclass(frozen=True)
class Parameters:
    """How limits and colours are made.

    Args:
        z: standard errors below the mean.
        base: whose pupils make the limit, the area's or the nation's.
        scheme: five colours by percent not above the limit, or four by rank.
        overall: a school's percent over all subjects, pooled or the mean of its percents.
    """

    z: Decimal = Z
    base: str = "area"
    scheme: str = "five"
    overall: str = "pooled"
