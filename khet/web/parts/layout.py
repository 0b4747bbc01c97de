"""What stands around every page: the office, the menu, the years, who is signed in."""

from dataclasses import dataclass, replace
from functools import cache, cached_property
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.learning.models import Sitting
from khet.records.learning.queries import main_file
from khet.records.registry.models import Unit
from khet.rules.calendar import academic_year
from khet.rules.thai import arabic_digits
from khet.web.parts.filters import staying
from khet.web.parts.menu import Page, Section, public_pages, sections
from khet.web.parts.viewer import Viewer, viewer_of

_TEST = ("test", "grade", "round")
_REGISTERS = "/registry/"
_WITHOUT_YEARS = ("/office/", "/reports/", "/settings/jobs", "/learning/visits/")
"""Where pages are of no year of results: the menu carries none to them, and theirs is another."""
_ROOTS = {"/", "/learning/", _REGISTERS, "/settings/"}
_STAYS = {
    f"learning:{name}"
    for name in (
        *("overview", "colours", "scan", "scan-school", "school", "network", "district"),
        *("subject", "published", "rewards", "answers", "answers-read", "success", "rounds"),
        *("planning", "letters", "standards"),
    )
}
_KEEPS = {"learning:figure", "learning:compare", "learning:pupil", "learning:measure"}
"""Pages that keep all of their address but the year and the version of the results."""
_DEMONSTRATION = "(สาธิต)"


@dataclass(frozen=True)
class Entry:
    """A line of a menu, ``near`` where the page lies below it; it may stand in a ``group``."""

    label: str
    url: str
    current: bool = False
    under: tuple["Entry", ...] = ()
    near: bool = False
    group: str = ""


