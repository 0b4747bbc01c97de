"""The straight lines that are drawn on a page of a PDF, across and upright."""

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
from pypdfium2 import raw

from khet.documents.report_reader.pdf_shapes import Shape, Turn, bounds

_THIN, _LONG = 3.5, 4.0
"""In points: how thick a line may be, and how long it must be."""
_MOST_SHAPES, _MOST_SEGMENTS, _DEEPEST = 20_000, 2_000, 4
"""What has more of them is a drawing."""
Box = tuple[float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True)
class Rule:
    """A line: at which height it runs and from where to where, or the same of an upright one."""

    upright: bool
    at: float
    begin: float
    end: float


@dataclass(frozen=True)
class _Frame:
    """How coordinates of a shape become those of the page as it is shown."""

    matrices: tuple[raw.FS_MATRIX, ...]
    turn: Turn

    def box(self, box: Box) -> Box:
        if not self.matrices and not self.turn:
            return box
        left, bottom, right, top = box
        return _around([self.point((left, bottom)), self.point((right, top))])

    def point(self, point: Point) -> Point:
        for one in reversed(self.matrices):
            x, y = point
            point = one.a * x + one.c * y + one.e, one.b * x + one.d * y + one.f
        return self.turn.point(*point)

    def within(self, shape: raw.FPDF_PAGEOBJECT) -> "_Frame":
        matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
        raw.FPDFPageObj_GetMatrix(shape, byref(matrix))
        return _Frame((*self.matrices, matrix), self.turn)


def rules_of(page: pypdfium2.PdfPage, shapes: Sequence[Shape]) -> list[Rule]:
    """The lines of a page; none of a page that is a drawing."""
    if len(shapes) > _MOST_SHAPES:
        return []
    frame = _Frame((), Turn(page.get_rotation()))
    return [rule for kind, shape in shapes for rule in _of_shape(kind, shape, frame)]


def _of_shape(kind: int, shape: raw.FPDF_PAGEOBJECT, frame: _Frame) -> Iterator[Rule]:
    if kind == raw.FPDF_PAGEOBJ_FORM and len(frame.matrices) < _DEEPEST:
        inside = frame.within(shape)
        for place in range(min(raw.FPDFFormObj_CountObjects(shape), _MOST_SHAPES)):
            one = raw.FPDFFormObj_GetObject(shape, place)
            yield from _of_shape(raw.FPDFPageObj_GetType(one), one, inside)
    elif kind == raw.FPDF_PAGEOBJ_PATH:
        whole = _of_box(frame.box(bounds(shape)))
        yield from (whole,) if whole else _of_path(shape, frame.within(shape))


def _of_box(box: Box) -> Rule | None:
    """The line that a thin box is."""
    left, bottom, right, top = box
    wide, high = right - left, top - bottom
    if high <= _THIN and wide >= _LONG:
        return Rule(upright=False, at=(bottom + top) / 2, begin=left, end=right)
    if wide <= _THIN and high >= _LONG:
        return Rule(upright=True, at=(left + right) / 2, begin=bottom, end=top)
    return None


def _of_path(shape: raw.FPDF_PAGEOBJECT, frame: _Frame) -> Iterator[Rule]:
    """The lines of a path: thin boxes of it, and straight strokes."""
    if raw.FPDFPath_CountSegments(shape) > _MOST_SEGMENTS:
        return
    stroked, filled = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(shape, byref(filled), byref(stroked))
    for points in _parts(shape, frame):
        whole = _of_box(_around(points))
        if whole:
            yield whole
        elif stroked.value:
            yield from filter(None, (_of_box(_around(two)) for two in pairwise(points)))


def _parts(shape: raw.FPDF_PAGEOBJECT, frame: _Frame) -> Iterator[list[Point]]:
    """The points of each part of a path that has straight lines only."""
    points: list[Point] = []
    curved = False
    for place in range(raw.FPDFPath_CountSegments(shape)):
        segment = raw.FPDFPath_GetPathSegment(shape, place)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            yield from _straight(points, curved)
            points, curved = [], False
        curved = curved or kind == raw.FPDF_SEGMENT_BEZIERTO
        points.append(frame.point(_point(segment)))
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield from _straight(points, curved)


def _straight(points: list[Point], curved: bool) -> Iterator[list[Point]]:
    if len(points) > 1 and not curved:
        yield points


def _point(segment: raw.FPDF_PATHSEGMENT) -> Point:
    x, y = c_float(), c_float()
    raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
    return x.value, y.value


def _around(points: Sequence[Point]) -> Box:
    across, up = [x for x, _y in points], [y for _x, y in points]
    return min(across), min(up), max(across), max(up)
