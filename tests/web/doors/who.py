"""Groups of the cast that doors are open to."""

from tests.cast import ANONYMOUS, NAMES

EVERYONE = set(NAMES)
WITH_ROLE = EVERYONE - {ANONYMOUS, "newcomer"}
SEES_SCHOOLS = WITH_ROLE - {"clerk", "data-officer", "personnel", "administrator"}
OF_NETWORK = {"network-supervisor", "network-chair"}
SEES_EVERY_SCHOOL = SEES_SCHOOLS - {"school-director", "teacher"} - OF_NETWORK
SEES_WORK = WITH_ROLE - {"administrator", "teacher"}
"""Who sees the duties of the first school."""
SEES_FEW = {"supervisor", "network-supervisor", "school-director", "teacher"}
"""Who sees the first school, whose pupils are few."""
