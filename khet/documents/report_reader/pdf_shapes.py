"""What is drawn on a page of a PDF, and where, as the page is shown."""

from ctypes import addressof, byref, c_float, c_ulong

import pypdfium2
from pypdfium2 import raw

Shape = tuple[int, raw.FPDF_PAGEOBJECT]
"""A thing on a page with its kind."""


class Turn:
    """How a page is turned when it is shown."""

    def __init__(self, degrees: int) -> None:
        self._degrees = degrees

    def __bool__(self) -> bool:
        return self._degrees != 0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is shown."""
        match self._degrees:
            case 90:
                return y, -x
            case 180:
                return -x, -y
            case 270:
                return -y, x
        return x, y

    def box(
        self, left: float, bottom: float, right: float, top: float
    ) -> tuple[float, float, float, float]:
        """Where a box of the page is shown."""
        if not self:
            return left, bottom, right, top
        (x, y), (across, up) = self.point(left, bottom), self.point(right, top)
        return min(x, across), min(y, up), max(x, across), max(y, up)


def shapes_of(page: pypdfium2.PdfPage) -> list[Shape]:
    """What is drawn on a page, each with its kind."""
    sheet = page.raw
    count = raw.FPDFPage_CountObjects(sheet)
    found = (raw.FPDFPage_GetObject(sheet, place) for place in range(count))
    return [(raw.FPDFPageObj_GetType(shape), shape) for shape in found]


def bounds(shape: raw.FPDF_PAGEOBJECT) -> tuple[float, float, float, float]:
    """The left, bottom, right and top of a thing on a page."""
    found = [c_float() for _side in range(4)]
    raw.FPDFPageObj_GetBounds(shape, *map(byref, found))
    left, bottom, right, top = (side.value for side in found)
    return left, bottom, right, top


def address(shape: raw.FPDF_PAGEOBJECT | raw.FPDF_PAGEOBJECTMARK) -> int:
    """What tells one thing on a page from another; 0 of nothing."""
    return addressof(shape.contents) if shape else 0


def span_of(shape: raw.FPDF_PAGEOBJECT) -> int:
    """What tells the piece of text that a shape is of from others, where the PDF says its letters.

    0 where it doesn't.
    """
    size = c_ulong()
    for place in range(raw.FPDFPageObj_CountMarks(shape)):
        mark = raw.FPDFPageObj_GetMark(shape, place)
        if raw.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, byref(size)):
            return address(mark)
    return 0
