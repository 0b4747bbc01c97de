"""The four colours of schools by their rank, from the same results as the five."""

from khet.figures.results import Results
from khet.rules.colours import four_colour
from khet.rules.tables import Tables


def four_colours(
    results: Results, subject: str, year: int, tables: Tables, by: str
) -> dict[str, str]:
    """The colour key of each ranked school in a subject, or over ``ALL``.

    Args:
        year: the academic year (BE).
        by: by percentile or by place, see ``four_colour``.
    """
    rows = results.of_subject(subject)
    ranked = {
        code: (row.rank, int(row.mean.scaleb(4)))
        for code, row in rows.items()
        if row.rank is not None and row.mean is not None
    }
    found = {
        code: four_colour(rank, len(ranked), mean, year, tables, by)
        for code, (rank, mean) in ranked.items()
    }
    return {code: colour for code, colour in found.items() if colour}
