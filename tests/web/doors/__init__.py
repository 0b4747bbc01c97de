"""Every address with those of the cast who may open it, one file for each part of the site.

``DOORS`` only show a page, ``FORMS`` show a form and take it at the same address, ``POSTS`` take a
form and show nothing.
"""

from tests.web.doors import (
    account,
    answers,
    collecting,
    events,
    imports,
    minutes,
    people,
    planning,
    published,
    rewards,
    rounds,
    score_imports,
    settings,
    standards,
    success,
)
from tests.web.doors.learning import DOORS as LEARNING
from tests.web.doors.public import DOORS as PUBLIC
from tests.web.doors.units import DOORS as UNITS

DOORS: dict[str, set[str]] = {
    **imports.DOORS,
    **score_imports.DOORS,
    **published.DOORS,
    **rewards.DOORS,
    **planning.DOORS,
    **collecting.DOORS,
    **account.DOORS,
    **PUBLIC,
    **LEARNING,
    **UNITS,
    **settings.DOORS,
    **events.DOORS,
    **people.DOORS,
    **answers.DOORS,
    **success.DOORS,
    **rounds.DOORS,
    **standards.DOORS,
    **minutes.DOORS,
}
FORMS: dict[str, set[str]] = {
    **imports.FORMS,
    **score_imports.FORMS,
    **published.FORMS,
    **rewards.FORMS,
    **planning.FORMS,
    **collecting.FORMS,
    **account.FORMS,
    **settings.FORMS,
    **people.FORMS,
    **answers.FORMS,
    **standards.FORMS,
}
POSTS: dict[str, set[str]] = {**account.POSTS, **answers.POSTS}
BY_KEY = ("/learning/files/",)
"""Pages of records whose keys no list can name; ``test_figures`` visits them as the whole cast."""
