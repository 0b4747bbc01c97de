"""Bare readings of a spreadsheet: ``python -m bench.xlsx.readers fastexcel|openpyxl PATH``.

Each prints the number of rows it read; every cell becomes a value, nothing is checked.
"""

import sys


def by_fastexcel(path: str) -> int:
    """Rows of the first sheet as columns of text."""
    import fastexcel

    sheet = fastexcel.read_excel(path).load_sheet(0, header_row=None, dtypes="string")
    return sheet.to_arrow().num_rows


def by_openpyxl(path: str) -> int:
    """Rows of the first sheet one by one."""
    import openpyxl

    sheet = openpyxl.load_workbook(path, read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True))


if __name__ == "__main__":
    print({"fastexcel": by_fastexcel, "openpyxl": by_openpyxl}[sys.argv[1]](sys.argv[2]))
