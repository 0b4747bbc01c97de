"""School size classes by number of pupils."""

from khet.rules.tables import SHIPPED, Tables


def size_labels(academic_year: int, tables: Tables = SHIPPED) -> dict[str, str]:
    """Thai names of the size classes of an academic year (BE) by key, smallest first."""
    return {row["key"]: row["th"] for row in tables.of("sizes", academic_year)["size"]}


def size_class(pupils: int, academic_year: int, tables: Tables = SHIPPED) -> str | None:
    """The size class of a school with that many pupils; ``None`` for a school without pupils.

    >>> size_class(119, 2556), size_class(120, 2556), size_class(300, 2556), size_class(0, 2556)
    ('small', 'medium', 'large', None)
    """
    rows = tables.of("sizes", academic_year)["size"]
    reached = [str(row["key"]) for row in rows if pupils >= row["from"]]
    return reached[-1] if reached else None
