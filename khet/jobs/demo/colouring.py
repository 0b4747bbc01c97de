"""Moving schools up or down until as many stand in each quality colour as are printed.

A school's colour follows from the percent of its pupil-subjects at or below the limit. Ranked
from the strongest, schools are dealt to the colours; each then moves, with all its pupils, to
where just enough of its scores fail. Marks, and with them the limits' standings, are fitted
again after each move.
"""

import numpy as np

from khet.jobs.demo.aims import Aims, Floats
from khet.jobs.demo.marks import Flags, fit, last_failing
from khet.jobs.demo.sizes import Counts
from khet.rules.colours import Band

_MOVES = 30
_EDGE = 0.3


def coloured(
    z: Floats, scored: Flags, school: Counts, aims: Aims, counts: list[int], bands: tuple[Band, ...]
) -> Floats:
    """Standings [pupil, subject] moved by school so that ``counts`` schools fall in each band."""
    entries = np.bincount(school[:, None].repeat(z.shape[1], 1)[scored])
    present = np.flatnonzero(entries)
    strength = [np.mean(z[school == s]) for s in present]
    ranked = present[np.argsort(strength)[::-1]]
    low, high, inner = _places(ranked, entries, counts, bands)
    total = entries.sum() / 2
    for _ in range(_MOVES):
        margin = np.where(scored, _cut(z, scored, aims) - z, np.nan)
        total = (total + (margin >= 0).sum()) / 2
        failing = _dealt(total, entries, low, high, inner)
        z = z + _moves(margin, school, entries, failing)[school, None]
    return z


def _cut(z: Floats, scored: Flags, aims: Aims) -> Floats:
    return fit(z, scored, aims).standing(last_failing(aims.limit))


def _places(
    ranked: Counts, entries: Counts, counts: list[int], bands: tuple[Band, ...]
) -> tuple[Counts, Counts, Floats]:
    """Fewest and most failing entries of each school's band, and its place inside (log odds)."""
    band = np.repeat(np.arange(len(bands)), counts)
    within = np.concatenate([(np.arange(c) + 0.5) / c for c in counts])
    edges = np.array([b.low for b in bands] + [bands[-1].high + 1])
    low, high, inner = np.zeros_like(entries), np.zeros_like(entries), np.zeros(len(entries))
    n = entries[ranked]
    low[ranked] = -(-n * (2 * edges[band] - 1) // 20_000)
    high[ranked] = np.maximum(-(-n * (2 * edges[band + 1] - 1) // 20_000) - 1, low[ranked])
    inner[ranked] = np.log(within / (1 - within))
    return np.maximum(low, 0), np.minimum(high, entries), inner


def _dealt(total: float, entries: Counts, low: Counts, high: Counts, inner: Floats) -> Counts:
    """Failing entries per school, inside its band, together about ``total`` (found by halving)."""
    down, up = -6.0, 6.0
    for _ in range(40):
        middle = (down + up) / 2
        failing = np.rint(low + (high - low) / (1 + np.exp(-inner - middle))).astype(np.int64)
        down, up = (middle, up) if failing.sum() < total else (down, middle)
    return np.asarray(np.clip(failing, 0, entries))


def _moves(margin: Floats, school: Counts, entries: Counts, failing: Counts) -> Floats:
    """How far each school moves up so that exactly ``failing`` of its entries stay at or below."""
    known = ~np.isnan(margin)
    owner = np.broadcast_to(school[:, None], margin.shape)[known]
    values = margin[known]
    values = values[np.lexsort((-values, owner))]
    first = np.cumsum(entries) - entries
    last_below = values[np.minimum(first + np.maximum(failing, 1) - 1, len(values) - 1)]
    first_above = values[np.minimum(first + np.minimum(failing, entries - 1), len(values) - 1)]
    middle = (last_below + first_above) / 2
    middle = np.where(failing <= 0, first_above + _EDGE, middle)
    return np.where(entries == 0, 0.0, np.where(failing >= entries, last_below - _EDGE, middle))
