"""Numbers over years or weeks as lines, or of one as bars: shapes that ``parts/lines.html`` draws.

Lines differ by colour, by dash and by the shape of their points, and each has a number at its end.
Places across are percents of the width, so that a drawing fits any page; heights are pixels.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, pairwise
from math import ceil, floor, log10

from khet.web.parts.tags import MINUS, shown

_COLOURS = ("#4a2a7b", "#00707a", "#8a4b08", "#a3246e", "#3d5a80", "#55525e")
_DASHES = ("", "7 3", "2 3", "9 3 2 3")
_SHAPES = (
    "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z",
    "M-3.5-3.5h7v7h-7z",
    "M0-4.6L4.4 3.4H-4.4z",
    "M0-5L5 0 0 5-5 0z",
    "M0 4.6L4.4-3.4H-4.4z",
    "M-4.2-1.4h2.8v-2.8h2.8v2.8h2.8v2.8h-2.8v2.8h-2.8v-2.8h-2.8z",
)
_LEFT, _RIGHT, _TOP, _BOTTOM, _HEIGHT = 11, 94, 12, 232, 260
_STEPS, _LABEL_ROOM = 5, 13
_BAR_ROW = 36
Words = Callable[[Decimal | int], object]


@dataclass(frozen=True)
class Series:
    """What is drawn: a name, and a value for each year; ``None`` leaves a gap.

    ``lang`` is the language of the name where it isn't that of the page.
    """

    name: str
    values: tuple[Decimal | int | None, ...]
    lang: str = ""


@dataclass(frozen=True)
class Tick:
    """A mark of a scale: where it lies, and what it says."""

    place: str
    told: str


@dataclass(frozen=True)
class Point:
    """A value on the drawing, with its words."""

    x: str
    y: str
    told: str


@dataclass(frozen=True)
class Line:
    """A series as it looks: ``strokes`` go from point to point, ``end`` is where its number stands.

    A series without a value has no points and no end.
    """

    number: int
    name: str
    lang: str
    colour: str
    dash: str
    shape: str
    strokes: tuple[tuple[Point, Point], ...]
    points: tuple[Point, ...]
    end: Point | None


@dataclass(frozen=True)
class Bar:
    """The bar of a series: ``top`` is where its name stands."""

    line: Line
    top: str
    x: str
    width: str
    told: str


@dataclass(frozen=True)
class Lines:
    """A drawing: lines over years, or ``bars`` where there is one year only.

    ``grid`` has the heights of a scale, or of bars the place of zero where some are below it.
    """

    height: int
    grid: tuple[Tick, ...]
    years: tuple[Tick, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...] = ()


def lines(series: Sequence[Series], years: Sequence[int | str], told: Words = shown) -> Lines:
    """The drawing of several series over the same years (BE) or named times, oldest first.

    ``told`` says a value in words.
    """
    known = [float(v) for one in series for v in one.values if v is not None]
    if len(years) == 1:
        return _Bars(_scale([0.0, *known]), told).drawn(series)
    return _OverYears(years, _scale(known) if known else [], told).drawn(series)


def _scale(values: Sequence[float]) -> list[float]:
    """Round numbers, at most six steps, from below the lowest value to above the highest."""
    low, high = min(values), max(values)
    span = high - low or 1
    power = 10.0 ** floor(log10(span / _STEPS))
    step = next(power * k for k in (1, 2, 5, 10) if span <= power * k * _STEPS)
    first, last = floor(low / step), ceil(high / step)
    return [round(step * k, 6) for k in range(first, max(last, first + 1) + 1)]


def _percent(place: float) -> str:
    return f"{place:.2f}%"


class _OverYears:
    """Draws lines on one scale."""

    def __init__(self, years: Sequence[int | str], scale: Sequence[float], told: Words) -> None:
        self._years, self._scale, self._told = years, scale, told
        each = (_RIGHT - _LEFT) / (len(years) or 1)
        self._across = [_percent(_LEFT + each * (k + 0.5)) for k in range(len(years))]

    def drawn(self, series: Sequence[Series]) -> Lines:
        return Lines(
            _HEIGHT,
            tuple(
                Tick(self._height(step), f"{step:,g}".replace("-", MINUS)) for step in self._scale
            ),
            tuple(Tick(x, str(y)) for x, y in zip(self._across, self._years, strict=True)),
            tuple(_with_ends_apart([self._line(k, one) for k, one in enumerate(series)])),
        )

    def _line(self, place: int, one: Series) -> Line:
        rows = zip(self._across, self._years, one.values, strict=False)
        points = [
            None if value is None else Point(x, self._height(value), f"{y}: {self._told(value)}")
            for x, y, value in rows
        ]
        strokes = tuple((a, b) for a, b in pairwise(points) if a and b)
        return _look(place, one, strokes, tuple(filter(None, points)))

    def _height(self, value: Decimal | float) -> str:
        low, high = self._scale[0], self._scale[-1]
        return f"{_BOTTOM - (_BOTTOM - _TOP) * (float(value) - low) / (high - low):.1f}"


def _look(
    place: int,
    one: Series,
    strokes: tuple[tuple[Point, Point], ...] = (),
    points: tuple[Point, ...] = (),
) -> Line:
    return Line(
        place + 1,
        one.name,
        one.lang,
        _COLOURS[place % len(_COLOURS)],
        _DASHES[place % len(_DASHES)],
        _SHAPES[place % len(_SHAPES)],
        strokes,
        points,
        points[-1] if points else None,
    )


def _with_ends_apart(drawn: Sequence[Line]) -> list[Line]:
    """The same lines, their numbers moved up or down so that none covers another."""
    ending: dict[str, list[Line]] = {}
    for line in drawn:
        if line.end:
            ending.setdefault(line.end.x, []).append(line)
    moved = {line.number: line for of_year in ending.values() for line in _apart(of_year)}
    return [moved.get(line.number, line) for line in drawn]


def _apart(ending: Sequence[Line]) -> list[Line]:
    ordered = sorted(ending, key=lambda line: float(line.points[-1].y))
    places = _spaced([float(line.points[-1].y) for line in ordered])
    return [
        replace(line, end=replace(line.points[-1], y=f"{y:.1f}"))
        for line, y in zip(ordered, places, strict=True)
    ]


def _spaced(wanted: Sequence[float]) -> list[float]:
    """Heights from the top down, as near as may be to those wanted, with room for a label each."""
    room = float(_LABEL_ROOM)
    down = accumulate(wanted, lambda above, here: max(here, above + room))
    up = accumulate(reversed(wanted), lambda below, here: min(here, below - room))
    middle = [(a + b) / 2 for a, b in zip(down, reversed(list(up)), strict=True)]
    lowest = _BOTTOM - room * (len(middle) - 1)
    ends = [min(y, lowest + room * k) for k, y in enumerate(middle)]
    return [max(y, _TOP + room * k) for k, y in enumerate(ends)]


class _Bars:
    """Draws one bar a series, from zero on; a series without a value has none."""

    def __init__(self, scale: Sequence[float], told: Words) -> None:
        self._scale, self._told = scale, told

    def drawn(self, series: Sequence[Series]) -> Lines:
        looks = [_look(place, one) for place, one in enumerate(series)]
        values = [one.values[0] for one in series]
        known = [(look, v) for look, v in zip(looks, values, strict=True) if v is not None]
        zero = [Tick(_percent(self._across(0)), "0")] if self._scale[0] < 0 else []
        bars = tuple(self._bar(row, look, value) for row, (look, value) in enumerate(known))
        return Lines(_BAR_ROW * len(bars), tuple(zero), (), tuple(looks), bars)

    def _bar(self, row: int, look: Line, value: Decimal | int) -> Bar:
        start, end = sorted([self._across(0), self._across(value)])
        top = str(_BAR_ROW * row + 16)
        return Bar(look, top, _percent(start), _percent(end - start), str(self._told(value)))

    def _across(self, value: Decimal | int) -> float:
        low, high = self._scale[0], self._scale[-1]
        return 100 * (float(value) - low) / (high - low)
