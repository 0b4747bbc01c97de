"""Charts as SVG. Letters stay letters, so a page's own font draws them; no inline styles."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import altair as alt

from khet.rules.rounding import half_up_decimal

_INK, _QUIET, _LINE, _ACCENT = "#1d1b22", "#55525e", "#dedbe3", "#4a2a7b"
_WIDTH, _HEIGHT = 330, 120
_PADDING = {"left": 24, "right": 4, "top": 20, "bottom": 22}
_HALO = {"stroke": "white", "strokeWidth": 5}
_FONT = "Sarabun"
_AWAY, _CLEAR, _ROOM = 12, 10, 8


def trend_chart(
    points: Sequence[tuple[int, Decimal | None]], low: int, high: int, target: int
) -> str:
    """Means over years as a line, each point with its value, the target as a dashed line.

    Args:
        points: (year BE, mean), oldest first; a ``None`` leaves a gap.
        low, high: ends of the scale, so that charts beside each other compare.
        target: where the dashed line lies.
    """
    place = partial(_label_place, low=low, high=high, target=target)
    rows = [_row(year, mean, place) for year, mean in points]
    scale = alt.Scale(domain=[low, high])
    height = alt.Y("mean:Q", scale=scale, axis=None)
    year = alt.X("year:O", axis=alt.Axis(title=None, labelAngle=0, ticks=False))
    base = alt.Chart(alt.Data(values=rows)).encode(x=year, y=height)
    label = base.encode(y=alt.Y("label:Q", scale=scale, axis=None), text="shown:N")
    aim = alt.Chart(alt.Data(values=[{"mean": target}])).encode(y=height)
    drawn = alt.layer(
        aim.mark_rule(color=_QUIET, strokeDash=[4, 3]),
        label.mark_text(fontSize=12.5, **_HALO),
        aim.mark_text(text=str(target), x=-4, align="right", color=_QUIET, fontSize=12),
        base.mark_line(color=_ACCENT, strokeWidth=2),
        base.mark_point(color=_ACCENT, filled=True, size=45, opacity=1),
        label.mark_text(fontSize=12.5, color=_INK),
    )
    return _svg(drawn)


def _row(year: int, mean: Decimal | None, place: Callable[[float], float]) -> dict[str, Any]:
    if mean is None:
        return {"year": str(year), "mean": None, "label": None, "shown": ""}
    known = {"mean": float(mean), "label": place(float(mean))}
    return {"year": str(year), **known, "shown": str(half_up_decimal(mean, 2))}


def _label_place(mean: float, low: int, high: int, target: int) -> float:
    """Where on the scale a value is written: above its point, clear of the target's line."""
    dot = (high - low) / _HEIGHT
    above, below = mean + _AWAY * dot, mean - _AWAY * dot
    if abs(above - target) >= _CLEAR * dot:
        return above
    return below if below - low >= _ROOM * dot else target + _CLEAR * dot


def _svg(chart: alt.LayerChart) -> str:
    import vl_convert

    spec: dict[str, Any] = (
        chart.properties(width=_WIDTH, height=_HEIGHT, background="#ffffff00", autosize="none")
        .configure(font=_FONT, aria=False, padding=_PADDING)
        .configure_axis(labelColor=_QUIET, labelFontSize=12, domainColor=_LINE, grid=False)
        .configure_view(stroke=None)
        .to_dict()
    )
    return str(vl_convert.vegalite_to_svg(spec))
