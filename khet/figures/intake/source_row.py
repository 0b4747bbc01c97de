"""One row of a kept source file, as it stands in it."""

from pathlib import Path

from khet.figures.intake.headings import recognise
from khet.figures.intake.problems import veiled
from khet.figures.intake.sheets import UnreadableError, read_sheet
from khet.rules.tables import SHIPPED, Tables

Cell = tuple[str, str]


def source_row(path: Path, name: str, row: int, tables: Tables = SHIPPED) -> list[Cell] | None:
    """Headings and cells of a row, of the columns that Khet reads; ``None`` where it isn't there.

    Columns that nothing was taken from stay out, and so does what looks like a citizen's id.
    """
    try:
        sheet = read_sheet(path, name)
    except UnreadableError:
        return None
    headings = recognise(sheet, tables=tables) if sheet.height else None
    if headings is None or not headings.first <= row <= sheet.height:
        return None
    found = sorted(headings.places.items(), key=lambda known: known[1])
    cells = [
        (headings.headings[known], sheet.columns[place][row - 1].as_py()) for known, place in found
    ]
    return [(heading, veiled(text)) for heading, text in cells]
