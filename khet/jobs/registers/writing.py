"""A register as the file that goes out; the same file comes back in without changing anything."""

from khet.documents.register_files import Head, register_csv, register_workbook
from khet.jobs.registers.columns import count
from khet.jobs.registers.register import Register

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def written(register: Register, ending: str) -> bytes:
    """The register's rows as a file; one without rows has its headings only.

    Args:
        ending: ``xlsx`` or ``csv``.
    """
    rows = [register.outward(row) for row in register.current()]
    heads = _heads(type(register))
    if ending == "csv":
        return register_csv(heads, rows)
    return register_workbook(register.title, heads, rows)


def _heads(kind: type[Register]) -> list[Head]:
    return [
        Head(c.key, c.heading, c.rule is count, c.required, c.mend, c.example) for c in kind.columns
    ]
