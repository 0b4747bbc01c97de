"""The first sheet of an XLSX file, read by a process of its own.

A file of 1 kB can say that its last cell is XFD1048576, or unpack to gigabytes, and the reader
then doesn't raise but ends its process. So that process is a small one with little memory, never a
page's or the worker's: the module runs itself as a script.
"""

import json
import resource
import subprocess  # nosec B404
import sys
import tempfile
from pathlib import Path

import fastexcel
import pyarrow as pa

MOST_CELLS = 20_000_000
"""Of the rectangle from the first to the last used cell; a million rows of thirteen have fewer."""
_MEMORY = 3 << 30
_SECONDS = 120
_BROKEN, _TOO_MUCH = 3, 4


class BrokenBookError(Exception):
    """No XLSX file, or one with a password."""


class LargeBookError(Exception):
    """More cells than anybody fills, most of them empty, or more than fits the memory."""


def read_book(path: Path) -> tuple[pa.RecordBatch, list[tuple[int, int]]]:
    """The cells as text, and the places (row, column from 0) of formulas that give an error.

    Raises:
        BrokenBookError, LargeBookError: see there.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "cells.arrow")
        words = [sys.executable, "-I", __file__, str(path), str(out)]
        ran = subprocess.run(words, capture_output=True, check=False)  # noqa: S603  # nosec B603
        if ran.returncode == _BROKEN:
            raise BrokenBookError
        if ran.returncode != 0:
            raise LargeBookError
        with pa.OSFile(str(out)) as file, pa.ipc.open_file(file) as cells:
            return cells.get_batch(0), [tuple(place) for place in json.loads(ran.stdout)]


def _read(path: str, out: str) -> int:
    """Write the cells to a file and the places of broken formulas to the standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sheet = fastexcel.read_excel(path).load_sheet(
            0, header_row=None, skip_rows=0, dtypes="string"
        )
        if sheet.total_height * sheet.width > MOST_CELLS:
            return _TOO_MUCH
        batch, faults = sheet.to_arrow_with_errors()
    except fastexcel.FastExcelError:
        return _BROKEN
    with pa.OSFile(out, "wb") as file, pa.ipc.new_file(file, batch.schema) as cells:
        cells.write_batch(batch)
    print(json.dumps([fault.position for fault in (faults.errors if faults else [])]))
    return 0


if __name__ == "__main__":
    sys.exit(_read(*sys.argv[1:]))
