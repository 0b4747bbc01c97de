"""What was measured, each figure beside its budget."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Measured:
    """One figure: what it is of, its value and unit, and the most it may be, if anything."""

    part: str
    what: str
    value: float
    unit: str
    budget: float | None = None

    @property
    def verdict(self) -> str:
        """``ok``, ``over``, or empty where there is no budget."""
        if self.budget is None:
            return ""
        return "ok" if self.value <= self.budget else "over"

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "verdict": self.verdict}


def line(figure: Measured) -> str:
    """A figure as a line of the table."""
    budget = "" if figure.budget is None else f"≤ {_number(figure.budget)}"
    cells = f"{figure.part:<7}{figure.what:<72}{_number(figure.value):>9} {figure.unit:<4}"
    return f"{cells}{budget:>9}  {figure.verdict}".rstrip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 or value == int(value) else f"{value:.3g}"
