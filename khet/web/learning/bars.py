"""A bar of schools per quality colour, as shares of its width."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from khet.rules.colours import Band


@dataclass(frozen=True)
class Piece:
    """One colour's piece of a bar; places and widths are percents of the bar, as text."""

    colour: str
    x: str
    width: str


@dataclass(frozen=True)
class Bar:
    """The pieces from the best colour to the worst, and the same in words."""

    pieces: tuple[Piece, ...]
    words: str


def bar(counts: Mapping[str, int], bands: Sequence[Band]) -> Bar | None:
    """The bar of numbers of schools by colour key; ``None`` where there are none."""
    total = sum(counts.values())
    if not total:
        return None
    present = [band for band in bands if counts.get(band.key)]
    pieces, before = [], 0
    for band in present:
        here = counts[band.key]
        pieces.append(Piece(band.key, f"{100 * before / total:.2f}%", f"{100 * here / total:.2f}%"))
        before += here
    return Bar(tuple(pieces), ", ".join(f"{gettext(b.th)} {counts[b.key]}" for b in present))
