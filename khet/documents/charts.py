"""Charts as SVG. Letters stay letters, so a page's own font draws them; no inline styles."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import altair as alt

from khet.rules.rounding import half_up_decimal

_INK, _QUIET, _LINE, _ACCENT = "#1d1b22", "#55525e", "#dedbe3", "#4a2a7b"
_WIDTH, _HEIGHT = 330, 120
_PADDING = {"left": 24, "right": 4, "top": 20, "bottom": 22}
_HALO = {"stroke": "white", "strokeWidth": 5}
_FONT = "Sarabun"


def trend_chart(
    points: Sequence[tuple[int, Decimal | None]], low: int, high: int, target: int
) -> str:
    """Means over years as a line, each point with its value, the target as a dashed line.

    Args:
        points: (year BE, mean), oldest first; a ``None`` leaves a gap.
        low, high: ends of the scale, so that charts beside each other compare.
        target: where the dashed line lies.
    """
    rows = [_row(year, mean) for year, mean in points]
    height = alt.Y("mean:Q", scale=alt.Scale(domain=[low, high]), axis=None)
    year = alt.X("year:O", axis=alt.Axis(title=None, labelAngle=0, ticks=False))
    base = alt.Chart(alt.Data(values=rows)).encode(x=year, y=height)
    aim = alt.Chart(alt.Data(values=[{"mean": target}])).encode(y=height)
    drawn = alt.layer(
        aim.mark_rule(color=_QUIET, strokeDash=[4, 3]),
        base.mark_text(dy=-12, fontSize=12.5, **_HALO).encode(text="shown:N"),
        aim.mark_text(text=str(target), x=-4, align="right", color=_QUIET, fontSize=12),
        base.mark_line(color=_ACCENT, strokeWidth=2),
        base.mark_point(color=_ACCENT, filled=True, size=45, opacity=1),
        base.mark_text(dy=-12, fontSize=12.5, color=_INK).encode(text="shown:N"),
    )
    return _svg(drawn)


def _row(year: int, mean: Decimal | None) -> dict[str, Any]:
    if mean is None:
        return {"year": str(year), "mean": None, "shown": ""}
    return {"year": str(year), "mean": float(mean), "shown": str(half_up_decimal(mean, 2))}


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
