"""What is said of a workbook that was read: where, what is wrong, and how to mend it."""

from dataclasses import dataclass, field
from typing import NamedTuple

SHEETS = ("", "survey", "choices", "settings")


class Remark(NamedTuple):
    """A remark about a place of a workbook; row 0 is the whole sheet, no sheet the whole file."""

    sheet: str
    row: int
    column: str
    told: str


@dataclass
class Remarks:
    """Faults, for which a workbook is refused, and notices of what is left out of it."""

    faults: list[Remark] = field(default_factory=list)
    notices: list[Remark] = field(default_factory=list)

    def fault(self, sheet: str, row: int, column: str, told: str) -> None:
        """Something is wrong."""
        self.faults.append(Remark(sheet, row, column, told))

    def notice(self, sheet: str, row: int, column: str, told: str) -> None:
        """Something is left out, or taken otherwise than it stands there."""
        self.notices.append(Remark(sheet, row, column, told))

    def refuse(self) -> None:
        """Go no further where something is wrong.

        Raises:
            RefusedWorkbookError: something is.
        """
        if self.faults:
            raise RefusedWorkbookError(in_order(self.faults))


class RefusedWorkbookError(Exception):
    """A workbook can't be taken; ``faults`` are all that is wrong with it, by sheet and row."""

    def __init__(self, faults: list[Remark]) -> None:
        super().__init__("; ".join(f"{one.sheet} {one.row}: {one.told}" for one in faults))
        self.faults = faults


def in_order(remarks: list[Remark]) -> list[Remark]:
    """Remarks by sheet and row, each once."""
    return sorted(dict.fromkeys(remarks), key=lambda one: (_place(one.sheet), one.row))


def _place(sheet: str) -> int:
    return SHEETS.index(sheet) if sheet in SHEETS else len(SHEETS)
