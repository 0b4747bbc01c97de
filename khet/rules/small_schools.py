"""Bands by which offices count their small schools."""

from khet.rules.tables import SHIPPED, Tables


def small_bands(academic_year: int, tables: Tables = SHIPPED) -> list[tuple[int, int]]:
    """The bands of small schools in an academic year (BE), each from–to pupils inclusive.

    The last ends before the number of pupils from which a school is of the next size class.

    >>> small_bands(2556)
    [(1, 20), (21, 40), (41, 60), (61, 80), (81, 100), (101, 119)]
    """
    next_class = tables.of("sizes", academic_year)["size"][1]["from"]
    begins = tables.of("small_schools", academic_year)["from"]
    within = [low for low in begins if low < next_class]
    ends = [low - 1 for low in [*within[1:], next_class]]
    return list(zip(within, ends, strict=True))
