"""Which sitting's means by standard an address asks for, of those that its reader may see."""

from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _

from khet.records.learning.models import Sitting
from khet.records.learning.queries import standards_known
from khet.records.registry.access import SEE_UNANNOUNCED
from khet.rules.thai import arabic_digits
from khet.web.learning.asked import address
from khet.web.learning.tabs import Tabs, sitting_place, tabs_over
from khet.web.learning.words import sitting_title
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

PAGE = "learning:standards"
_NEAREST = 5
_NAMED = ("year", "test", "grade", "round")


class Known:
    """The sittings with means by standard, and the subjects of each.

    Who doesn't see results before they are announced sees those of announced sittings only.
    """

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer

    @cached_property
    def subjects(self) -> dict[Sitting, list[str]]:
        """The subjects of each sitting, the newest year first."""
        announced = {file.sitting_id for file in self._viewer.score_files}
        every = self._viewer.scope.may(SEE_UNANNOUNCED)
        found: dict[Sitting, list[str]] = {}
        for sitting, subject in standards_known(self._viewer.area):
            if every or sitting.pk in announced:
                found.setdefault(sitting, []).append(subject)
        return found

    @property
    def years(self) -> list[int]:
        """The academic years (BE) with any, newest first."""
        return list(dict.fromkeys(sitting.academic_year for sitting in self.subjects))

    def asked(self, given: QueryDict) -> Sitting | None:
        """The sitting that an address asks for, by default the newest; ``None`` where none is.

        Raises:
            NotHereError: it names one without such means; offers those that have.
        """
        wanted = {name: arabic_digits(given.get(name, "")) for name in _NAMED if given.get(name)}
        fitting = [s for s in self.subjects if wanted.items() <= _parts(s).items()]
        if fitting:
            newest = max(sitting.academic_year for sitting in fitting)
            return min((s for s in fitting if s.academic_year == newest), key=sitting_place)
        if not self.subjects or set(wanted) <= {"year"}:
            return None
        told = _("ยังไม่ได้นำเข้าผลตามมาตรฐานของการสอบนี้")
        near = list(self.subjects)[:_NEAREST]
        raise NotHereError(told, [Nearest(sitting_title(s), address(PAGE, s)) for s in near])

    def tabs(self, here: Sitting) -> Tabs:
        """The tests of the sitting's year that have such means, and their grades."""
        of_year = [s for s in self.subjects if s.academic_year == here.academic_year]
        return tabs_over(sorted(of_year, key=sitting_place), here, lambda s: address(PAGE, s))


def _parts(sitting: Sitting) -> dict[str, str]:
    return {
        "year": str(sitting.academic_year),
        "test": sitting.test,
        "grade": sitting.grade,
        "round": sitting.round,
    }
