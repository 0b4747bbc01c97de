"""Every address with those of the cast who may open it, one file for each part of the site.

``DOORS`` only show a page, ``FORMS`` show a form and take it at the same address, ``POSTS`` take a
form and show nothing.
"""

from importlib import import_module
from pkgutil import iter_modules

_PARTS = tuple(import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__))


def _of_all(kind: str) -> dict[str, set[str]]:
    return {address: who for part in _PARTS for address, who in getattr(part, kind, {}).items()}


DOORS = _of_all("DOORS")
FORMS = _of_all("FORMS")
POSTS = _of_all("POSTS")
BY_KEY = tuple(start for part in _PARTS for start in getattr(part, "BY_KEY", ()))
"""Pages of records whose keys no list can name; tests of their own visit them as the whole cast."""
