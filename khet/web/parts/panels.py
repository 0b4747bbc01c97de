"""Panels that subjects offer to pages of others, each by its own address.

A page shows a panel without knowing whose it is: a person's home, and the pages of a school,
network or district. A later subject registers its panels at start, in its module ``offered``.
"""

from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from khet.web.parts.viewer import Viewer

HOME, SCHOOL, SCHOOL_RESULTS = "home", "school", "school-results"
PLACE, PLACE_RESULTS = "place", "place-results"


class Panel(NamedTuple):
    """What is offered: a name, the address of the part, that of the whole page, and who sees it.

    Both addresses are names; they are asked with the page's own query.
    """

    label: str
    part: str
    whole: str
    seen_by: Callable[[Viewer], bool]


class Shown(NamedTuple):
    """A panel on a page: its name in the language of the page, and its addresses."""

    label: str
    url: str
    whole: str


MOST_AT_HOME = 5
"""Panels of a home: what this person must do now, not all that there is."""
_PANELS: dict[str, list[Panel]] = {}


def register_panels(page: str, *panels: Panel) -> None:
    """Offer panels to a page, after those that are offered already."""
    _PANELS.setdefault(page, []).extend(panels)


def panels_of(page: str, viewer: Viewer, query: str = "") -> list[Shown]:
    """The panels of a page that the reader may see, in order; ``query`` says what it is about.

    A home has the first ``MOST_AT_HOME`` of them.
    """
    asked = f"?{query}" if query else ""
    seen = (p for p in _PANELS.get(page, ()) if p.seen_by(viewer))
    return [
        Shown(gettext(p.label), f"{reverse(p.part)}{asked}", f"{reverse(p.whole)}{asked}")
        for p in islice(seen, MOST_AT_HOME if page == HOME else None)
    ]
