"""Spaces of PDFs: which part words, which columns, and which are none."""

from khet.documents.report_reader import read_report
from tests.documents.report_files import drawn_pdf


def _spaced(wide: float, *texts: str) -> bytes:
    """Lines of words whose spaces are that much wider, in points, below each other."""
    told = (f"60 {700 - 20 * n} Td ({text}) Tj" for n, text in enumerate(texts))
    return "".join(f"BT /F 12 Tf {wide} Tw {one} ET " for one in told).encode()


def test_spaces_that_are_typed_part_no_columns() -> None:
    texts = [f"{n}.51 - {n + 1}.50 means {n}" for n in range(1, 5)]
    told = read_report(drawn_pdf(_spaced(1.9, *texts)))
    assert [(line.text, line.table) for line in told] == [(text, 0) for text in texts]
    (wide, *_rest) = read_report(drawn_pdf(_spaced(12, *texts)))
    assert wide.cells == ("1.51", "-", "2.50", "means", "1")


def test_a_space_without_room_is_none() -> None:
    (line,) = read_report(drawn_pdf(_spaced(-3.2, "schoo ls")))
    assert line.text == "schools"