class Layout:
    """Answers what the frame of a page asks; a part without a frame costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def viewer(self) -> Viewer:
        """Who is looking."""
        return viewer_of(self._request)

    @property
    def office(self) -> Unit | None:
        """Whose name heads the page."""
        return self.viewer.office

    @property
    def is_demonstration(self) -> bool:
        """Whether the office is the demonstration, as the end of its name says."""
        return self.office is not None and self.office.name.endswith(_DEMONSTRATION)

    @cached_property
    def may_see(self) -> bool:
        """Whether the reader holds a role in an area, and so has a menu and years."""
        try:
            return bool(self.viewer.area)
        except PermissionDenied:
            return False

    @cached_property
    def menu(self) -> list[Entry]:
        """The entries of the systems that work and that the reader may enter.

        Who hasn't signed in has the pages for everybody.
        """
        if self.viewer.user is None and self.office is not None:
            return [self._entry(label, name) for label, name in public_pages()]
        if not self.may_see:
            return []
        return [self._entry(_("หน้าแรก"), "home"), *filter(None, map(self._section, self._sections))]

    @cached_property
    def _sections(self) -> tuple[Section, ...]:
        return sections()

    def _section(self, section: Section) -> Entry | None:
        """A section of the menu with its pages, or nothing where the reader may open none."""
        pages = tuple(
            self._entry(page.label, page.name, page.group)
            for page in section.pages
            if self._may_open(page)
        )
        closest = max((len(page.url) for page in pages if page.near or page.current), default=0)
        pages = tuple(replace(one, near=one.near and len(one.url) == closest) for one in pages)
        inside = self._inside == section.path
        label = section.label_at_school if self.viewer.at_school else ""
        return Entry(label or section.label, pages[0].url, inside, pages) if pages else None

    @cached_property
    def _inside(self) -> str:
        """The path of the section that the page belongs to: the one that leads closest to it."""
        starts = [(start, s.path) for s in self._sections for start in _starts(s)]
        near = (pair for pair in starts if self._request.path.startswith(pair[0]))
        return max(near, key=lambda pair: len(pair[0]), default=("", ""))[1]

    def _may_open(self, page: Page) -> bool:
        if page.at_office if self.viewer.at_school else page.at_school:
            return False
        scope = self.viewer.scope
        may = scope.may_everywhere if page.everywhere else scope.may
        return page.permission is None or may(page.permission)

    @property
    def under(self) -> tuple[Entry, ...]:
        """The entries under the menu entry that the page belongs to."""
        return next((entry.under for entry in self.menu if entry.current), ())

    def _entry(self, label: str, name: str, group: str = "") -> Entry:
        path = _address(name)
        asked = "" if path.startswith(_WITHOUT_YEARS) else self._sitting_query
        if self._of_registers and path.startswith(_REGISTERS):
            asked = f"year={self.year}" if self._request.GET.get("year") else ""
        here = self._request.path
        near = path not in _ROOTS and here != path and here.startswith(path)
        return Entry(label, f"{path}?{asked}".rstrip("?"), here == path, near=near, group=group)

    @cached_property
    def _sitting_query(self) -> str:
        """The year and test that the page shows, so that the menu stays with them."""
        asked = self._request.GET
        if self.year is None or not asked.get("year") or not self._like_this(self.year):
            return ""
        return urlencode([(name, asked[name]) for name in ("year", *_TEST) if asked.get(name)])

    def _like_this(self, year: int) -> list[Sitting]:
        """The sittings of that year of the test that the page shows, or all if it names none."""
        asked = {name: self._request.GET[name] for name in _TEST if self._request.GET.get(name)}
        of_year = (f.sitting for f in self.viewer.score_files if f.sitting.academic_year == year)
        return [
            sitting
            for sitting in of_year
            if asked.items() <= {name: getattr(sitting, name) for name in _TEST}.items()
        ]

    @cached_property
    def year(self) -> int | None:
        """The academic year (BE) of the page: the one asked for, or the newest with results.

        Pages of the office's work have none.
        """
        if self._request.path.startswith(_WITHOUT_YEARS):
            return None
        asked = self._request.GET.get("year", "")
        known = {str(year): year for year in self._years}
        return known.get(arabic_digits(asked), self._usual_year)

    @property
    def _usual_year(self) -> int | None:
        if self._of_registers:
            return self.viewer.register_year
        main = main_file(self.viewer.score_files) if self.may_see else None
        return main.sitting.academic_year if main else None

    @property
    def _of_registers(self) -> bool:
        """Whether the page's years are those of the registers, not those with results."""
        return self.may_see and self._request.path.startswith(_REGISTERS)

    @property
    def shown_year(self) -> int:
        """The year to print: the year of the results, or else today's academic year."""
        return self.year or academic_year(self.viewer.today).be

    @cached_property
    def _years(self) -> list[int]:
        if self._of_registers:
            return self.viewer.register_years
        files = self.viewer.score_files if self.may_see else []
        return sorted({file.sitting.academic_year for file in files}, reverse=True)

    @property
    def years(self) -> list[Entry]:
        """The years with results, newest first; each leads to the same test where it was held.

        In the registers they are the registers' years, and lead to the same page.
        """
        years = self._years if self.year else []
        return [Entry(str(year), self._same_in(year), year == self.year) for year in years]

    def _same_in(self, year: int) -> str:
        path = self._request.path
        if self._of_registers:
            return f"{path}?{urlencode({**self._request.GET.dict(), 'year': year})}"
        shown = self._request.resolver_match
        if shown is not None and shown.view_name in _KEEPS:
            kept_all = self._request.GET.copy()
            kept_all.pop("v", None)
            kept_all["year"] = str(year)
            return f"{path}?{kept_all.urlencode()}"
        if shown is None or shown.view_name not in _STAYS:
            return f"{reverse('home')}?year={year}"
        asked, held = self._request.GET, self._like_this(year)
        test = {name: asked[name] for name in _TEST if held and asked.get(name)}
        kept = staying(asked, held, self.viewer.tables)
        return f"{path}?{urlencode({'year': year, **test, **kept})}"


def _starts(section: Section) -> list[str]:
    """With what the addresses of a section's pages begin."""
    return [section.path, *section.others, *(_address(page.name) for page in section.pages)]


@cache
def _address(name: str) -> str:
    """The address of a page of the menu, which is the same as long as the process lives."""
    return reverse(name)


def layout(request: HttpRequest) -> dict[str, Layout]:
    """Context of every template: ``layout``."""
    return {"layout": Layout(request)}
