"""Tables of the schools of a sitting: which schools a person asks for, and what stands around."""

from functools import cached_property
from typing import Any, Generic, TypeVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.registry.access import EXPORT_RESULTS, PLAN_VISITS
from khet.records.registry.queries.schools import School
from khet.web.learning.asked import address, file_name, sitting_query
from khet.web.learning.forms import PlaceFilters
from khet.web.learning.study import Study
from khet.web.learning.words import sitting_title
from khet.web.parts.filters import outside
from khet.web.public.errors import Nearest, NotHereError

_OF_VISITS = ("network", "district", "size", "colour", "subject", "scheme")
"""The filters of a table that the proposed plan of visits has too."""
Filters = TypeVar("Filters", bound=PlaceFilters)


class SchoolsPage(Generic[Filters]):
    """A table of schools as one person asks for it, each thing made when it is first asked for.

    ``page`` is the name of its address, that of its file ends with ``-xlsx``; ``about`` are the
    parts of both. Every property raises ``NotHereError`` where a filter names what the sitting
    hasn't.
    """

    page: str
    filters_of: type[Filters]

    def __init__(self, study: Study, asked: QueryDict, *about: str) -> None:
        self.study, self._asked, self._about = study, asked, about
        self._here = address(self.page, study.sitting, *about)

    @property
    def name(self) -> str:
        """What the page is called where another can't be shown."""
        return sitting_title(self.study.sitting)

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools that the reader may see by name."""
        return self.study.visible

    @cached_property
    def _elsewhere(self) -> dict[str, str]:
        """Filters by places of the area in which the reader's list has no school."""
        asked = {name: str(value) for name, value in self._asked.items()}
        return outside(asked, self.study.schools, self.schools)

    @cached_property
    def form(self) -> Filters:
        """The filters; those by a place that the reader's list hasn't are left out."""
        study = self.study
        asked = {name: v for name, v in self._asked.items() if name not in self._elsewhere}
        form = self.filters_of(asked, study.sitting, self.schools.values(), study.tables)
        if not form.is_valid():
            whole = Nearest(self.name, self._here)
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในการสอบนี้"), [whole])
        return form

    @property
    def file_name(self) -> str:
        """The name of the exported file, without its ending."""
        kind = self.page.partition(":")[2]
        return file_name(kind, *self._about, *sitting_query(self.study.sitting).values())

    def filters(self) -> dict[str, Any]:
        """Context of the filters' part."""
        return {
            "form": self.form,
            "here": self._here,
            "action": reverse(self.page, args=self._about),
            "many": len(self.schools) > 1,
        }

    @property
    def missing_few(self) -> str:
        """Which schools can't be found by the colour that is asked for, in words."""
        return ""

    def without_few(self, subject: str) -> str:
        """The same of a page that has colours, of those of a subject."""
        asked = self.form.cleaned_data["colour"]
        return self.study.without_few(subject, self.schools) if asked else ""

    def around(self) -> dict[str, Any]:
        """Context of what stands around the table."""
        export = address(f"{self.page}-xlsx", self.study.sitting, *self._about)
        scope = self.study.viewer.scope
        return {
            "of": len(self.schools),
            "here": f"{self._here}&{self.form.query}".rstrip("&"),
            "xlsx": f"{export}&{self.form.whole_query}".rstrip("&"),
            "may_export": scope.may(EXPORT_RESULTS),
            "missing_few": self.missing_few,
            "elsewhere": self._elsewhere.values(),
            "all_seen": scope.schools is None,
        }

    def plan_url(self, **more: str) -> str:
        """The proposed plan of visits to the schools that are asked for, for who plans visits."""
        if not self.study.viewer.scope.may(PLAN_VISITS):
            return ""
        told = {**more, **self.form.chosen}
        kept = {name: value for name, value in told.items() if name in _OF_VISITS}
        return address("learning:visit-proposal", self.study.sitting, **kept)
