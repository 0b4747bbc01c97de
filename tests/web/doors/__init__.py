"""Every address with those of the cast who may open it, one file for each part of the site."""

from tests.web.doors.learning import DOORS as LEARNING
from tests.web.doors.public import DOORS as PUBLIC

DOORS: dict[str, set[str]] = {**PUBLIC, **LEARNING}
