"""Papers typeset by Typst: texts come as data, never as markup; the same data, the same bytes."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import fontpkg_sarabun
import typst

from khet.rules.rounding import half_up_decimal

NONE = "–"
_MINUS = "\u2212"
_FONTS = fontpkg_sarabun.ROOT / "files"


def pdf(template: str, data: Mapping[str, Any], day: date) -> bytes:
    """The PDF of a template beside this file; ``day`` is kept as the document's."""
    return typst.compile(
        Path(__file__).with_name(template),
        font_paths=[_FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        timestamp=datetime.combine(day, time(), UTC),
    )


def marks(value: Decimal | None, signed: bool = False) -> str:
    """A number with 2 decimals, with its sign where asked; a dash where not known."""
    if value is None:
        return NONE
    plus = "+" if signed and value > 0 else ""
    return plus + f"{half_up_decimal(value, 2):,}".replace("-", _MINUS)
