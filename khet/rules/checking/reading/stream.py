"""A report as a stream of lines, whatever file it was: what readers of files give the checks."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of a report as printed.

    ``number`` is the place told to the reader: the line of a text file, the paragraph or row of a
    table in reading order of a DOCX, the printed line or row of a PDF; from 1. ``page`` is known of
    a PDF.
    ``cells`` are the cells of a row where the file says so (``text`` has them with " | " between),
    ``table`` numbers its table in the file from 1; 0 is no table; ``spans`` over how many columns
    each cell stands, where the file says so. ``heading`` is the level of a heading where the file
    says so; 0 is none. ``item`` is a number that the file itself puts before a paragraph (numbering
    of Word), which ``text`` doesn't have. ``breaks`` say where in the text each further printed
    line begins, with its number and page, where it has several.
    """

    number: int
    text: str
    page: int | None = None
    cells: tuple[str, ...] = ()
    table: int = 0
    heading: int = 0
    item: str = ""
    spans: tuple[int, ...] = ()
    breaks: tuple[tuple[int, int, int | None], ...] = ()

    def printed_at(self, place: int) -> tuple[int, int | None]:
        """The number and page of the printed line in which a place of the text stands.

        >>> line = Line(7, "ได้รับ 500 บาท", 1, breaks=((7, 9, 2),))
        >>> line.printed_at(3), line.printed_at(7)
        ((7, 1), (9, 2))
        """
        begun = [(number, page) for start, number, page in self.breaks if start <= place]
        return begun[-1] if begun else (self.number, self.page)
