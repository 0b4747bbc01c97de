"""Targets of the demonstration: five marks more for weak schools with many pupils.

Invented; no document prints a target of a single school.
"""

from decimal import Decimal

from khet.figures.results import Results
from khet.rules.rounding import half_up_decimal

SUBJECTS = ("thai", "mathematics", "english")
_SCHOOLS, _MORE = 10, Decimal(5)


def demo_targets(results: Results, subject: str, goal: int) -> dict[str, Decimal]:
    """The targets of a subject by school: of those below ``goal`` the ones with most pupils."""
    weak = {
        code: row
        for code, row in results.of_subject(subject).items()
        if row.mean and row.mean < goal
    }
    most = sorted(weak, key=lambda code: (-(weak[code].n or 0), code))[:_SCHOOLS]
    return {code: half_up_decimal(weak[code].mean or Decimal(0), 2) + _MORE for code in most}
