"""What of a sitting's results is kept from a reader, because it rests on few pupils."""

from abc import ABC, abstractmethod
from collections.abc import Collection
from decimal import Decimal
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from khet.figures.measures.pooled import POOLED
from khet.figures.results import Results
from khet.figures.traced import Traced
from khet.rules.limits import terms
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.tables import Tables
from khet.web.learning.asked import FigureLinks
from khet.web.learning.few import is_few, keeps, scored_by_subject, sees_singles
from khet.web.learning.linked import Linked
from khet.web.learning.places import Place, sees_place
from khet.web.parts.tags import why_few
from khet.web.parts.viewer import Viewer

Schools = Collection[str] | None


class KeptBack(ABC):
    """The part of a study that asks what its reader may see of schools and places."""

    viewer: Viewer
    tables: Tables
    year: int
    links: FigureLinks

    @property
    @abstractmethod
    def traced(self) -> Traced:
        """The results with what figures are read from."""

    @property
    @abstractmethod
    def before(self) -> "KeptBack | None":
        """The same test of the year before."""

    @property
    def results(self) -> Results:
        """Limits and the schools' rows."""
        return self.traced.results

    @cached_property
    def few(self) -> int:
        """Below so many, single pupils and single schools can be told."""
        return terms(self.year, self.tables).few

    @cached_property
    def small(self) -> int:
        """Below so many pupils, figures are read with care."""
        return terms(self.year, self.tables).small

    def shows_single(self, school: str, scored: int) -> bool:
        """Whether single scores of a school may be shown, by name or without.

        To who sees its pupils, or where those with a score are not few.
        """
        return scored >= self.few or sees_singles(self.viewer.scope, [school])

    def kept_back(self, school: str, scored: int) -> int:
        """The number of few where so many pupils of a school are kept from the reader, or 0."""
        return self.few if is_few(scored, self.few) and not self.shows_single(school, scored) else 0

    def hides(self, subject: str, schools: Schools, measure: str = "") -> bool:
        """Whether what schools come to is kept from the reader, because their pupils are few.

        What the whole area comes to never is. A gain tells of the year before too, a percent over
        several years of each of them: the others need only be taken away.
        """
        if schools is None:
            return False
        key = subject, frozenset(schools), measure
        if key not in self._hidden:
            self._hidden[key] = self._hides(*key)
        return self._hidden[key]

    @cached_property
    def _hidden(self) -> dict[tuple[str, frozenset[str], str], bool]:
        return {}

    def _hides(self, subject: str, schools: frozenset[str], measure: str) -> bool:
        scope, told = self.viewer.scope, [self.results]
        if measure == "gain" and self.before:
            told.append(self.before.results)
        if measure == POOLED:
            told += [one.results for one in self.traced.earlier()]
        return any(keeps(scope, results, subject, schools, self.few) for results in told)

    def require_shown(self, subject: str, schools: Schools, measure: str = "") -> None:
        """Raise ``PermissionDenied`` with the reason where ``hides`` says so."""
        if self.hides(subject, schools, measure):
            raise PermissionDenied(why_few(self.few))

    def linked(
        self,
        value: Decimal | int | None,
        measure: str,
        subject: str,
        school: str = "",
        place: Place | None = None,
    ) -> Linked:
        """A value of a school or place with the address of its figure, unless it is kept back."""
        within = [school] if school else place.schools if place else None
        if self.hides(subject, within, measure):
            return Linked(None, few=self.few)
        if school:
            return Linked(value, self.links.to(measure, subject, school=school))
        return Linked(value, self.links.of_place(measure, subject, place))

    def sees(self, place: Place, measure: str = "") -> bool:
        """Whether the reader may see what a place comes to; a gain tells of the year before too."""
        studies = (self, self.before if measure == "gain" else None)
        return all(study._sees(place) for study in studies if study)

    def _sees(self, place: Place) -> bool:
        present, scope = self.results.of_subject(ALL_SUBJECTS), self.viewer.scope
        few = self._is_few(place)
        return not few and sees_place(scope, place.schools, present, self.few)

    def _is_few(self, place: Place) -> bool:
        """Whether a place is kept from the reader, because its pupils are few in every subject."""
        most = max(scored_by_subject(self.results, place.schools).values(), default=0)
        return is_few(most, self.few) and not sees_singles(self.viewer.scope, place.schools)

    def require_place(self, place: Place, measure: str = "") -> None:
        """Raise ``PermissionDenied`` with the reason where the reader doesn't see a place."""
        if self._is_few(place):
            raise PermissionDenied(why_few(self.few))
        if not self.sees(place, measure):
            raise PermissionDenied(_("ท่านเห็นผลรายโรงเรียนได้เฉพาะโรงเรียนที่รับผิดชอบ"))
