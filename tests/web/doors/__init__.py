"""Every address with those of the cast who may open it, one file for each part of the site.

``DOORS`` only show a page, ``FORMS`` show a form and take it at the same address, ``POSTS`` take a
form and show nothing.
"""

from tests.web.doors.learning import DOORS as LEARNING
from tests.web.doors.public import DOORS as PUBLIC

DOORS: dict[str, set[str]] = {**PUBLIC, **LEARNING}
FORMS: dict[str, set[str]] = {}
POSTS: dict[str, set[str]] = {}
