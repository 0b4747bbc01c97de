"""The rewards of a year as their reader asks for them: what is announced, earned and decided."""

from functools import cached_property

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.jobs.school_rewards import Earned, counting, earned
from khet.records.learning.models import Reward, ScoreFile
from khet.records.learning.queries import current_score_files, main_file, reward_years, rewards_of
from khet.records.registry.access import SEE_SCHOOL_RESULTS, SEE_UNANNOUNCED
from khet.records.registry.queries.schools import School, schools_of
from khet.rules.calendar import academic_year
from khet.rules.rewards import RewardTerms, reward_terms
from khet.rules.sittings import held_rounds, held_tests
from khet.rules.thai import arabic_digits
from khet.web.learning.words import grade_name, sitting_name, test_name
from khet.web.parts.viewer import Viewer
from khet.web.public.errors import Nearest, NotHereError

PAGE = "learning:rewards"


def page_url(year: int, part: str = "") -> str:
    """The address of the rewards of an academic year (BE), or of one of its parts."""
    return f"{reverse(PAGE)}?year={year}{'#' if part else ''}{part}"


class RewardYear:
    """The rewards of one academic year (BE); each thing is made when it is first asked for.

    Raises:
        PermissionDenied: the reader may not see results before schools do.
        NotHereError: nothing is known of the year that is asked for.
    """

    def __init__(self, viewer: Viewer, asked: QueryDict) -> None:
        viewer.require(SEE_UNANNOUNCED)
        viewer.require(SEE_SCHOOL_RESULTS)
        self.viewer, self.tables = viewer, viewer.tables
        self.year = self._asked(arabic_digits(asked.get("year", "")))

    def _asked(self, given: str) -> int:
        if not given:
            main = main_file(self.viewer.score_files)
            return main.sitting.academic_year if main else self.years[0]
        found = next((year for year in self.years if str(year) == given), None)
        if found is None:
            near = [Nearest(f"{_('ปีการศึกษา')} {year}", page_url(year)) for year in self.years[:5]]
            told = _("ไม่มีผลสอบหรือแรงจูงใจของปีการศึกษา “%(year)s”")
            raise NotHereError(told % {"year": given[:20]}, near)
        return found

    @cached_property
    def years(self) -> list[int]:
        """The years with results or rewards, newest first; today's where there are none."""
        held = {file.sitting.academic_year for file in self.viewer.score_files}
        known = held.union(reward_years(self.viewer.area))
        return sorted(known, reverse=True) or [academic_year(self.viewer.today).be]

    @cached_property
    def going_by(self) -> RewardTerms:
        """What the rewards go by."""
        return reward_terms(self.year, self.tables)

    @cached_property
    def _announced(self) -> list[ScoreFile]:
        files = current_score_files(self.viewer.area, announced=True)
        return counting(files, self.year, self.tables)

    @cached_property
    def earned(self) -> dict[str, Earned]:
        """What the announced colours of each school earn it, of all schools."""
        return earned(self._announced, self.year, self.tables)

    @cached_property
    def schools(self) -> dict[str, School]:
        """The schools of the year that the reader may see by name, in Thai order."""
        viewer = self.viewer
        found = schools_of(viewer.area, self.year, viewer.today, self.tables)
        return {code: s for code, s in found.items() if viewer.scope.sees_school(code)}

    @property
    def whole(self) -> bool:
        """Whether the reader may see every school of the area."""
        return self.viewer.scope.schools is None

    @cached_property
    def decided(self) -> dict[str, Reward]:
        """The rewards of the schools that the reader may see, by school."""
        sees = self.viewer.scope.sees_school
        found = rewards_of(self.viewer.area, self.year)
        return {row.school.code: row for row in found if sees(row.school.code)}

    @cached_property
    def told(self) -> list[str]:
        """The sittings that count, with the version that is announced."""
        return [
            _("%(sitting)s ฉบับที่ %(version)s")
            % {"sitting": sitting_name(file.sitting), "version": file.version}
            for file in self._announced
        ]

    @cached_property
    def missing(self) -> list[str]:
        """What of the year doesn't count yet, and why."""
        announced = {_of(file): file for file in self._announced}
        now = {_of(f): f for f in counting(self.viewer.score_files, self.year, self.tables)}
        return [
            told
            for key in dict.fromkeys([*self._held(), *now])
            if (told := _why_not(key, now.get(key), announced.get(key)))
        ]

    def _held(self) -> list[tuple[str, str, str]]:
        """The sittings of the year's tests that the area has had results of in any year."""
        held = held_tests(self.year, self.tables)
        known = {_of(file) for file in self.viewer.score_files}
        return [
            (test, round_, grade)
            for test in self.going_by.tests
            for round_ in held_rounds(test, self.year, self.tables)
            for grade in held.get(test, ())
            if (test, round_, grade) in known
        ]


def _of(file: ScoreFile) -> tuple[str, str, str]:
    sitting = file.sitting
    return sitting.test, sitting.round, sitting.grade


def _why_not(key: tuple[str, str, str], now: ScoreFile | None, announced: ScoreFile | None) -> str:
    """Why the newest result of a sitting doesn't count; empty where it does."""
    test, round_, grade = key
    named = {"sitting": f"{test_name(test, round_)} {grade_name(grade)}"}
    if announced and now and announced.version != now.version:
        told = {**named, "version": now.version, "seen": announced.version}
        return _("%(sitting)s ฉบับที่ %(version)s ยังไม่ประกาศ จึงนับฉบับที่ %(seen)s") % told
    if announced:
        return ""
    return (_("%(sitting)s ยังไม่ประกาศ") if now else _("%(sitting)s ยังไม่มีผล")) % named
