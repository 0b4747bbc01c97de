"""School size classes by number of pupils."""

from khet.rules.tables import dated_table


def size_labels(academic_year: int) -> dict[str, str]:
    """Thai names of the size classes of an academic year (BE) by key, smallest first."""
    return {row["key"]: row["th"] for row in dated_table("sizes", academic_year)["size"]}


def size_class(pupils: int, academic_year: int) -> str | None:
    """The size class of a school with that many pupils; ``None`` for a school without pupils.

    >>> size_class(119, 2556), size_class(120, 2556), size_class(300, 2556), size_class(0, 2556)
    ('small', 'medium', 'large', None)
    """
    reached = [r["key"] for r in dated_table("sizes", academic_year)["size"] if pupils >= r["from"]]
    return reached[-1] if reached else None
