"""The A/B/C scan: pupils grouped by their mean over the subjects they have a score in."""

from khet.rules.tables import SHIPPED, Tables

GROUPS = ("A", "B", "C")


def ability_group(mean: int, academic_year: int, tables: Tables = SHIPPED) -> str:
    """``A`` from 85.00, ``C`` up to 60.00, ``B`` between; the mean is in whole hundredths.

    Source: the dated table ``ability``; B takes the holes that the printed bands leave.

    >>> [ability_group(mean, 2556) for mean in (8500, 8499, 6001, 6000)]
    ['A', 'B', 'B', 'C']
    """
    bands = tables.of("ability", academic_year)
    if mean >= bands["a_from"]:
        return "A"
    return "C" if mean <= bands["c_up_to"] else "B"
